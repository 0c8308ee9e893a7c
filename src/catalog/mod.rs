//! What libraries do: what a module that is not part of the project says about its functions and classes.
//!
//! A library is described by a **stub file** (`.pyi`), which declares, or else by its source. The standard library's
//! stubs come with asyncfix ([`typeshed`]); every other library's files are those installed for the project
//! ([`environment`]). What signatures do not tell (what blocks, what runs in a thread, what belongs to a loop) stands as
//! **marks** in stubs of our own ([`builtin`]) and of the user ([`user`]), which [`stub`] reads.

pub mod builtin;
pub mod environment;
mod marks;
pub mod stub;
pub mod typeshed;
pub mod user;

pub use marks::{Blocking, Category, DecoratorKind, Given, Literal, Marks, Timeout, Unless, When};
pub use stub::{MarkedStub, StubError, read_stub};

/// Whether `module` is a dotted name as `import` takes it. What is not, such as `..`, must never become part of a path.
fn is_module_name(module: &str) -> bool {
    module.split('.').all(|part| {
        !part.is_empty() && part.chars().all(|character| character == '_' || character.is_alphanumeric())
    })
}
