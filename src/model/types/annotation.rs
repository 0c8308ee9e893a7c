//! Which class an annotation allows: `Path`, `"Path"`, `Path | None`, `Optional[Path]`, `Annotated[Path, …]`.

use super::ClassRef;
use crate::model::Model;
use crate::model::names::QualifiedName;
use crate::model::scope::ScopeId;
use crate::syntax::{AnyNodeRef, Expr, ast};

impl<'a> Model<'a> {
    /// The class that an annotation allows besides `None`.
    pub(super) fn annotation(
        &self,
        annotation: &'a Expr,
        scope: ScopeId,
        limit: u32,
    ) -> Option<ClassRef<'a>> {
        let limit = limit.checked_sub(1)?;
        match annotation {
            Expr::Name(_) | Expr::Attribute(_) => self.annotated_class(annotation, scope),
            Expr::StringLiteral(string) => self.annotation_text(string.value.to_str(), scope),
            Expr::BinOp(union) if union.op == ast::Operator::BitOr => match (&*union.left, &*union.right) {
                (Expr::NoneLiteral(_), other) | (other, Expr::NoneLiteral(_)) => {
                    self.annotation(other, scope, limit)
                }
                _ => None,
            },
            Expr::Subscript(subscript) => {
                let name = self.qualified_in(&subscript.value, scope, 8)?;
                let typing = matches!(name.segments(), ["typing" | "typing_extensions", _]);
                match (&*subscript.slice, name.last()) {
                    (Expr::Tuple(tuple), "Annotated") if typing => {
                        self.annotation(tuple.elts.first()?, scope, limit)
                    }
                    (Expr::Tuple(tuple), "Union") if typing => {
                        let mut real = tuple.elts.iter().filter(|element| !element.is_none_literal_expr());
                        let only = real.next()?;
                        real.next().is_none().then(|| self.annotation(only, scope, limit))?
                    }
                    (inner, "Optional" | "Final" | "ClassVar" | "Required" | "NotRequired") if typing => {
                        self.annotation(inner, scope, limit)
                    }
                    _ if typing => None,
                    // A generic class: `asyncio.Queue[int]`.
                    _ => Some(ClassRef::External(name)),
                }
            }
            _ => None,
        }
    }

    fn annotated_class(&self, annotation: &'a Expr, scope: ScopeId) -> Option<ClassRef<'a>> {
        if let Some(name) = self.qualified_in(annotation, scope, 8) {
            return (!matches!(name.segments(), ["typing", "Any"])).then_some(ClassRef::External(name));
        }
        let Expr::Name(name) = annotation else { return None };
        self.local_class(name.id.as_str(), scope)
    }

    fn local_class(&self, name: &str, scope: ScopeId) -> Option<ClassRef<'a>> {
        let node = self.definition_in(name, scope)?;
        matches!(node.ast, AnyNodeRef::StmtClassDef(_)).then_some(ClassRef::Local(node.id))
    }

    /// A string annotation: a dotted name, with `| None` or inside `Optional[…]`.
    fn annotation_text(&self, text: &'a str, scope: ScopeId) -> Option<ClassRef<'a>> {
        let text = text.trim();
        let text = text.strip_suffix("| None").or(text.strip_prefix("None |")).unwrap_or(text).trim();
        let text = match text.strip_prefix("Optional[").or(text.strip_prefix("typing.Optional[")) {
            Some(inner) => inner.strip_suffix(']')?,
            None => text,
        };
        let mut parts = text.split('.');
        let head = parts.next()?;
        if !is_identifier(head) || !parts.clone().all(is_identifier) {
            return None;
        }
        if let Some(name) = self.qualified_name_in(head, scope) {
            return Some(ClassRef::External(parts.fold(name, QualifiedName::join)));
        }
        parts.next().is_none().then(|| self.local_class(head, scope))?
    }
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}
