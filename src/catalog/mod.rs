//! What libraries do: what a module that is not part of the project says about its functions and classes.
//!
//! A library is described by a **stub file** (`.pyi`), which declares, or else by its source. The standard library's
//! stubs come with asyncfix ([`typeshed`]); every other library's files are those installed for the project
//! ([`environment`]). This room finds the text; reading it is done as for the project's own files.

pub mod environment;
pub mod typeshed;

/// Whether `module` is a dotted name as `import` takes it. What is not, such as `..`, must never become part of a path.
fn is_module_name(module: &str) -> bool {
    module.split('.').all(|part| {
        !part.is_empty() && part.chars().all(|character| character == '_' || character.is_alphanumeric())
    })
}
