//! A coroutine function given where a plain function is called, so that its coroutine never runs.
//!
//! ## What it does
//! Finds an `async def`, or a lambda or `functools.partial` that makes its coroutine, where what it is given to only ever
//! calls it: a thread, a timer, an executor, `asyncio.to_thread`, `loop.call_soon` and its kin, done callbacks, signal
//! handlers, `atexit.register`, the `key` of `sorted`, `filter`; and functions of the project that call their parameter
//! as a statement and do nothing else with it. `map` where `any`, `all`, `sum` and their kin are given what it gives.
//!
//! Not reported: what awaits a coroutine function as well (tornado's loop, Starlette's background tasks); `map`,
//! `executor.submit` and `asyncio.to_thread` where somebody may await what they give back.
//!
//! ## Why is this bad?
//! Calling a coroutine function runs nothing of it. It makes a coroutine, which here nobody awaits: the work is not done,
//! and Python says no more than `coroutine 'main' was never awaited` when it happens to be collected. As a key or a
//! predicate the coroutine is taken for the answer: it cannot be compared, and it is always true.
//!
//! ## Example
//! ```python
//! import asyncio
//! import threading
//!
//!
//! async def main():
//!     await asyncio.sleep(1)
//!
//!
//! threading.Thread(target=main).start()
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//! import threading
//!
//!
//! async def main():
//!     await asyncio.sleep(1)
//!
//!
//! threading.Thread(target=lambda: asyncio.run(main())).start()
//! ```
//!
//! ## Fix safety
//! A thread gets an event loop of its own, and `await asyncio.to_thread(f, x)` becomes `await f(x)`. Both are unsafe: code
//! runs that never ran before, in the first case on another loop than the rest of the program, in the second on the
//! loop's thread. Elsewhere there is no fix, for what has to await the coroutine is not at hand: make a task in a plain
//! function and keep it.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX402",
    name: "coroutine-in-sync-slot",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &["CH093"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Program,
    program: Some(|file| file.calls().any(|call| file.gives_coroutine_function(call))),
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let program = cx.program?;
    let (found, function) = cx.slots(call).into_iter().find_map(|found| {
        let function = program.program().coroutine_function_of(program.id(), &found.slot.argument)?;
        (!found.slot.takes_coroutines).then_some((found, function))
    })?;
    let mut fate = fate(cx, &found.slot);
    let asked_by = cx.item_builtin(node).filter(|_| fate == Fate::GivenBack);
    if asked_by.is_some() {
        fate = Fate::Answer;
    }
    if fate == Fate::GivenBack && may_be_awaited(cx, node) {
        return None;
    }
    let name = cx.called_name(function);
    let taker = asked_by.map_or_else(|| cx.callee_name(found.slot.callee), str::to_owned);
    let message = match (fate, found.slot.kind) {
        (Fate::Answer, _) => format!("`{name}` is a coroutine function, and `{taker}` takes its coroutine for the answer"),
        (_, SlotKind::OffLoop) => {
            format!("`{name}` is a coroutine function: the thread makes a coroutine that never runs")
        }
        (_, SlotKind::OnLoop) => {
            format!("`{name}` is a coroutine function: the event loop calls it and drops the coroutine, which never runs")
        }
        (_, SlotKind::Called | SlotKind::Dropped) => {
            format!("`{name}` is a coroutine function: `{taker}` calls it and drops the coroutine, which never runs")
        }
    };
    let finding = cx.finding(found.value, message);
    if is_thread(cx, &found.slot) {
        let fix = cx.fix(format!("Run `{name}` in an event loop of the thread"), |fix| {
            run_in_thread(cx, fix, call, found.value)
        });
        return Some(finding.help("give the thread a function that runs it with `asyncio.run`").fix(fix));
    }
    if fate == Fate::GivenBack && cx.is_awaited(node) {
        let fix = cx.fix(format!("Await `{name}` itself"), |fix| await_itself(cx, fix, node, call, &found));
        return Some(finding.help("await it without a thread").fix(fix));
    }
    Some(finding.help(match found.slot.kind {
        SlotKind::OnLoop => "give it a plain function that makes a task of the coroutine and keeps it",
        _ => "give it a plain function",
    }))
}

/// What becomes of the coroutine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Dropped,
    /// It is taken for a key, a truth value or a text.
    Answer,
    /// The call gives it back, at once or as the result of what it gives back.
    GivenBack,
}

/// Functions that give back what they call gives.
const GIVE_BACK: &[&str] =
    &["accumulate", "map", "reduce", "run_sync", "starmap", "until", "until_not", "wait_for"];

/// Parameters whose callables are asked something.
const QUESTIONS: &[&str] = &["function", "key", "mycmp", "predicate", "repl"];

fn fate(cx: &Cx<'_>, slot: &FilledSlot) -> Fate {
    let taker = cx.callee_name(slot.callee);
    let taker = taker.rsplit('.').next().unwrap_or_default();
    let starts_thread = matches!(slot.callee, Callee::Constructs(_)) || taker.starts_with("start_new");
    match slot.kind {
        SlotKind::Dropped => Fate::Dropped,
        SlotKind::OffLoop if starts_thread || slot.fills("initializer") => Fate::Dropped,
        SlotKind::OffLoop => Fate::GivenBack,
        _ if GIVE_BACK.contains(&taker) => Fate::GivenBack,
        SlotKind::Called if QUESTIONS.iter().any(|name| slot.fills(name)) => Fate::Answer,
        _ => Fate::Dropped,
    }
}

/// Whether someone may await what a call gives back: it is used for anything but a statement, or is awaited and bound
/// to a name that itself is awaited or goes elsewhere.
fn may_be_awaited<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let Some(parent) = cx.parent(node) else { return true };
    match parent.ast {
        AnyNodeRef::StmtExpr(_) => false,
        AnyNodeRef::ExprAwait(_) => match cx.parent(parent).map(|outer| outer.ast) {
            Some(AnyNodeRef::StmtExpr(_)) => false,
            Some(AnyNodeRef::StmtAssign(assign)) => match &*assign.targets {
                [Expr::Name(name)] => goes_elsewhere(cx, name),
                _ => true,
            },
            _ => true,
        },
        _ => true,
    }
}

/// Whether a name is read in any way but by its attributes and items, or in a comparison or test.
fn goes_elsewhere<'a>(cx: &Cx<'a>, name: &'a ast::ExprName) -> bool {
    let Some(owner) = cx.scopes().lookup(cx.scope_of(name), name.id.as_str()) else { return true };
    let mut reads = cx.references(owner, name.id.as_str());
    reads.any(|read| {
        !matches!(
            cx.parent(read).map(|parent| parent.ast),
            Some(
                AnyNodeRef::ExprAttribute(_)
                    | AnyNodeRef::ExprSubscript(_)
                    | AnyNodeRef::ExprCompare(_)
                    | AnyNodeRef::StmtIf(_)
                    | AnyNodeRef::StmtFor(_)
            )
        )
    })
}

fn is_thread(cx: &Cx<'_>, slot: &FilledSlot) -> bool {
    let Some(program) = cx.program else { return false };
    ["Thread", "Timer"].iter().any(|name| program.is_named(slot.callee, "threading", name))
}

/// `target=main` becomes `target=lambda: asyncio.run(main())`.
fn run_in_thread<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    call: &'a ast::ExprCall,
    target: &'a Expr,
) -> Build {
    if !matches!(target, Expr::Name(_) | Expr::Attribute(_)) {
        return Err("what is given is no name".to_owned());
    }
    if cx.library() != Some(Flavour::Asyncio) {
        return Err("the file's coroutines run on another library".to_owned());
    }
    if cx.has_unpacking(call) {
        return Err("the arguments are unpacked".to_owned());
    }
    let node = cx.node(target);
    let run = cx.name(fix, node, "asyncio", "run")?;
    let is_given = |name: &str, place: usize| {
        call.arguments.find_keyword(name).is_some() || call.arguments.args.len() > place
    };
    let first = usize::from(cx.names(&call.func, "threading.Thread"));
    let parameters = match (is_given("args", 2 + first), is_given("kwargs", 3 + first)) {
        (false, false) => "",
        (true, false) => "*args",
        (false, true) => "**kwargs",
        (true, true) => "*args, **kwargs",
    };
    let space = if parameters.is_empty() { "" } else { " " };
    let template = Template::new()
        .text(format!("lambda{space}{parameters}: {run}("))
        .expression(cx.document, node.id, Slot::Receiver)
        .text(format!("({parameters}))"))
        .sealed();
    fix.lower_safety(Safety::Unsafe, "the coroutine runs for the first time, in an event loop of its own");
    fix.replace(node.id, Precedence::Lambda, template);
    Ok(())
}

/// `await asyncio.to_thread(f, x)` becomes `await f(x)`.
fn await_itself<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    node: Node<'a>,
    call: &'a ast::ExprCall,
    found: &SlotArgument<'a>,
) -> Build {
    let arguments = &call.arguments.args;
    let place = arguments.iter().position(|argument| argument.range() == found.value.range());
    let place = place.ok_or("the function is given by name")?;
    if found.value.is_lambda_expr() {
        return Err("what is given is no name".to_owned());
    }
    let passes_keywords = cx.names(&call.func, "asyncio.to_thread");
    if !call.arguments.keywords.is_empty() && !passes_keywords {
        return Err("the call has options of its own".to_owned());
    }
    let mut template = Template::new()
        .expression(cx.document, cx.node(found.value).id, Slot::Receiver)
        .text("(");
    let rest = arguments[place + 1..].iter().map(Ranged::range);
    let rest = rest.chain(call.arguments.keywords.iter().map(Ranged::range));
    for (index, range) in rest.enumerate() {
        template = template.text(if index > 0 { ", " } else { "" }).hole(range);
    }
    fix.lower_safety(Safety::Unsafe, "the coroutine runs for the first time, on the event loop's thread");
    fix.replace(node.id, Precedence::CallAttribute, template.text(")"));
    Ok(())
}
