//! Futures of `concurrent.futures`, which asyncio can wait for without a thread.

use crate::edit::{FixBuilder, Slot, Template};
use crate::model::{Binding, BindingKind, Flavour};
use crate::syntax::{Expr, Node, Precedence, ast};

use super::blocking_call::BlockingCall;
use super::{Build, Cx};

/// The future that a call waits for with all patience, in code of asyncio, where nobody else has it: a task that is cancelled
/// cancels what it awaits.
pub fn own_future<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall, blocking: &BlockingCall) -> Option<&'a Expr> {
    if blocking.name != "concurrent.futures.Future.result"
        || !call.arguments.is_empty()
        || cx.library() != Some(Flavour::Asyncio)
    {
        return None;
    }
    let Expr::Attribute(method) = &*call.func else { return None };
    let is_own = match &*method.value {
        Expr::Name(name) => {
            let owner = cx.scopes().lookup(cx.scope_of(name), name.id.as_str())?;
            let function = cx.function_of(cx.node(name).id)?;
            let is_made_here = |binding: &Binding<'a>| matches!(binding.kind, BindingKind::Value(value) if makes_future(cx, value));
            cx.scopes().opened_by(function.id) == Some(owner)
                && cx.scopes().bindings_of(owner, name.id.as_str()).all(is_made_here)
        }
        value => makes_future(cx, value),
    };
    is_own.then_some(&method.value)
}

/// Puts `await asyncio.wrap_future(future)` in the place of `node`.
///
/// # Errors
/// An `await` is not possible there.
pub fn await_future<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, node: Node<'a>, future: &'a Expr) -> Build {
    cx.allow_await(fix, node)?;
    let wrap = cx.name(fix, node, "asyncio", "wrap_future")?;
    let template = Template::new()
        .text(format!("await {wrap}("))
        .expression(cx.document, cx.node(future).id, Slot::Argument)
        .text(")");
    fix.replace(node.id, Precedence::Await, template);
    Ok(())
}

fn makes_future<'a>(cx: &Cx<'a>, value: &'a Expr) -> bool {
    let Expr::Call(maker) = value else { return false };
    let is_submit = matches!(&*maker.func, Expr::Attribute(method) if method.attr.as_str() == "submit");
    is_submit || cx.names(&maker.func, "asyncio.run_coroutine_threadsafe")
}
