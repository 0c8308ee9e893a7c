//! What the way an argument is written says besides its value: the flags that it joins, that it is a literal address, or
//! that it is a URL which names no server.

use smallvec::SmallVec;

use super::Extractor;
use crate::model::{Binding, BindingKind, ScopeId};
use crate::syntax::{AnyNodeRef, Expr, ast};

/// What the word for a literal IP address is.
const ADDRESS: &str = "<address>";

/// The beginnings of URLs that name no server.
const SCHEMES: &[&str] = &["data:", "file:"];

/// How many constants that stand for each other are followed.
const DEPTH: u32 = 3;

impl<'a> Extractor<'_, 'a> {
    /// The words that an argument is told by.
    pub(super) fn words(&self, argument: &'a Expr, scope: ScopeId) -> SmallVec<[&'a str; 2]> {
        let mut words = SmallVec::new();
        match argument {
            Expr::StringLiteral(text) => {
                let text = text.value.to_str();
                words.extend(scheme(text));
                if text.parse::<std::net::IpAddr>().is_ok() {
                    words.push(ADDRESS);
                }
            }
            Expr::FString(text) => words.extend(beginning(text).and_then(scheme)),
            // What a name is imported as, its term says.
            Expr::Name(name) if is_constant(name.id.as_str()) => {
                self.flags(argument, scope, DEPTH, &mut words);
            }
            Expr::BinOp(_) => self.flags(argument, scope, DEPTH - 1, &mut words),
            _ => {}
        }
        words
    }

    /// The flags that an expression joins by `|`, directly or through constants, by the last part of their names.
    fn flags(&self, expr: &'a Expr, scope: ScopeId, depth: u32, flags: &mut SmallVec<[&'a str; 2]>) {
        match expr {
            Expr::BinOp(ast::ExprBinOp { left, op: ast::Operator::BitOr, right, .. }) => {
                self.flags(left, scope, depth, flags);
                self.flags(right, scope, depth, flags);
            }
            Expr::Attribute(attribute) if is_constant(attribute.attr.as_str()) => {
                flags.push(attribute.attr.as_str());
            }
            Expr::Name(name) => {
                let scopes = self.model.scopes();
                let Some(owner) = scopes.lookup(scope, name.id.as_str()) else { return };
                let bindings: SmallVec<[_; 2]> = scopes.bindings_of(owner, name.id.as_str()).collect();
                let own = bindings.iter().filter(|binding| !self.adds_flags(binding));
                let ([binding], 1..) = (&*own.collect::<SmallVec<[_; 2]>>(), depth) else { return };
                let value: &'a Expr = match binding.kind {
                    BindingKind::Value(value) => value,
                    BindingKind::Annotated(ast::StmtAnnAssign { value: Some(value), .. }) => value,
                    BindingKind::ImportFrom { member, .. } => {
                        flags.extend((depth < DEPTH && is_constant(member)).then_some(member));
                        return;
                    }
                    _ => return,
                };
                if matches!(value, Expr::BinOp(_) | Expr::Attribute(_) | Expr::Name(_)) {
                    self.flags(value, binding.evaluated_in, depth - 1, flags);
                }
            }
            _ => {}
        }
    }

    /// Whether a binding is `flags |= …`, which takes no flag away.
    fn adds_flags(&self, binding: &Binding<'a>) -> bool {
        let parent = self.model.nodes.parent(binding.node).map(|parent| parent.ast);
        matches!(parent, Some(AnyNodeRef::StmtAugAssign(assign)) if assign.op == ast::Operator::BitOr)
    }
}

fn is_constant(name: &str) -> bool {
    name.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_')
}

fn scheme(text: &str) -> Option<&'static str> {
    SCHEMES.iter().copied().find(|scheme| text.starts_with(scheme))
}

/// The text that an f-string certainly begins with.
fn beginning(text: &ast::ExprFString) -> Option<&str> {
    match text.value.iter().next()? {
        ast::FStringPart::Literal(literal) => Some(&literal.value),
        ast::FStringPart::FString(part) => part.elements.first()?.as_literal().map(|literal| &*literal.value),
    }
}
