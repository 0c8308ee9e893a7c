//! A `loop` argument that asyncio no longer takes.
//!
//! ## What it does
//! Finds `loop=` in calls of asyncio's functions and classes that lost this parameter in Python 3.10: `sleep`, `wait`,
//! `wait_for`, `gather`, `shield`, `as_completed`, the locks, events, conditions, semaphores and queues, the functions
//! that open connections and start servers, and those that start subprocesses. Where the parameter still exists
//! (`ensure_future`, `Future`, `Task`, `wrap_future`, `StreamReader`), the rule is silent.
//!
//! ## Why is this bad?
//! The parameter was deprecated in Python 3.8. Since 3.10 the call raises a `TypeError`; the objects find the running
//! loop themselves.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def pause(delay, loop):
//!     await asyncio.sleep(delay, loop=loop)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def pause(delay, loop):
//!     await asyncio.sleep(delay)
//! ```
//!
//! ## Fix safety
//! The argument goes; a variable or parameter that only fed it stays. Where the target version is 3.10 or newer, or the
//! argument is `None`, the fix is safe. For an older target it is unsafe: there the argument may name another loop than
//! the running one. There is no fix where the argument's value is more than a name, an attribute or a call that returns
//! the current loop, because its evaluation may do something else.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX702",
    name: "removed-loop-argument",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["W4903"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["asyncio", "loop="], &["asyncio", "loop ="]]),
    program: None,
    check,
};

/// The functions and classes that lost the parameter, with the submodules that define them.
#[rustfmt::skip]
const LOST_LOOP: &[(&str, &[&str])] = &[
    ("tasks", &["as_completed", "gather", "shield", "sleep", "wait", "wait_for"]),
    ("locks", &["BoundedSemaphore", "Condition", "Event", "Lock", "Semaphore"]),
    ("queues", &["LifoQueue", "PriorityQueue", "Queue"]),
    ("streams", &["open_connection", "open_unix_connection", "start_server", "start_unix_server"]),
    ("subprocess", &["create_subprocess_exec", "create_subprocess_shell"]),
];

/// Calls without arguments that only look a loop up.
const LOOP_GETTERS: &[&str] =
    &["asyncio.get_event_loop", "asyncio.get_running_loop", "asyncio.events.get_event_loop"];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let keyword = call.arguments.find_keyword("loop")?;
    let function = cx.qualified(&call.func).filter(lost_loop)?;
    if cx.is_version_guarded(node) {
        return None;
    }
    let fix = cx.fix("Remove the `loop` argument", |fix| {
        if !is_free_of_effects(cx, &keyword.value) {
            return Err("evaluating the argument may do something else as well".to_owned());
        }
        if cx.options.target < PythonVersion::PY310 && !keyword.value.is_none_literal_expr() {
            fix.lower_safety(
                Safety::Unsafe,
                "before Python 3.10 it may name another loop than the running one",
            );
        }
        fix.remove_argument(&call.arguments, cx.node(keyword).id);
        Ok(())
    });
    let finding = cx.finding(keyword, format!("`{function}` takes no `loop` since Python 3.10"));
    Some(finding.help("remove the argument").fix(fix))
}

fn lost_loop(function: &QualifiedName) -> bool {
    let (module, member) = match function.segments() {
        ["asyncio", member] => (None, member),
        ["asyncio", module, member] => (Some(*module), member),
        _ => return false,
    };
    LOST_LOOP
        .iter()
        .any(|(home, members)| module.is_none_or(|module| module == *home) && members.contains(member))
}

fn is_free_of_effects<'a>(cx: &Cx<'a>, value: &'a Expr) -> bool {
    match value {
        Expr::Name(_) | Expr::NoneLiteral(_) => true,
        Expr::Attribute(attribute) => is_free_of_effects(cx, &attribute.value),
        Expr::Call(call) => {
            call.arguments.is_empty()
                && cx.qualified(&call.func).is_some_and(|name| name.is_any(LOOP_GETTERS))
        }
        _ => false,
    }
}
