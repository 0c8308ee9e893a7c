//! A task that is cancelled, and nobody waits until it has ended.
//!
//! ## What it does
//! Finds `task.cancel()` as a statement in an `async def`, where the name or attribute is known to be an `asyncio.Task` and the
//! function does not use it any more, except to forget it.
//!
//! It is off by default: at the end of a program, and for tasks that have nothing to clean up, it is good enough.
//!
//! ## Why is this bad?
//! `cancel()` only asks. The task ends at some later turn of the event loop, runs its cleanup then, and can fail there, with
//! nobody to see it. What is closed in the meantime is closed under its hands.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! class Poller:
//!     def start(self):
//!         self.task = asyncio.create_task(self.poll())
//!
//!     async def poll(self):
//!         await asyncio.sleep(1)
//!
//!     async def stop(self, connection):
//!         self.task.cancel()
//!         await connection.close()
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! class Poller:
//!     def start(self):
//!         self.task = asyncio.create_task(self.poll())
//!
//!     async def poll(self):
//!         await asyncio.sleep(1)
//!
//!     async def stop(self, connection):
//!         self.task.cancel()
//!         await asyncio.wait([self.task])
//!         await connection.close()
//! ```
//!
//! ## Fix safety
//! The fix waits for the task, and raises nothing of what it ends with. It is unsafe: the function takes as long as the task
//! needs to end. There is none where the task is called something that changes when it is asked for.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX908",
    name: "unawaited-cancel",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["async", ".cancel()"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let Expr::Attribute(method) = &*call.func else { return None };
    if method.attr.as_str() != "cancel" || !call.arguments.is_empty() {
        return None;
    }
    let statement = cx.as_statement(node)?;
    cx.async_function(node)?;
    let function = cx.function_of(node.id)?;
    let task = &*method.value;
    if !matches!(task, Expr::Name(_) | Expr::Attribute(_))
        || !cx.type_of(task).is_some_and(|class| class.is("asyncio.Task"))
    {
        return None;
    }
    let text = cx.slice(task.range());
    let is_used_later = cx.nodes.subtree(function.id).any(|inner| {
        let is_read = match inner.ast {
            AnyNodeRef::ExprName(name) => name.ctx.is_load(),
            AnyNodeRef::ExprAttribute(attribute) => attribute.ctx.is_load(),
            _ => false,
        };
        is_read && inner.start() > node.end() && cx.slice(inner.range()) == text
    });
    // A loop over tasks, or around this, may come to what waits for it.
    let is_in_loop = cx.nodes.ancestors(node.id).take_while(|ancestor| *ancestor != function).any(|ancestor| {
        matches!(ancestor.ast, AnyNodeRef::StmtFor(_) | AnyNodeRef::StmtWhile(_))
    });
    if is_used_later || is_in_loop {
        return None;
    }
    let fix = cx.fix("Wait until it has ended", |fix| {
        fix.lower_safety(Safety::Unsafe, "the function takes as long as the task needs to end");
        cx.allow_await(fix, node)?;
        let wait = cx.name(fix, node, "asyncio", "wait")?;
        fix.insert_after(statement.id, format!("await {wait}([{text}])"));
        Ok(())
    });
    let finding = cx.finding(&node, format!("nobody waits until `{text}` has ended"));
    Some(finding.help("wait for it").fix(fix))
}
