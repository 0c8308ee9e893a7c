//! What runs once: what fills a place that is kept from then on, and what installs a package that is missing.

use super::Extractor;
use super::guards::leaves;
use crate::model::ScopeId;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged as _, ast};

impl<'a> Extractor<'_, 'a> {
    /// The nodes that run only where an `if` finds that something is not there yet, if they put it there:
    /// `if self._loaded is None: self._loaded = load()`, `if _loaded is not None: return _loaded`.
    pub(super) fn first_use(
        &self,
        node: Node<'a>,
        statement: &'a ast::StmtIf,
        scope: ScopeId,
    ) -> Option<(NodeId, NodeId)> {
        self.owner(scope).function?;
        let (place, is_there) = asked_for(&statement.test)?;
        if !self.is_kept(place, scope) {
            return None;
        }
        let nodes = &self.model.nodes;
        let (start, end) = if is_there {
            if !leaves(&statement.body) || !statement.elif_else_clauses.is_empty() {
                return None;
            }
            let (suite, _) = nodes.suite(node.id)?;
            (nodes.end(node.id), nodes.end(nodes.id_of(suite.last()?)))
        } else {
            let (first, last) = (statement.body.first()?, statement.body.last()?);
            (nodes.id_of(first), nodes.end(nodes.id_of(last)))
        };
        let text = self.model.slice(place.range());
        let is_place = |target: &Expr| self.model.slice(target.range()) == text;
        let mut inside = nodes.between(start, end);
        let fills = inside.any(|node| match node.ast {
            AnyNodeRef::StmtAssign(assign) => {
                assign.targets.iter().any(is_place) && !assign.value.is_none_literal_expr()
            }
            AnyNodeRef::StmtAnnAssign(assign) => is_place(&assign.target),
            _ => false,
        });
        fills.then_some((start, end))
    }

    /// Whether what is assigned to a place outlives the function: an attribute, or a name of the module.
    fn is_kept(&self, place: &Expr, scope: ScopeId) -> bool {
        match place {
            Expr::Attribute(_) => true,
            Expr::Name(name) => self.model.scopes().lookup(scope, name.id.as_str()) == Some(ScopeId::MODULE),
            _ => false,
        }
    }

    /// Whether a call runs `pip install` in a function that has looked for the package.
    pub(super) fn installs_what_is_missing(&self, call: &ast::ExprCall, scope: ScopeId) -> bool {
        const QUESTIONS: &[&str] =
            &["find_spec", "ImportError", "ModuleNotFoundError", "PackageNotFoundError"];
        let Some(Expr::List(command)) = call.arguments.args.first() else { return false };
        let is_word = |expr: &Expr, word: &str| match expr {
            Expr::StringLiteral(literal) => literal.value.to_str() == word,
            _ => false,
        };
        let runs_pip =
            command.elts.windows(2).any(|words| is_word(&words[0], "pip") && is_word(&words[1], "install"));
        runs_pip && {
            let function = self.model.nodes.get(self.function_start(scope));
            let text = self.model.slice(function.range());
            QUESTIONS.iter().any(|question| text.contains(question))
        }
    }
}

/// The place that a test asks for, and whether it then is there.
fn asked_for(test: &Expr) -> Option<(&Expr, bool)> {
    match test {
        Expr::Compare(comparison) => match (&*comparison.ops, &*comparison.comparators) {
            ([ast::CmpOp::Is], [Expr::NoneLiteral(_)]) => Some((&comparison.left, false)),
            ([ast::CmpOp::IsNot], [Expr::NoneLiteral(_)]) => Some((&comparison.left, true)),
            _ => None,
        },
        Expr::UnaryOp(negation) if negation.op == ast::UnaryOp::Not => Some((&negation.operand, false)),
        Expr::Name(_) | Expr::Attribute(_) => Some((test, true)),
        _ => None,
    }
}
