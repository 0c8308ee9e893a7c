//! `asyncio.shield` of a coroutine that nothing else refers to.
//!
//! ## What it does
//! Finds `asyncio.shield(…)` of a call of a coroutine function, which it makes a task of, in an `async def`. Functions of
//! asyncio itself, such as `asyncio.to_thread`, are left alone.
//!
//! ## Why is this bad?
//! The shield is there for the case of a cancellation: the coroutine around it ends, and the shielded one goes on. But then
//! nothing refers to its task any more. The event loop keeps a weak reference alone, so that the garbage collector can take
//! the task in the middle of its work, as the documentation of asyncio warns.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def save(document):
//!     await document.write()
//!
//!
//! async def close(document):
//!     await asyncio.shield(save(document))
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//! background_tasks = set()
//!
//!
//! async def save(document):
//!     await document.write()
//!
//!
//! async def close(document):
//!     task = asyncio.create_task(save(document))
//!     background_tasks.add(task)
//!     task.add_done_callback(background_tasks.discard)
//!     await asyncio.shield(task)
//! ```
//!
//! ## Fix safety
//! The fix makes a task and keeps it in a set until it is done. What runs and when is the same, so it is safe. There is none
//! where the statement does more than to await the shield, and bind or return its result.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX211",
    name: "unreferenced-shield",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Program,
    program: Some(|file| file.calls_by_name(&["shield"])),
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let call = cx.call_to(node, "asyncio.shield")?;
    let [Expr::Call(shielded)] = &*call.arguments.args else { return None };
    cx.async_function(node)?;
    if is_kept_by_library(cx, cx.called_coroutine_function(shielded)?) {
        return None;
    }
    let name = called_name(shielded)?;
    let finding = cx.finding(&node, format!("nothing but the shield refers to the task of `{name}`"));
    let fix = cx.fix("Keep the task until it is done", |fix| keep(cx, fix, node, shielded));
    Some(finding.help("make a task of it and keep it until it is done").fix(fix))
}

/// What asyncio's own functions wait for refers to their task: a timer, a thread.
fn is_kept_by_library(cx: &Cx<'_>, function: CoroutineFunction<'_>) -> bool {
    let CoroutineFunction::Known(id) = function else { return false };
    let file = cx.program.map(|program| program.program().file(id.file));
    file.is_some_and(|file| file.module.split('.').next() == Some("asyncio"))
}

fn keep<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    node: Node<'a>,
    shielded: &'a ast::ExprCall,
) -> Build {
    let awaited = cx.parent(node).filter(|parent| matches!(parent.ast, AnyNodeRef::ExprAwait(_)));
    let awaited = awaited.ok_or("the shield is not awaited here")?;
    let statement = cx.parent(awaited).ok_or("the shield is not awaited here")?;
    let is_alone = match statement.ast {
        AnyNodeRef::StmtExpr(_) | AnyNodeRef::StmtReturn(_) => true,
        AnyNodeRef::StmtAssign(assign) => assign.targets.iter().all(Expr::is_name_expr),
        _ => false,
    };
    if !is_alone {
        return Err("the statement does more than to await the shield".to_owned());
    }
    let set = cx.keeper_of_tasks(node).ok_or("every name for the set is taken")?;
    if let Some(definition) = set.definition {
        fix.module_statement(definition);
    }
    let mut names = ["task", "shielded_task", "new_task"].into_iter();
    let task = names.find(|name| cx.is_free_for_local(node.id, name)).ok_or("no local name is free for the task")?;
    let create = cx.name(fix, node, "asyncio", "create_task")?;
    let text = cx.slice(shielded.range());
    if text.contains('\n') {
        return Err("what is shielded takes several lines".to_owned());
    }
    let set = set.name;
    fix.insert_before(
        statement.id,
        format!("{task} = {create}({text})\n{set}.add({task})\n{task}.add_done_callback({set}.discard)"),
    );
    fix.replace(cx.node(shielded).id, Precedence::Atomic, Template::new().text(task));
    Ok(())
}
