//! An asynchronous generator that is left before its end, and cleans up when nobody knows.
//!
//! ## What it does
//! Finds `async for` over a call of an asynchronous generator of the same file that cleans up, in a `finally` clause or by a
//! `with` around a `yield`, where the loop is left by `break` or `return`.
//!
//! ## Why is this bad?
//! `async for` does not close the generator when it is left. It stays suspended at its `yield`, with its connection or file
//! open, until the garbage collector finds it; its cleanup then runs in another task, or not at all.
//!
//! ## Example
//! ```python
//! async def lines(library):
//!     async with library.open() as file:
//!         async for line in file:
//!             yield line
//!
//!
//! async def first(library):
//!     async for line in lines(library):
//!         return line
//! ```
//!
//! ## Use instead
//! ```python
//! import contextlib
//!
//!
//! async def lines(library):
//!     async with library.open() as file:
//!         async for line in file:
//!             yield line
//!
//!
//! async def first(library):
//!     async with contextlib.aclosing(lines(library)) as items:
//!         async for line in items:
//!             return line
//! ```
//!
//! ## Fix safety
//! The fix closes the generator with `contextlib.aclosing`, of Python 3.10. It is unsafe: the cleanup runs where the loop is
//! left, and an error of its own is raised there.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX604",
    name: "abandoned-async-generator",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::StmtFor],
    needs: Needs::Words(&[&["yield", "async for"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtFor(each) = node.ast else { return None };
    let Expr::Call(call) = &*each.iter else { return None };
    if !each.is_async || !cx.exits(&each.body).intersects(Exits::BREAK.with(Exits::RETURN)) {
        return None;
    }
    let generator = cx.called_function(&call.func)?;
    let AnyNodeRef::StmtFunctionDef(def) = generator.ast else { return None };
    let is_plain = def.is_async && def.decorator_list.is_empty() && cx.is_generator(generator);
    if !is_plain || !cleans_up(cx, generator) {
        return None;
    }
    let name = def.name.as_str();
    let fix = cx.fix("Close it with `contextlib.aclosing`", |fix| {
        if cx.options.target < PythonVersion::PY310 {
            return Err("`contextlib.aclosing` needs Python 3.10".to_owned());
        }
        fix.lower_safety(Safety::Unsafe, "the cleanup runs where the loop is left");
        cx.allow_await(fix, node)?;
        let mut names = ["items", "generator", "opened"].into_iter();
        let items = names.find(|name| cx.is_free_for_local(node.id, name)).ok_or("no local name is free for it")?;
        let aclosing = cx.name(fix, node, "contextlib", "aclosing")?;
        let iter = cx.slice(call.range());
        if iter.contains('\n') {
            return Err("the call takes several lines".to_owned());
        }
        let template =
            Template::new().text(format!("async with {aclosing}({iter}) as {items}:\n    ")).indented(node);
        fix.replace(cx.node(&*each.iter).id, Precedence::Atomic, Template::new().text(items));
        fix.replace_statements(node.id, node.id, template);
        Ok(())
    });
    let finding = cx.finding(&*each.iter, format!("`{name}` cleans up, and is not closed where the loop is left"));
    Some(finding.help("close it with `contextlib.aclosing`").fix(fix))
}

/// Whether a generator yields under something that is to be cleaned up afterwards.
fn cleans_up<'a>(cx: &Cx<'a>, generator: Node<'a>) -> bool {
    let yields = cx.nodes.subtree(generator.id).filter(|inner| {
        matches!(inner.ast, AnyNodeRef::ExprYield(_)) && cx.function_of(inner.id) == Some(generator)
    });
    yields.into_iter().any(|yielded| {
        let mut around = cx.nodes.ancestors(yielded.id).take_while(|ancestor| *ancestor != generator);
        around.any(|ancestor| match ancestor.ast {
            AnyNodeRef::StmtWith(_) => true,
            AnyNodeRef::StmtTry(attempt) => {
                !attempt.finalbody.is_empty() && !attempt.finalbody.iter().any(|last| last.range().contains_range(yielded.range()))
            }
            _ => false,
        })
    })
}
