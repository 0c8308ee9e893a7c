//! A task that is awaited where it is made.
//!
//! ## What it does
//! Finds `await asyncio.create_task(…)` and `await asyncio.ensure_future(…)` of a call, and `await asyncio.gather(…)` of one
//! call alone.
//!
//! It is off by default: the task costs a little and changes little.
//!
//! ## Why is this bad?
//! A task is for what goes on beside its maker. Where the maker waits for it at once, awaiting the coroutine does the same,
//! without a turn of the event loop, a copy of the context and a second frame in every traceback.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(page):
//!     return await asyncio.create_task(page.load())
//! ```
//!
//! ## Use instead
//! ```python
//! async def load(page):
//!     return await page.load()
//! ```
//!
//! ## Fix safety
//! The fix awaits the call itself. It is unsafe: context variables that it sets are seen afterwards, it no longer runs in a
//! task of its own, and it begins at once. What `gather` gives is a list: `[page] = await asyncio.gather(load())` becomes
//! `page = await load()`, `(await asyncio.gather(load()))[0]` becomes `await load()`, and where the list itself is wanted it is
//! written out, `[await load()]`. There is no fix where the task is given a name or a context, or `gather` an option.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX902",
    name: "needless-task",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &[],
    on: &[NodeKind::ExprAwait],
    needs: Needs::Words(&[&["asyncio", "create_task"], &["asyncio", "ensure_future"], &["asyncio", "gather"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprAwait(awaited) = node.ast else { return None };
    let Expr::Call(maker) = &*awaited.value else { return None };
    let [inner @ Expr::Call(_)] = &*maker.arguments.args else { return None };
    let name = cx.qualified(&maker.func)?;
    let is_gather = name.is("asyncio.gather");
    if !is_gather && !name.is_any(&["asyncio.create_task", "asyncio.ensure_future"]) {
        return None;
    }
    let finding = cx.finding(maker, format!("`{}` makes a task that is awaited at once", name.last()));
    let fix = cx.fix("Await the call itself", |fix| {
        fix.lower_safety(Safety::Unsafe, "it no longer runs in a task of its own");
        if !maker.arguments.keywords.is_empty() {
            return Err("the task has options".to_owned());
        }
        let template = Template::new().expression(cx.document, cx.node(inner).id, Slot::Receiver);
        match if is_gather { use_of_list(cx, node) } else { ListUse::None } {
            ListUse::None => fix.replace_bare(cx.node(maker).id, Precedence::CallAttribute, template),
            ListUse::Item(whole) => {
                let template = Template::new()
                    .text("await ")
                    .expression(cx.document, cx.node(inner).id, Slot::Receiver);
                fix.replace(whole.id, Precedence::Await, template);
            }
            ListUse::Unpacked(target, only) => {
                fix.replace_range(target.range(), Template::new().text(cx.slice(only.range())));
                fix.replace_bare(cx.node(maker).id, Precedence::CallAttribute, template);
            }
            ListUse::Whole => {
                let template = Template::new()
                    .text("[await ")
                    .expression(cx.document, cx.node(inner).id, Slot::Receiver)
                    .text("]");
                fix.replace(node.id, Precedence::Atomic, template);
            }
        }
        Ok(())
    });
    Some(finding.help("await the call itself").fix(fix))
}

/// What becomes of the list of one result that `gather` gives.
enum ListUse<'a> {
    /// It is dropped.
    None,
    /// This expression takes the result out of it: `(await gather(…))[0]`.
    Item(Node<'a>),
    /// This target does, by naming the one element: `[result] = await gather(…)`.
    Unpacked(&'a Expr, &'a Expr),
    /// Something else.
    Whole,
}

fn use_of_list<'a>(cx: &Cx<'a>, awaited: Node<'a>) -> ListUse<'a> {
    let Some(parent) = cx.parent(awaited) else { return ListUse::Whole };
    let is_zero = |index: &Expr| matches!(index, Expr::NumberLiteral(number) if number.value == ast::Number::Int(ast::Int::ZERO));
    match parent.ast {
        AnyNodeRef::StmtExpr(_) => ListUse::None,
        AnyNodeRef::ExprSubscript(subscript) if is_zero(&subscript.slice) && subscript.ctx.is_load() => {
            ListUse::Item(parent)
        }
        AnyNodeRef::StmtAssign(assign) => match &*assign.targets {
            [target @ (Expr::List(ast::ExprList { elts, .. }) | Expr::Tuple(ast::ExprTuple { elts, .. }))] => {
                match &**elts {
                    [only] if !only.is_starred_expr() => ListUse::Unpacked(target, only),
                    _ => ListUse::Whole,
                }
            }
            _ => ListUse::Whole,
        },
        _ => ListUse::Whole,
    }
}
