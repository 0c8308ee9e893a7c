//! A function called on the spot where it was to be passed: `run_in_executor(None, load(path))`.
//!
//! ## What it does
//! Finds a call in the place of a function, in `asyncio.to_thread`, `loop.run_in_executor`, `executor.submit`,
//! `threading.Thread`, `loop.call_soon` and its kin, done callbacks, `atexit.register` and the like, where the function
//! that is called certainly gives back nothing that could be called: `None`, a text, a response, a coroutine.
//!
//! ## Why is this bad?
//! The function runs at once, on the thread that was to be spared: the event loop stands still all the while. What it
//! gives back is then called in the thread, which raises `TypeError: 'NoneType' object is not callable`. A `Thread`
//! whose target is `None` does not even raise: it does nothing.
//!
//! ## Example
//! ```python
//! import asyncio
//! from pathlib import Path
//!
//!
//! def save(path: Path, text: str) -> None:
//!     path.write_text(text)
//!
//!
//! async def handler(path: Path, text: str):
//!     await asyncio.to_thread(save(path, text))
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//! from pathlib import Path
//!
//!
//! def save(path: Path, text: str) -> None:
//!     path.write_text(text)
//!
//!
//! async def handler(path: Path, text: str):
//!     await asyncio.to_thread(save, path, text)
//! ```
//!
//! ## Fix safety
//! The function and its arguments are passed, keywords in a `functools.partial` where the call does not hand them on. The
//! fix is safe where the result is awaited, which so far always raised, and everything that the function does is known
//! and needs nothing of the thread it runs on. It is unsafe elsewhere: so far the function ran at once, and the rest of
//! the program may have come to rely on that.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX403",
    name: "called-instead-of-passed",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["BLK002"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Program,
    program: Some(|file| file.calls().any(|call| file.gives_what_cannot_be_called(call))),
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let program = cx.program?;
    let (found, inner, function) = cx.slots(call).into_iter().find_map(|found| {
        let Expr::Call(inner) = found.value else { return None };
        let function = program.program().called_for_nothing(program.id(), &found.slot)?;
        Some((found, inner, function))
    })?;
    let name = cx.called_name(function);
    if program.program().is_coroutine_function(function) {
        let message = format!("`{name}(…)` makes a coroutine, which cannot be called");
        let finding = cx.finding(inner, message);
        if !(cx.is_awaited(node) && found.slot.kind == SlotKind::OffLoop && call.arguments.len() == 1) {
            return Some(finding.help("run the coroutine in an event loop, or make a task of it"));
        }
        let fix = cx.fix("Await the coroutine itself", |fix| {
            fix.lower_safety(Safety::Unsafe, "the coroutine runs for the first time, on the event loop's thread");
            let template = Template::new().expression(cx.document, cx.node(inner).id, Slot::Receiver);
            fix.replace(node.id, Precedence::CallAttribute, template);
            Ok(())
        });
        return Some(finding.help("await it without a thread").fix(fix));
    }
    let late = match found.slot.kind {
        SlotKind::OffLoop => "instead of in the thread",
        SlotKind::OnLoop => "instead of by the event loop later",
        SlotKind::Called | SlotKind::Dropped => "instead of later",
    };
    let message = format!("`{name}` is called on the spot {late}, and what it gives cannot be called");
    let fix = cx.fix(format!("Pass `{name}` and its arguments"), |fix| {
        judge(cx, fix, node, &found.slot, function)?;
        pass(cx, fix, call, &found.slot, inner)
    });
    Some(cx.finding(inner, message).help("pass the function and its arguments").fix(fix))
}

/// How far it can be trusted that the function does the same where it is to run.
fn judge<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    node: Node<'a>,
    slot: &FilledSlot,
    function: FunctionId,
) -> Build {
    let program = cx.program.ok_or("the program is not known")?;
    if slot.kind != SlotKind::OffLoop || !cx.is_awaited(node) {
        fix.lower_safety(Safety::Unsafe, "so far it ran at once");
        return Ok(());
    }
    match program.doubt(function) {
        Doubt::None => Ok(()),
        Doubt::NeedsLoop(what) => Err(format!("{what} needs the running event loop")),
        Doubt::Uncertain(reason) => {
            fix.lower_safety(Safety::Unsafe, reason);
            Ok(())
        }
    }
}

fn pass<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    call: &'a ast::ExprCall,
    slot: &FilledSlot,
    inner: &'a ast::ExprCall,
) -> Build {
    let program = cx.program.ok_or("the program is not known")?;
    let arguments = &inner.arguments;
    let node = cx.node(inner);
    let function = Template::new().expression(cx.document, cx.node(&*inner.func).id, Slot::Argument);
    let passing = program.program().passing(slot);
    let is_last = call.arguments.args.iter().all(|argument| argument.start() <= inner.start());
    if !is_last || cx.has_unpacking(call) {
        return Err("the call has further arguments".to_owned());
    }
    let template = match passing {
        _ if arguments.is_empty() && passing != Passing::Future => function,
        Passing::Positional if !arguments.keywords.is_empty() => {
            let partial = cx.name(fix, node, "functools", "partial")?;
            let function = Template::new()
                .text(format!("{partial}("))
                .expression(cx.document, cx.node(&*inner.func).id, Slot::Argument);
            with_items(cx, function.text(", "), arguments).text(")")
        }
        Passing::Positional | Passing::Everything => {
            with_items(cx, function.text(", "), arguments)
        }
        Passing::ByArgs => {
            let has = |name: &str| call.arguments.find_keyword(name).is_some();
            if has("args") || has("kwargs") {
                return Err("the call has further arguments".to_owned());
            }
            if !arguments.keywords.is_empty() {
                return Err("it has keyword arguments".to_owned());
            }
            let given: Vec<&str> = arguments.args.iter().map(|each| cx.slice(each.range())).collect();
            if given.iter().any(|text| text.contains('\n')) {
                return Err("its arguments stand on several lines".to_owned());
            }
            let comma = if given.len() == 1 { "," } else { "" };
            fix.add_argument(&call.arguments, &format!("args=({}{comma})", given.join(", ")));
            function
        }
        Passing::Future => Template::new().text("lambda _: ").hole(inner).sealed(),
        Passing::Nothing => return Err("it cannot be given arguments there".to_owned()),
    };
    fix.replace(node.id, Precedence::Lambda, template);
    Ok(())
}

/// The arguments of a call, one after another.
fn with_items<'a>(
    cx: &Cx<'a>,
    mut template: Template,
    arguments: &'a ast::Arguments,
) -> Template {
    for (place, argument) in arguments.args.iter().enumerate() {
        template = template.text(if place > 0 { ", " } else { "" });
        template = match argument {
            Expr::Generator(generator) if !generator.parenthesized => {
                template.text("(").hole(generator).text(")")
            }
            _ => template.expression(cx.document, cx.node(argument).id, Slot::Argument),
        };
    }
    for (place, keyword) in arguments.keywords.iter().enumerate() {
        template = template.text(if place > 0 || !arguments.args.is_empty() { ", " } else { "" });
        template = template.hole(keyword);
    }
    template
}
