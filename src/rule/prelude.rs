//! All that a rule needs: `use crate::rule::prelude::*;`.

pub use super::cancellation::{Sequel, Swallowing, is_showing};
pub use super::coroutine::{CoroutineFunction, called_name};
pub use super::misuse::Misuse;
pub use super::shield::Exposed;
pub use super::slots::SlotArgument;
pub use super::suppression::{Unused, Use};
pub use super::{AwaitPlace, Build, Cx, Default, Finding, Hoist, Needs, Rule, unparsed};
pub use crate::catalog::Category;
pub use crate::edit::{Fix, FixBuilder, Safety, Slot, Template};
pub use crate::facts::{CallContext, Name, Operation, Term};
pub use crate::model::cancellation::GoesOn;
pub use crate::model::checkpoints::{Unchecked, is_true};
pub use crate::model::coroutine::VALUE_BUILTINS;
pub use crate::model::directives::{Named, prose};
pub use crate::model::flow::{Cleanup, Exits};
pub use crate::model::shared::LockEvidence;
pub use crate::model::structured::{Deadline, STRUCTURE_WORDS, Structure, StructureKind};
pub use crate::model::{BindingKind, ClassRef, Flavour, QualifiedName, ScopeId};
pub use crate::program::ChainKind;
pub use crate::program::certain::{Plain, Works};
pub use crate::program::chains::Entry;
pub use crate::program::doubt::Doubt;
pub use crate::program::{Callee, Demotion, FileAnalysis, FilledSlot, FunctionId, Passing, Role, SlotKind};
pub use crate::syntax::{
    AnyNodeRef, Expr, Node, NodeId, NodeKind, Precedence, PythonVersion, Ranged, Stmt, TextLen, TextRange,
    TextSize, Token, TokenKind, ast,
};
