//! A task that nothing keeps a reference to.
//!
//! ## What it does
//! Finds calls of `asyncio.create_task`, `asyncio.ensure_future` and `loop.create_task` whose task is dropped: the
//! call is a statement, alone, with `.add_done_callback(…)`, in a literal or behind a condition; the task is assigned
//! to `_`, or to a local name that is never read, or only to add callbacks, while nothing keeps the function's frame
//! alive; it is what a `lambda` returns to the event loop.
//!
//! ## Why is this bad?
//! The event loop keeps only a weak reference to a task. When nothing else refers to it, the garbage collector can
//! take it at any time, in the middle of its work, and the rest of it never runs.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def register(user):
//!     await user.save()
//!     asyncio.create_task(send_welcome(user))
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//! background_tasks = set()
//!
//!
//! async def register(user):
//!     await user.save()
//!     task = asyncio.create_task(send_welcome(user))
//!     background_tasks.add(task)
//!     task.add_done_callback(background_tasks.discard)
//! ```
//!
//! ## Fix safety
//! The fix keeps the task in a set until it is done, as the documentation of asyncio advises. Where the file already
//! has a set that does this and nothing else, of the module or of the same class, it is used again; otherwise the
//! module gets one. What the program does and its order stay the same, so the fix is safe, except in a test file that
//! imports `gc`, which can depend on the task being collected. The new local name refers to the task until the
//! function ends: the report of an exception that nobody retrieves waits for that. There is no fix in an expression or
//! on a line that has no room for further statements, nor in a class body.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX202",
    name: "dropped-task",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["RUF006", "ASYNC300", "S7502"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&[".create_task"], &["asyncio", "create_task"], &["ensure_future"]]),
    program: None,
    check,
};

/// How a task is lost.
enum Loss<'a> {
    /// The statement is the call.
    Statement(Node<'a>),
    /// The statement assigns it to a name that is never read.
    Unread(Node<'a>, &'a ast::ExprName),
    /// The statement is `call.add_done_callback(arguments)`.
    Chained(Node<'a>, &'a ast::Arguments),
    /// In an expression that has no room for statements.
    Buried(&'static str),
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let maker = task_maker(cx, call)?;
    let loss = loss(cx, node)?;
    if matches!(cx.flavour(), Flavour::Trio | Flavour::Mixed)
        || maker == "ensure_future" && is_future_already(cx, call)
    {
        return None;
    }
    let fix = cx.fix("Keep the task until it is done", |fix| {
        if cx.is_test() && cx.scopes().lookup(cx.scope_of(call), "gc").is_some() {
            fix.lower_safety(Safety::Unsafe, "the test may depend on the task being collected");
        }
        keep(cx, fix, call, &loss)
    });
    let finding = cx.finding(&node, format!("nothing keeps the task that `{maker}` starts"));
    Some(finding.help("keep it in a set until it is done").fix(fix))
}

/// The name of the function, if a call makes a task that the event loop alone knows of.
fn task_maker<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> Option<&'a str> {
    if !cx.may_be_called(&call.func, &["create_task", "ensure_future"]) {
        return None;
    }
    if let Some(name) = cx.qualified(&call.func) {
        let is_maker =
            name.is_any(&["asyncio.create_task", "asyncio.ensure_future", "asyncio.tasks.create_task"]);
        if is_maker {
            return Some(name.last());
        }
    }
    let Expr::Attribute(method) = &*call.func else { return None };
    (method.attr.as_str() == "create_task" && cx.is_event_loop(&method.value)).then_some("create_task")
}

/// Whether `ensure_future` is given what it gives back, a future that somebody else made.
fn is_future_already<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> bool {
    let Some(argument) = call.arguments.args.first() else { return false };
    let name = match argument {
        Expr::Call(made) => match &*made.func {
            Expr::Attribute(method) => method.attr.as_str(),
            Expr::Name(name) => name.id.as_str(),
            _ => return false,
        },
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return false,
    };
    let is_known =
        cx.type_of(argument).is_some_and(|class| class.is_any(&["asyncio.Task", "asyncio.Future"]));
    let makes_future =
        matches!(name, "gather" | "shield" | "run_in_executor" | "wrap_future" | "create_future");
    let is_named_so = !argument.is_call_expr() && (name.contains("task") || name.contains("fut"));
    is_known || makes_future || is_named_so
}

fn loss<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Loss<'a>> {
    let parent = cx.parent(node)?;
    match parent.ast {
        AnyNodeRef::StmtExpr(_) if is_top_of_notebook(cx, node) => None,
        AnyNodeRef::StmtExpr(_) => Some(Loss::Statement(parent)),
        AnyNodeRef::StmtAssign(assign) => match &*assign.targets {
            [Expr::Name(name)] => is_unread(cx, parent, name).then_some(Loss::Unread(parent, name)),
            _ => None,
        },
        AnyNodeRef::StmtAnnAssign(assign) => match &*assign.target {
            Expr::Name(name) => is_unread(cx, parent, name).then_some(Loss::Unread(parent, name)),
            _ => None,
        },
        AnyNodeRef::ExprAttribute(attribute) if attribute.attr.as_str() == "add_done_callback" => {
            let call = cx.parent(parent)?;
            let AnyNodeRef::ExprCall(chained) = call.ast else { return None };
            Some(Loss::Chained(cx.as_statement(call)?, &chained.arguments))
        }
        AnyNodeRef::ExprLambda(_) => {
            is_callback_of_loop(cx, parent).then_some(Loss::Buried("a `lambda` has no room for statements"))
        }
        _ => is_buried_in_statement(cx, node)
            .then_some(Loss::Buried("the expression has no room for statements")),
    }
}

/// Whether a literal, a comprehension or a conditional expression holds the task, and is a statement or has a name that
/// nobody reads.
fn is_buried_in_statement<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let mut inner = node;
    while let Some(parent) = cx.parent(inner) {
        let holds = match parent.ast {
            AnyNodeRef::ExprList(_)
            | AnyNodeRef::ExprSet(_)
            | AnyNodeRef::ExprTuple(_)
            | AnyNodeRef::ExprDict(_)
            | AnyNodeRef::ExprListComp(_)
            | AnyNodeRef::ExprSetComp(_)
            | AnyNodeRef::ExprDictComp(_)
            | AnyNodeRef::ExprBoolOp(_) => true,
            AnyNodeRef::ExprIf(conditional) => conditional.test.range() != inner.range(),
            AnyNodeRef::StmtExpr(_) => return !is_top_of_notebook(cx, node),
            AnyNodeRef::StmtAssign(assign) => {
                return match &*assign.targets {
                    [Expr::Name(name)] => is_unread(cx, parent, name),
                    _ => false,
                };
            }
            _ => false,
        };
        if !holds {
            return false;
        }
        inner = parent;
    }
    false
}

/// The value of a notebook's cell is kept by the notebook.
fn is_top_of_notebook<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    cx.document.cell_end(node.start()).is_some() && cx.function_of(node.id).is_none()
}

/// Whether a `lambda` is a callback whose result the event loop throws away.
fn is_callback_of_loop<'a>(cx: &Cx<'a>, lambda: Node<'a>) -> bool {
    let call = cx.parent(lambda).and_then(|arguments| cx.parent(arguments));
    let Some(AnyNodeRef::ExprCall(call)) = call.map(|call| call.ast) else { return false };
    let Expr::Attribute(method) = &*call.func else { return false };
    match method.attr.as_str() {
        "add_done_callback" => true,
        "add_reader"
        | "add_signal_handler"
        | "add_writer"
        | "call_at"
        | "call_later"
        | "call_soon"
        | "call_soon_threadsafe" => cx.is_event_loop(&method.value),
        _ => false,
    }
}

/// Whether a name of a function is never read but to add callbacks, and the function ends before the task can.
fn is_unread<'a>(cx: &Cx<'a>, statement: Node<'a>, name: &'a ast::ExprName) -> bool {
    let Some(function) = cx.function_of(statement.id) else { return false };
    let Some(inside) = cx.scopes().opened_by(function.id) else { return false };
    let identifier = name.id.as_str();
    if cx.scopes().lookup(cx.scope_of(name), identifier) != Some(inside)
        || !cx.references(inside, identifier).all(|read| only_tells_task(cx, function, read))
    {
        return false;
    }
    let is_deleted = cx.nodes.descendants(function.id).any(
        |node| matches!(node.ast, AnyNodeRef::ExprName(other) if other.ctx.is_del() && other.id == name.id),
    );
    !is_deleted
        && !cx.reads_its_frame(function.id)
        && (identifier == "_" || !frame_lives_on(cx, function, statement))
}

/// Whether the task of a name is only told something by a statement of the same function: what to call when it is done,
/// what it is called.
fn only_tells_task<'a>(cx: &Cx<'a>, function: Node<'a>, read: Node<'a>) -> bool {
    let Some(method) = cx.parent(read) else { return false };
    let AnyNodeRef::ExprAttribute(attribute) = method.ast else { return false };
    let is_call = |call: &Node<'a>| matches!(call.ast, AnyNodeRef::ExprCall(called) if cx.node(&*called.func) == method);
    matches!(attribute.attr.as_str(), "add_done_callback" | "set_name")
        && cx.function_of(read.id) == Some(function)
        && cx.parent(method).filter(is_call).is_some_and(|call| cx.as_statement(call).is_some())
}

/// Whether a function still waits for something after a statement: its frame keeps the task meanwhile. In a loop the
/// next round drops it.
fn frame_lives_on<'a>(cx: &Cx<'a>, function: Node<'a>, statement: Node<'a>) -> bool {
    let mut around = cx.nodes.ancestors(statement.id).take_while(|ancestor| *ancestor != function);
    if around.any(|ancestor| matches!(ancestor.ast, AnyNodeRef::StmtFor(_) | AnyNodeRef::StmtWhile(_))) {
        return false;
    }
    let after = cx.nodes.end(statement.id);
    cx.suspension_points(function.id).any(|point| point.id >= after)
        || cx.nodes.descendants(function.id).any(|node| {
            node.id >= after
                && match node.ast {
                    AnyNodeRef::ExprYield(_) => true,
                    AnyNodeRef::ExprAttribute(method) => {
                        matches!(method.attr.as_str(), "run_forever" | "run_until_complete")
                    }
                    _ => false,
                }
        })
}

fn keep<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, call: &'a ast::ExprCall, loss: &Loss<'a>) -> Build {
    let node = cx.node(call);
    if let Loss::Buried(reason) = loss {
        return Err((*reason).to_owned());
    }
    if cx.is_in_class_body(node.id) {
        return Err("a class body has no place for the task".to_owned());
    }
    let set = cx.keeper_of_tasks(node).ok_or("every name for the set is taken")?;
    if let Some(statement) = set.definition {
        fix.module_statement(statement);
    }
    let set = set.name;
    let free = || {
        let names = ["task", "background_task", "new_task"].into_iter();
        names
            .into_iter()
            .find(|name| cx.is_free_for_local(node.id, name))
            .ok_or("no local name is free for the task")
    };
    let keeping = |task: &str| format!("{set}.add({task})\n{task}.add_done_callback({set}.discard)");
    match loss {
        Loss::Statement(statement) => {
            let task = free()?;
            let (open, close) = if statement.range() == node.range() { ("", "") } else { ("(", ")") };
            let template = Template::new()
                .text(format!("{task} = {open}"))
                .hole(&*call.func)
                .hole(&call.arguments)
                .text(close);
            fix.replace_range(statement.range(), template);
            fix.insert_after(statement.id, keeping(task));
        }
        Loss::Unread(statement, name) if name.id.as_str() == "_" => {
            let task = free()?;
            fix.replace_range(name.range(), Template::new().text(task));
            fix.insert_after(statement.id, keeping(task));
        }
        Loss::Unread(statement, name) => fix.insert_after(statement.id, keeping(name.id.as_str())),
        Loss::Chained(statement, callback) => {
            let task = free()?;
            let template = Template::new()
                .text(format!("{task} = "))
                .hole(node)
                .text(format!("\n{set}.add({task})\n{task}.add_done_callback"))
                .hole(callback)
                .text(format!("\n{task}.add_done_callback({set}.discard)"));
            fix.replace_statements(statement.id, statement.id, template);
        }
        Loss::Buried(_) => {}
    }
    Ok(())
}
