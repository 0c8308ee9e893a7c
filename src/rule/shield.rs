//! The fix that keeps a cancellation away from cleanup.

use super::{Build, Cx};
use crate::edit::{Fix, FixBuilder, Safety, Template};
use crate::model::Flavour;
use crate::syntax::{AnyNodeRef, Expr, Node, Ranged, Stmt, TextRange, ast};

/// Awaits that a cancellation cuts short, in the statements of one suite.
pub struct Exposed<'a> {
    /// The suite.
    pub body: &'a [Stmt],
    /// Where a cancellation raises in it, in source order; at least one.
    pub points: Vec<Node<'a>>,
}

impl Exposed<'_> {
    /// What is awaited first.
    pub fn range(&self) -> TextRange {
        let first = self.points[0];
        match first.ast {
            AnyNodeRef::StmtFor(each) => each.iter.range(),
            AnyNodeRef::StmtWith(with) => with.items[0].context_expr.range(),
            _ => first.range(),
        }
    }
}

impl<'a> Cx<'a> {
    /// The library of the file, if it is one whose cancelled scopes stay cancelled, and asyncio's own way to cancel a task
    /// plays no part in it.
    pub fn cancels_by_level(&self) -> Option<Flavour> {
        self.library()
            .filter(|library| matches!(library, Flavour::Anyio | Flavour::Trio) && !self.has_asyncio())
    }

    /// Puts a shield around exposed awaits: their own scope gets it, or the statements from the first to the last of
    /// them get a scope.
    ///
    /// # Errors
    /// Why there is no such fix.
    pub fn shield(&self, exposed: &Exposed<'a>) -> Build<Fix> {
        const REASON: &str = "the cleanup holds up the cancellation for as long as it takes";
        let library =
            self.cancels_by_level().and_then(Flavour::module).ok_or("the file mixes async libraries")?;
        let within = |node: Node<'a>, part: &Stmt| part.range().contains_range(node.range());
        let first = exposed
            .body
            .iter()
            .position(|part| within(exposed.points[0], part))
            .ok_or("nothing is awaited")?;
        let last =
            exposed.body.iter().rposition(|part| exposed.points.iter().any(|point| within(*point, part)));
        let run = &exposed.body[first..=last.unwrap_or(first)];
        if let [Stmt::With(with)] = run
            && let Some(scope) = self.scope_without_shield(with)
        {
            return self.fix("Shield the scope", |fix| {
                fix.lower_safety(Safety::Unsafe, REASON);
                fix.add_argument(&scope.arguments, "shield=True");
                Ok(())
            });
        }
        let (Some(opening), Some(closing)) = (run.first(), run.last()) else {
            return Err("nothing is awaited".to_owned());
        };
        self.fix("Shield the cleanup", |fix: &mut FixBuilder<'a>| {
            fix.lower_safety(Safety::Unsafe, REASON);
            let opening = self.node(opening);
            let scope = self.name(fix, opening, library, "CancelScope")?;
            let statements = opening.range().cover(closing.range());
            let template =
                Template::new().text(format!("with {scope}(shield=True):\n    ")).indented(statements);
            fix.replace_statements(opening.id, self.node(closing).id, template);
            Ok(())
        })
    }

    /// The only scope that a block opens, if it says nothing of a shield.
    fn scope_without_shield(&self, with: &'a ast::StmtWith) -> Option<&'a ast::ExprCall> {
        let [item] = &*with.items else { return None };
        let Expr::Call(call) = &item.context_expr else { return None };
        self.structure_of(call).filter(|structure| structure.is_scope())?;
        call.arguments.find_keyword("shield").is_none().then_some(call)
    }
}
