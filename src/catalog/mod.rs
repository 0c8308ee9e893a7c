//! What libraries do, told by stub files: which of their functions block, run elsewhere, or belong to a loop.
mod marks;
pub use marks::{Blocking, Category, DecoratorKind, Literal, Marks, Unless};
