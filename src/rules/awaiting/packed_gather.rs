//! `asyncio.gather` of one list, where it takes the awaitables themselves.
//!
//! ## What it does
//! Finds `asyncio.gather([…])`, and `asyncio.gather(coroutines)` where the name is bound to a list, a comprehension or a
//! generator expression alone, without the `*` that unpacks them; and arguments that are awaited one by one before `gather`
//! sees them: `asyncio.gather(await f(), await g())`.
//!
//! ## Why is this bad?
//! `gather` takes awaitables, and raises a `TypeError` for anything else. What is awaited in its arguments runs one after
//! the other, and its result is hardly awaitable.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     return await asyncio.gather([page.load() for page in pages])
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     return await asyncio.gather(*[page.load() for page in pages])
//! ```
//!
//! ## Fix safety
//! The fix unpacks the list. Today the call raises, so it is safe; it is unsafe in a `try`, whose handlers may take care of
//! the error, and in test files. Where arguments are awaited the fix removes the `await`s. It is unsafe, as they run at the
//! same time then.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX206",
    name: "packed-gather",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["asyncio", "gather"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let call = cx.call_to(node, "asyncio.gather")?;
    if cx.is_tried_out(node) {
        return None;
    }
    let arguments = &call.arguments.args;
    if let [single] = &**arguments
        && is_list(cx, single)
    {
        let fix = cx.fix("Unpack it", |fix| {
            cx.distrust_of_raising(fix, node);
            if matches!(single, Expr::Generator(generator) if !generator.parenthesized) {
                fix.replace_range(single.range(), Template::new().text("*(").hole(single).text(")"));
            } else {
                let unpacked = Template::new().text("*").expression(cx.document, cx.node(single).id, Slot::Argument);
                fix.replace_bare(cx.node(single).id, Precedence::Atomic, unpacked);
            }
            Ok(())
        });
        let finding = cx.finding(single, "`gather` takes awaitables, and no list of them");
        return Some(finding.help("unpack it with `*`").fix(fix));
    }
    let awaited: Vec<&ast::ExprAwait> = arguments.iter().filter_map(awaited_call).collect();
    if awaited.is_empty() || awaited.len() != arguments.len() {
        return None;
    }
    let fix = cx.fix("Give it the coroutines", |fix| {
        fix.lower_safety(Safety::Unsafe, "they run at the same time");
        for each in &awaited {
            let value = cx.node(&*each.value);
            let template = Template::new().expression(cx.document, value.id, Slot::Argument);
            fix.replace_bare(cx.node(*each).id, Precedence::CallAttribute, template);
        }
        Ok(())
    });
    let finding = cx.finding(awaited[0], "what is awaited here runs before `gather`, which is given its result");
    Some(finding.help("remove the `await`").fix(fix))
}

/// Whether an expression is a list, or the like, of something: written out, or all that a local name is bound to.
fn is_list<'a>(cx: &Cx<'a>, expr: &'a Expr) -> bool {
    match expr {
        Expr::List(_) | Expr::ListComp(_) | Expr::Generator(_) | Expr::Tuple(_) | Expr::Set(_) | Expr::SetComp(_) => true,
        Expr::Name(name) => {
            let Some(owner) = cx.scopes().lookup(cx.scope_of(name), name.id.as_str()) else { return false };
            let mut bindings = cx.scopes().bindings_of(owner, name.id.as_str()).peekable();
            bindings.peek().is_some()
                && bindings.all(|binding| {
                    matches!(binding.kind, BindingKind::Value(Expr::List(_) | Expr::ListComp(_) | Expr::Generator(_) | Expr::Tuple(_) | Expr::Set(_) | Expr::SetComp(_)))
                })
        }
        _ => false,
    }
}

/// An awaited call, by whose name it makes no task or future.
fn awaited_call(argument: &Expr) -> Option<&ast::ExprAwait> {
    let Expr::Await(awaited) = argument else { return None };
    let Expr::Call(call) = &*awaited.value else { return None };
    let name = called_name(call)?.to_ascii_lowercase();
    let makes_awaitables = ["task", "future", "start", "submit", "schedule", "spawn", "create"];
    (!makes_awaitables.iter().any(|word| name.contains(word))).then_some(awaited)
}
