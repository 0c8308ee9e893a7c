//! A method that is `async` where the method it overrides is not, or the reverse, and a call that this breaks.
//!
//! ## What it does
//! Compares methods with those that they override, through the whole hierarchy. A difference is reported where a call
//! made for the base's method comes to the override: in a method that the class inherits (`self.prepare()` in the base's
//! `run`), or, where the base only declares the method, through any object of the base. The call drops the result, and
//! the override gives a coroutine; or it awaits the result, and the override gives nothing that can be awaited.
//!
//! A difference alone is not reported: async twins that derive from their sync class and override all of it are common,
//! and nobody calls one for the other. Nor are properties, special methods, methods with decorators that are not known,
//! and test files; and nothing is reported where other calls of the method do otherwise, as code does that asks whether
//! it got an awaitable.
//!
//! ## Why is this bad?
//! Who calls the base's method does not know of the override. A coroutine that is dropped never runs: the override's
//! work is not done, silently. And `await` of a plain result raises `TypeError: object NoneType can't be used in 'await'
//! expression`.
//!
//! ## Example
//! ```python
//! class Job:
//!     def prepare(self):
//!         pass
//!
//!     async def run(self):
//!         self.prepare()
//!
//!
//! class Download(Job):
//!     async def prepare(self):
//!         await self.open()
//! ```
//!
//! ## Use instead
//! ```python
//! class Job:
//!     async def prepare(self):
//!         pass
//!
//!     async def run(self):
//!         await self.prepare()
//!
//!
//! class Download(Job):
//!     async def prepare(self):
//!         await self.open()
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX404",
    name: "colour-mismatch-override",
    safety: None,
    default: Default::On,
    aliases: &["W0236"],
    on: &[NodeKind::StmtFunctionDef],
    needs: Needs::Program,
    program: Some(has_mismatch),
    check,
};

fn has_mismatch(file: FileAnalysis<'_>) -> bool {
    file.has_mismatch()
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtFunctionDef(def) = node.ast else { return None };
    let program = cx.program?;
    let method = program.function_at(def.name.start().to_u32())?;
    let mismatch = program.mismatch(method)?;
    if cx.is_test() {
        return None;
    }
    let (name, base) = (cx.function_name(method), cx.called_name(mismatch.base));
    let caller = cx.caller_name(mismatch.call);
    let message = if def.is_async {
        format!("`{name}` is async, but `{base}` is not, and {caller} calls it without awaiting it")
    } else {
        format!("`{name}` is not async, but `{base}` is, and {caller} awaits what it gives")
    };
    let help = if def.is_async {
        "make both async, and await the call"
    } else {
        "make it async as well"
    };
    Some(cx.finding(&def.name, message).help(help).related([cx.place_of_call(mismatch.call)?]))
}
