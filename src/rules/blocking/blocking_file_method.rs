//! Reading or writing, in a coroutine, a file that was opened elsewhere.
//!
//! ## What it does
//! Finds calls of `read`, `readline` and their kin, and `for` loops over lines, in an `async def`, where the file is a parameter,
//! an attribute or a name of the module, and certainly a file: by its annotation (`BinaryIO`, `TextIO`), or as it was opened
//! as bytes. `write` and `flush` are found where the class says that the file is one of the disk (`BufferedWriter`,
//! `TextIOWrapper`). A file that the coroutine opens itself is found where it opens it, by `blocking-call`. `sys.stdout`
//! and its kin are left alone, and so are test files.
//!
//! It is off by default: most of these calls move bytes in memory, and a parameter that is declared as a file may be one that
//! lives there.
//!
//! ## Why is this bad?
//! When the buffer is empty, or full, the call waits for the disk, and the event loop with it: no other task runs meanwhile.
//!
//! ## Example
//! ```python
//! from typing import BinaryIO
//!
//!
//! async def receive(upload: BinaryIO) -> bytes:
//!     return upload.read()
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//! from typing import BinaryIO
//!
//!
//! async def receive(upload: BinaryIO) -> bytes:
//!     return await asyncio.to_thread(upload.read)
//! ```
//!
//! ## Fix safety
//! The fix runs the call in a worker thread. It is unsafe: another task may use the file meanwhile, and files are not made for
//! several threads. A file that the program opens for asynchronous code (`anyio.open_file`, `aiofiles`) is better still. There
//! is no fix for loops.

use crate::rule::blocking_call::is_left_to_tests;
use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX106",
    name: "blocking-file-method",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &["ASYNC232"],
    on: &[NodeKind::ExprCall, NodeKind::StmtFor],
    needs: Needs::Program,
    program: Some(uses_open_file),
    check,
};

fn uses_open_file(file: FileAnalysis<'_>) -> bool {
    file.leaves().any(|leaf| file.is_in_coroutine(leaf.call) && file.is_about_open_file(leaf))
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let program = cx.program.filter(|_| cx.is_in_coroutine(node))?;
    let is_open_file = |file: &'a Expr, range: TextRange, operation: Operation| {
        program.leaf_of(range, operation).filter(|leaf| {
            program.is_about_open_file(leaf)
                && is_from_elsewhere(cx, file)
                && !is_left_to_tests(cx, leaf.blocking.category, "")
        })
    };
    match node.ast {
        AnyNodeRef::ExprCall(call) => {
            let Expr::Attribute(method) = &*call.func else { return None };
            let leaf = is_open_file(&method.value, call.range(), Operation::Call)?;
            (method.attr.as_str() != "close").then(|| about_call(cx, node, call, leaf.blocking.category))
        }
        AnyNodeRef::StmtFor(each) if !each.is_async => {
            let file = &*each.iter;
            let leaf = is_open_file(file, file.range(), Operation::Iterate)?;
            let meanwhile = leaf.blocking.category.meanwhile();
            let message =
                format!("to iterate over `{}` stops the event loop {meanwhile}", cx.slice(file.range()));
            Some(cx.finding(file, message).help("read the lines in a thread"))
        }
        _ => None,
    }
}

fn about_call<'a>(cx: &Cx<'a>, node: Node<'a>, call: &'a ast::ExprCall, category: Category) -> Finding {
    let message =
        format!("`{}` stops the event loop {}", cx.slice(call.func.range()), category.meanwhile());
    let finding = cx.finding(&node, message);
    let Ok(offload) = cx.offload_name() else {
        return finding.help("run it in a worker thread of the library that runs this coroutine");
    };
    let fix = cx.fix(format!("Run in a thread with `{offload}`"), |fix| {
        fix.lower_safety(Safety::Unsafe, "another task may use the file meanwhile");
        cx.offload_call(fix, call)
    });
    finding.help(format!("run it in a thread with `{offload}`")).fix(fix)
}

/// Whether a file is one that the coroutine was given, or that its object or module has.
fn is_from_elsewhere<'a>(cx: &Cx<'a>, file: &'a Expr) -> bool {
    const STANDARD: &[&str] = &["sys.stderr", "sys.stdin", "sys.stdout"];
    match file {
        Expr::Name(_) => !cx.is_own_name(file) && cx.qualified(file).is_none_or(|name| !name.is_any(STANDARD)),
        Expr::Attribute(attribute) => {
            let is_standard = cx.qualified(file).is_some_and(|name| name.is_any(STANDARD))
                || attribute.attr.as_str() == "buffer";
            !is_standard
        }
        _ => false,
    }
}
