//! A deadline that is a number, where a time of the loop's clock belongs.
//!
//! ## What it does
//! Finds `fail_at`, `move_on_at`, `asyncio.timeout_at` and `CancelScope(deadline=…)` with a number written out. Test files
//! are left alone: their clocks can start at 0.
//!
//! ## Why is this bad?
//! A deadline is a time of the loop's clock, which starts anywhere: `fail_at(30)` is in the past, or in days. Seconds from
//! now on were meant.
//!
//! ## Example
//! ```python
//! import trio
//!
//!
//! async def load(client):
//!     with trio.fail_at(30):
//!         return await client.get()
//! ```
//!
//! ## Use instead
//! ```python
//! import trio
//!
//!
//! async def load(client):
//!     with trio.fail_after(30):
//!         return await client.get()
//! ```
//!
//! ## Fix safety
//! The fix takes the function that counts from now on. It is unsafe, as the time is up at another moment then.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX306",
    name: "constant-deadline",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &["ASYNC125", "TRIO125"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["fail_at"], &["move_on_at"], &["timeout_at"], &["CancelScope"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let structure = cx.structure_of(call)?;
    let (deadline, is_scope) = match structure.kind {
        StructureKind::Timeout(Deadline::Absolute, _) => (cx.argument(call, when(structure.library), 0)?, false),
        StructureKind::CancelScope => (&call.arguments.find_keyword("deadline")?.value, true),
        _ => return None,
    };
    let Expr::NumberLiteral(number) = deadline else { return None };
    if cx.is_test() || matches!(number.value, ast::Number::Float(value) if value.is_infinite()) {
        return None;
    }
    let name = called_name(call)?;
    let number = cx.slice(deadline.range());
    let message = format!("`{name}` is told the time {number} of a clock that starts anywhere");
    let fix = cx.fix("Count from now on", |fix| {
        if is_scope {
            return Err("the scope can be given its deadline later as well".to_owned());
        }
        fix.lower_safety(Safety::Unsafe, "the time is up at another moment");
        let relative = name.replace("_at", if name == "timeout_at" { "" } else { "_after" });
        match &*call.func {
            Expr::Attribute(attribute) => {
                fix.replace_range(attribute.attr.range(), Template::new().text(relative));
            }
            callee => {
                let module = cx.qualified(callee).map(|name| name.segments()[0]).unwrap_or_default();
                let text = cx.name(fix, node, module, &relative)?;
                fix.replace(cx.node(callee).id, Precedence::CallAttribute, Template::new().text(text));
            }
        }
        if let Some(keyword) = call.arguments.find_keyword(when(structure.library)) {
            let seconds = if structure.library == Flavour::Trio { "seconds" } else { "delay" };
            fix.replace_keyword_name(keyword, seconds);
        }
        Ok(())
    });
    Some(cx.finding(deadline, message).help("count from now on, or add to the current time of the clock").fix(fix))
}

/// The parameter for a time of the clock.
fn when(library: Flavour) -> &'static str {
    if library == Flavour::Asyncio { "when" } else { "deadline" }
}
