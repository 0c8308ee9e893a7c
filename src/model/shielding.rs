//! Cleanup that a cancellation cuts short, in trio and anyio.
//!
//! There a cancelled scope stays cancelled: every `await` in it raises at once, those of the cleanup too, unless a
//! shielded scope stands around them.

use super::Model;
use super::cancellation::last_name;
use super::flow::Cleanup;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Stmt, ast};

/// Code that runs while the task is cancelled or torn down.
#[derive(Debug, Clone, Copy)]
pub struct CleanupRegion<'a> {
    /// What it is.
    pub kind: Cleanup,
    /// The `try`, the handler or the function that it belongs to.
    pub owner: Node<'a>,
    /// Its statements.
    pub body: &'a [Stmt],
}

/// How many functions of this file are looked into, one calling the other.
const CALLS: u32 = 3;

/// Functions of trio and anyio that finish in a cancelled scope, under whatever name their module is known.
const UNDISTURBED: &[&str] = &["aclose_forcefully", "cancel_shielded_checkpoint"];

impl<'a> Model<'a> {
    /// The innermost cleanup of the same function around a place. A handler of everything is none where a handler before
    /// it takes the cancellation.
    pub fn cleanup_region(&self, id: NodeId) -> Option<CleanupRegion<'a>> {
        self.innermost_cleanup(id, |node, handler| self.gets_cancellation(node, handler))
    }

    /// The outermost cleanup of the same function around a place; `__aexit__` only where there is no other.
    pub fn outermost_cleanup(&self, id: NodeId) -> Option<CleanupRegion<'a>> {
        let innermost = self.cleanup_region(id)?;
        let around = std::iter::successors(Some(innermost), |region| self.cleanup_region(region.owner.id));
        around.take_while(|region| region.kind != Cleanup::AsyncExit).last().or(Some(innermost))
    }

    /// The innermost cleanup of the same function around a place, where `is_cleanup` says which handlers are.
    pub(super) fn innermost_cleanup(
        &self,
        id: NodeId,
        is_cleanup: impl Fn(Node<'a>, &'a ast::ExceptHandlerExceptHandler) -> bool,
    ) -> Option<CleanupRegion<'a>> {
        let function = self.function_of(id);
        let mut inner = id;
        for ancestor in self.nodes.ancestors(id) {
            if Some(ancestor) == function {
                let AnyNodeRef::StmtFunctionDef(def) = ancestor.ast else { return None };
                let is_exit = def.name.as_str() == "__aexit__";
                let region = CleanupRegion { kind: Cleanup::AsyncExit, owner: ancestor, body: &def.body };
                return is_exit.then_some(region);
            }
            match ancestor.ast {
                AnyNodeRef::StmtTry(node) if self.is_in_suite(&node.finalbody, inner) => {
                    let body = &node.finalbody;
                    return Some(CleanupRegion { kind: Cleanup::Finally, owner: ancestor, body });
                }
                AnyNodeRef::ExceptHandlerExceptHandler(handler) if is_cleanup(ancestor, handler) => {
                    let body = &handler.body;
                    return Some(CleanupRegion { kind: Cleanup::CancellationHandler, owner: ancestor, body });
                }
                _ => {}
            }
            inner = ancestor.id;
        }
        None
    }

    /// Whether a handler is the first one of its `try` that catches a cancellation.
    pub fn gets_cancellation(&self, node: Node<'a>, handler: &'a ast::ExceptHandlerExceptHandler) -> bool {
        let Some(AnyNodeRef::StmtTry(attempt)) = self.nodes.parent(node.id).map(|parent| parent.ast) else {
            return false;
        };
        let mut catching = attempt.handlers.iter().filter(|other| {
            let ast::ExceptHandler::ExceptHandler(other) = other;
            self.catches_cancellation(other)
        });
        let first = catching.next().map(|ast::ExceptHandler::ExceptHandler(first)| self.nodes.id_of(first));
        first == Some(self.nodes.id_of(handler))
    }

    /// The places in these statements where a cancellation from outside raises.
    pub fn open_to_cancellation(&self, body: &'a [Stmt]) -> impl Iterator<Item = Node<'a>> + '_ {
        self.suspensions(body).filter(|point| self.is_open(*point, CALLS))
    }

    fn is_open(&self, point: Node<'a>, limit: u32) -> bool {
        let callee = match point.ast {
            AnyNodeRef::ExprAwait(awaited) => awaited.value.as_call_expr(),
            AnyNodeRef::StmtWith(with) if self.is_quiet_block(with, limit) => return false,
            _ => None,
        };
        !self.is_shielded(point)
            && !self.is_caught(point)
            && !callee.is_some_and(|call| self.finishes_undisturbed(call, limit))
    }

    /// Whether entering and leaving an `async with` does nothing that can be cancelled: all its items are objects
    /// whose end is `aclose()`.
    fn is_quiet_block(&self, with: &'a ast::StmtWith, limit: u32) -> bool {
        with.items.iter().all(|item| match &item.context_expr {
            Expr::Call(call) => {
                self.finishes_undisturbed(call, limit) || self.names(&call.func, "contextlib.aclosing")
            }
            _ => false,
        })
    }

    fn finishes_undisturbed(&self, call: &'a ast::ExprCall, limit: u32) -> bool {
        let name = last_name(&call.func).unwrap_or_default();
        let is_known = UNDISTURBED.contains(&name)
            || name == "aclose" && call.arguments.is_empty()
            || name == "__aexit__"
            || self.names(&call.func, "asyncio.shield");
        if is_known {
            return true;
        }
        let (Some(function), Some(limit)) = (self.called_function(&call.func), limit.checked_sub(1)) else {
            return false;
        };
        let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return false };
        def.is_async && self.suspension_points(function.id).all(|point| !self.is_open(point, limit))
    }

    /// Whether a `try` around a place, within the cleanup that it is part of, catches a cancellation.
    fn is_caught(&self, place: Node<'a>) -> bool {
        let function = self.function_of(place.id);
        let mut inner = place.id;
        for ancestor in self.nodes.ancestors(place.id).take_while(|ancestor| Some(*ancestor) != function) {
            match ancestor.ast {
                AnyNodeRef::ExceptHandlerExceptHandler(_) => return false,
                AnyNodeRef::StmtTry(attempt) if self.is_in_suite(&attempt.finalbody, inner) => return false,
                AnyNodeRef::StmtTry(attempt) if self.is_in_suite(&attempt.body, inner) => {
                    let catches = attempt
                        .handlers
                        .iter()
                        .any(|ast::ExceptHandler::ExceptHandler(handler)| self.catches_cancellation(handler));
                    if catches {
                        return true;
                    }
                }
                _ => {}
            }
            inner = ancestor.id;
        }
        false
    }

    /// Whether a block of the same function around a place may be shielded.
    fn is_shielded(&self, place: Node<'a>) -> bool {
        let function = self.function_of(place.id);
        let around = self.nodes.ancestors(place.id).take_while(|ancestor| Some(*ancestor) != function);
        std::iter::once(place).chain(around).any(|ancestor| match ancestor.ast {
            AnyNodeRef::StmtWith(with) => {
                with.items.iter().any(|item| self.may_shield(with, &item.context_expr))
                    || self.sets_shield(with)
            }
            _ => false,
        })
    }

    /// Whether a context may shield its block: it is told to, it may be told to, or it is a scope made elsewhere.
    fn may_shield(&self, with: &ast::StmtWith, context: &'a Expr) -> bool {
        let Expr::Call(call) = context else {
            let is_scope = !with.is_async;
            return is_scope
                && self
                    .type_of(context)
                    .is_none_or(|class| class.is_any(&["anyio.CancelScope", "trio.CancelScope"]));
        };
        let is_told = call.arguments.keywords.iter().any(|keyword| match keyword.arg.as_deref() {
            Some("shield") => !matches!(&keyword.value, Expr::BooleanLiteral(value) if !value.value),
            Some(_) => false,
            None => self.structure_of(call).is_some(),
        });
        is_told || last_name(&call.func).is_some_and(|name| name.contains("shield"))
    }

    /// Whether the block, or what stands before it in its function, switches a shield on: `scope.shield = True`.
    fn sets_shield(&self, with: &'a ast::StmtWith) -> bool {
        let block = self.nodes.id_of(with);
        let function = self.function_of(block);
        with.items.iter().any(|item| self.structure(&item.context_expr).is_some())
            && function.is_some_and(|function| {
                self.nodes.descendants(function.id).any(|node| {
                    matches!(node.ast, AnyNodeRef::ExprAttribute(target)
                        if target.attr.as_str() == "shield" && target.ctx.is_store())
                })
            })
    }
}
