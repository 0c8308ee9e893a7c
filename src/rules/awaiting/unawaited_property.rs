//! A property that is `async`, read without `await`.
//!
//! ## What it does
//! Finds reads of a property whose getter is an `async def` of the same file, where the coroutine is dropped, or used as if it
//! were the result: tested, compared, formatted, computed with, iterated over, unpacked, asked for an attribute or an item,
//! logged, or passed to a builtin such as `len` or `print`.
//!
//! ## Why is this bad?
//! Each read makes a coroutine, and runs nothing. Nothing at the place of the read says so: it looks like every other
//! attribute. A coroutine is always true, so a check that forgets its `await` always passes.
//!
//! ## Example
//! ```python
//! class Session:
//!     def __init__(self, connection):
//!         self.connection = connection
//!
//!     @property
//!     async def is_open(self):
//!         return await self.connection.ping()
//!
//!     async def send(self, text):
//!         if self.is_open:
//!             await self.connection.send(text)
//! ```
//!
//! ## Use instead
//! ```python
//! class Session:
//!     def __init__(self, connection):
//!         self.connection = connection
//!
//!     @property
//!     async def is_open(self):
//!         return await self.connection.ping()
//!
//!     async def send(self, text):
//!         if await self.is_open:
//!             await self.connection.send(text)
//! ```
//!
//! ## Fix safety
//! The fix adds `await`, so that what never ran runs now. It is unsafe where the new suspension point lets other code in (see
//! `unawaited-coroutine`), and in test files, where the coroutine can be left on purpose. There is no fix outside of an
//! `async def`, under a thread's lock, in a generator expression, and where the coroutine is entered.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX217",
    name: "unawaited-property",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprAttribute],
    needs: Needs::Words(&[&["async", "@property"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprAttribute(attribute) = node.ast else { return None };
    let def = cx.async_property(attribute)?;
    let misuse = cx.misuse(node)?;
    if cx.is_expected(node) {
        return None;
    }
    let name = def.name.as_str();
    let fix = cx.fix(format!("Await `{name}`"), |fix| {
        if misuse == Misuse::Used("entered") {
            return Err("whether what it gives can be entered is not known".to_owned());
        }
        cx.allow_await(fix, node)?;
        if cx.is_test() {
            fix.lower_safety(Safety::Unsafe, "a test may leave the coroutine on purpose");
        }
        fix.wrap_in_await(node.id);
        Ok(())
    });
    let finding = cx.finding(&node, format!("the coroutine of the property `{name}` is {misuse}"));
    Some(finding.help(cx.help_to_await(node)).fix(fix))
}
