//! All that a rule needs: `use crate::rule::prelude::*;`.

pub use super::{AwaitPlace, Build, Cx, Default, Finding, Hoist, Rule};
pub use crate::edit::{FixBuilder, Safety, Slot, Template};
pub use crate::model::{BindingKind, ClassRef, CoroutineFunction, Flavour, QualifiedName};
pub use crate::syntax::{
    AnyNodeRef, Expr, Node, NodeId, NodeKind, Precedence, PythonVersion, Ranged, Stmt, TextRange, Token, TokenKind, ast,
};
