//! A call in a coroutine that waits for a server, a process, a disk or a person.
//!
//! ## What it does
//! Finds calls in an `async def` that stop the thread until something outside the program has answered: HTTP requests of
//! `requests`, `httpx`, `urllib` and `urllib3`, `subprocess.run` and its kin, `os.system`, waiting for a process, looking
//! up a host, `input`, copying and deleting trees with `shutil`, opening a file, and reading or writing one through
//! `pathlib`. The message says which of these it is. Methods are found where the file tells the receiver's class. A `with`
//! over an executor or a process is found where it waits at its end for what nobody awaited in it. `Path.glob`, `os.walk`
//! and whatever else works only while somebody iterates over what it gave are found where the coroutine does.
//!
//! What waits for nobody is no finding: starting a process with `subprocess.Popen` alone, making a session, a client or a
//! pool, asking a process whether it has ended (`poll`, `os.WNOHANG`), working on the text of a path, or a
//! `tempfile.SpooledTemporaryFile`, which stays in memory until it grows.
//!
//! Quick questions to the file system (`exists`, `stat`, `mkdir`) are left alone, and so are a wait of half a second or
//! less outside of loops, one for a process or thread that was just found to have ended, and a file that is opened only to
//! be handed to a thread, a child process or an awaited call of a library. In test files, what reads and writes files or
//! asks `sqlite3` is left alone: they are the test's own.
//!
//! ## Why is this bad?
//! While the call waits, the event loop stands still: no other task runs, no timeout fires and no connection is served.
//! One slow server or one busy disk stops them all.
//!
//! ## Example
//! ```python
//! import json
//! import subprocess
//!
//!
//! async def build(config_path):
//!     with open(config_path) as file:
//!         config = json.load(file)
//!     subprocess.run(["make", config["target"]], check=True)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//! import json
//! import subprocess
//!
//!
//! async def build(config_path):
//!     def read_file():
//!         with open(config_path) as file:
//!             return json.load(file)
//!
//!     config = await asyncio.to_thread(read_file)
//!     await asyncio.to_thread(subprocess.run, ["make", config["target"]], check=True)
//! ```
//!
//! ## Fix safety
//! The call moves to a worker thread: `await asyncio.to_thread(…)`, or the function of trio or anyio in a file that runs
//! on these, or the one that the settings name. A `with` block that opens a file or a response moves whole, as a function
//! defined in its place, and so do neighbouring statements that each make a blocking call: one trip to a thread, not one
//! a line. There is no fix where the block awaits, where it shares names with the code around it in a way that a function
//! cannot keep, or where an open file outlives its statement; nor for connections of `sqlite3`, which refuse other threads;
//! nor where the only async library is one that the file imports inside of other functions, or does without.
//!
//! Where a loop or a comprehension goes over `root.glob("*")` or `os.walk(top)`, the thread makes a list of it; a call that
//! uses it up, such as `sorted(root.glob("*"))`, moves whole. There is no fix where the loop changes what it was given,
//! such as the folders of `os.walk`, or where what it goes over was made before; nor for `os.fwalk`.
//!
//! `future.result()` of a future that the coroutine got from `executor.submit(…)` or `run_coroutine_threadsafe(…)` itself becomes
//! `await asyncio.wrap_future(future)`, which takes no thread; a cancelled task cancels the future.
//!
//! A thread cannot be cancelled. When the task is, anyio and trio wait for a call that has begun. asyncio does not: the
//! call still runs to its end beside what the task does next, and a call that waits for a free thread never runs.
//! Otherwise the fix is safe, except where the new suspension point lets other code in (see `blocking-sleep`), and
//!
//! * on asyncio, where a `finally`, a handler that a cancellation comes to, or the exit of a `with` around the call uses
//!   what the call uses: it would remove or close it under the thread;
//! * where the moved block calls code that may not belong in a thread, or writes what other tasks see;
//! * for `input` and `getpass`: Ctrl-C ends the program only after the line is typed;
//! * for a `requests.Session` that other calls may use at the same time, as it is not made for several threads;
//! * for queries of Django's, as each thread has its own connection to the database, and with it its own transaction:
//!   the help names the method to await instead (`acreate` for `create`);
//! * where a loop over such a list may end early, or may change what it goes over, as the list is made before it begins;
//! * in test files, where the call may be meant to block.
//!
//! What the coroutine asked the file system before the call (`if not path.exists():`), another task may change meanwhile.

use crate::rule::blocking_names::{base_name, kind_of};
use crate::rule::blocking_call::{
    BlockingCall, Yields, has_keyword, is_left_to_tests, is_plain_sleep, is_reported, waiting_call,
};
use crate::rule::blocking_context::waiting_context;
use crate::rule::futures::{await_future, own_future};
use crate::rule::lazy_iteration::{lazy_iteration, offload_iteration};
use crate::rule::prelude::*;
use crate::rule::suppression::Suppressions;

pub const RULE: Rule = Rule {
    code: "AFX102",
    name: "blocking-call",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[
        "ASYNC210", "ASYNC211", "ASYNC212", "ASYNC220", "ASYNC221", "ASYNC222", "ASYNC230", "ASYNC231", "ASYNC240",
        "ASYNC250", "S7487", "S7489", "S7493", "S7499", "S7501",
    ],
    on: &[NodeKind::ExprCall, NodeKind::ExprName, NodeKind::WithItem, NodeKind::StmtFor],
    needs: Needs::Program,
    program: Some(has_blocking_call),
    check,
};

fn has_blocking_call(file: FileAnalysis<'_>) -> bool {
    file.leaves().any(|leaf| {
        is_reported(leaf.blocking.category)
            && file.is_in_coroutine(leaf.call)
            && !file.is_about_open_file(leaf)
            && !is_plain_sleep(file, leaf)
    })
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    if !cx.is_in_coroutine(node) {
        return None;
    }
    match node.ast {
        AnyNodeRef::ExprCall(call) => check_call(cx, node, call)
            .or_else(|| check_context(cx, node))
            .or_else(|| check_iteration(cx, node)),
        AnyNodeRef::ExprName(_) => check_iteration(cx, node),
        AnyNodeRef::WithItem(_) => check_context(cx, node),
        AnyNodeRef::StmtFor(each) => check_loop(cx, each),
        _ => None,
    }
}

/// A context whose block waits at its end.
fn check_context<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let waiting = waiting_context(cx, node)
        .filter(|waiting| !is_left_to_tests(cx, waiting.category, &waiting.name))?;
    let meanwhile = waiting.category.meanwhile();
    let finding = cx.finding(
        &waiting.context.range(),
        format!("the end of `{}` stops the event loop {meanwhile}", waiting.name),
    );
    let Ok(offload) = cx.offload_name() else {
        return Some(finding.help("run the block in a worker thread of the library that runs this coroutine"));
    };
    let fix = cx.fix(format!("Run the block in a thread with `{offload}`"), |fix| {
        cx.give_way_to_demotion(node)?;
        cx.distrust_in_tests(fix);
        let (suite, place) = cx.document.suite(cx.node(waiting.block).id);
        let statements = &suite[place..=place];
        let block = Block { statements, hoist: cx.hoist(statements)? };
        cx.apply_hoist(fix, &block.hoist, &name_of(cx, &block))
    });
    Some(finding.help(format!("run the block in a thread with `{offload}`")).fix(fix))
}

/// A loop over what someone types.
fn check_loop<'a>(cx: &Cx<'a>, each: &'a ast::StmtFor) -> Option<Finding> {
    let program = cx.program.filter(|_| !each.is_async)?;
    let leaf = program.leaf_of(each.iter.range(), Operation::Iterate)?;
    let is_input = leaf.blocking.category == Category::Input;
    let message = format!(
        "`{}` stops the event loop {}",
        program.target_name(leaf),
        leaf.blocking.category.meanwhile()
    );
    is_input.then(|| cx.finding(&each.iter.range(), message).help("read each line in a thread"))
}

/// An iteration over what a library makes lazily.
fn check_iteration<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let found = lazy_iteration(cx, node).filter(|found| {
        is_reported(found.category) && !is_left_to_tests(cx, found.category, &found.maker)
    })?;
    let meanwhile = found.category.meanwhile();
    let message = match node.ast {
        AnyNodeRef::ExprName(name) => {
            format!("to iterate over `{}`, from `{}`, stops the event loop {meanwhile}", name.id, found.maker)
        }
        _ => format!("`{}` stops the event loop {meanwhile}", found.maker),
    };
    let finding = cx.finding(&node, message);
    let Ok(offload) = cx.offload_name() else {
        return Some(finding.help("iterate in a worker thread of the library that runs this coroutine"));
    };
    let fix = cx.fix(format!("Iterate in a thread with `{offload}`"), |fix| {
        cx.give_way_to_demotion(node)?;
        cx.distrust_in_tests(fix);
        match block_around(cx, node)? {
            Some(block) => cx.apply_hoist(fix, &block.hoist, &name_of(cx, &block)),
            None => offload_iteration(cx, fix, node, &found),
        }
    });
    Some(finding.help(format!("iterate in a thread with `{offload}`")).fix(fix))
}

fn check_call<'a>(cx: &Cx<'a>, node: Node<'a>, call: &'a ast::ExprCall) -> Option<Finding> {
    let program = cx.program?;
    if program.leaf(call.range()).is_some_and(|leaf| is_plain_sleep(program, leaf)) {
        return None;
    }
    let blocking = waiting_call(cx, call).filter(|blocking| {
        is_reported(blocking.category) && !is_left_to_tests(cx, blocking.category, &blocking.name)
    })?;
    let finding = cx.finding(
        &node,
        format!("`{}` stops the event loop {}", blocking.name, blocking.category.meanwhile()),
    );
    let Ok(offload) = cx.offload_name() else {
        return Some(finding.help("run it in a worker thread of the library that runs this coroutine"));
    };
    if let Some(future) = own_future(cx, call, &blocking) {
        let fix = cx.fix("Await `asyncio.wrap_future`", |fix| {
            cx.give_way_to_demotion(node)?;
            cx.distrust_in_tests(fix);
            await_future(cx, fix, node, future)
        });
        return Some(finding.help("await `asyncio.wrap_future` of it").fix(fix));
    }
    let title = format!("Run in a thread with `{offload}`");
    let fix = cx.fix(title, |fix| {
        cx.give_way_to_demotion(node)?;
        cx.distrust_in_tests(fix);
        repair(cx, fix, node, call, &blocking)
    });
    let help = match &blocking.async_twin {
        Some(twin) => format!("await `{twin}` instead, or run it in a thread with `{offload}`"),
        None => format!("run it in a thread with `{offload}`"),
    };
    Some(finding.help(help).fix(fix))
}

fn repair<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    node: Node<'a>,
    call: &'a ast::ExprCall,
    blocking: &BlockingCall,
) -> Build {
    if has_keyword(call, "preexec_fn") {
        return Err("`preexec_fn` is not safe in a program with threads".to_owned());
    }
    let block = block_around(cx, node)?;
    match &blocking.thread_bound {
        // SQLite refuses to be used by another thread than the one that made the connection.
        Some(class) if class.starts_with("sqlite3.") => {
            return Err(format!("a `{class}` works in the thread that made it only: move the whole work to one"));
        }
        Some(class) => fix.lower_safety(Safety::Unsafe, format!("a `{class}` is made for one thread")),
        None => {}
    }
    if let Some(what) = &blocking.per_thread {
        fix.lower_safety(Safety::Unsafe, format!("each thread has its own {what}"));
    }
    if let Some(block) = block {
        let name = name_of(cx, &block);
        return cx.apply_hoist(fix, &block.hoist, &name);
    }
    // What a bare statement opens, nobody reads.
    if blocking.yields == Yields::Handle && cx.as_statement(node).is_none() {
        if cx.parent(node).is_some_and(|parent| parent.is_with_item()) {
            return Err("the block has contexts that do not belong in a thread".to_owned());
        }
        let whole =
            consumer_of(cx, node).ok_or("what it opens blocks again wherever it is read or written")?;
        return cx.hoist_expression(fix, whole);
    }
    if blocking.category == Category::Input {
        fix.lower_safety(Safety::Unsafe, "Ctrl-C would end the program only after the line is typed");
    }
    if is_shared_session(cx, call) {
        fix.lower_safety(Safety::Unsafe, "a `requests.Session` is not made for several threads");
    }
    cx.offload_call(fix, call)
}

/// Statements that move to a thread together.
struct Block<'a> {
    statements: &'a [Stmt],
    hoist: Hoist<'a>,
}

/// The statements that move to a thread with a call: the outermost block of open files around it, or the run of
/// neighbours that each make a blocking call. `None` where the call moves alone.
fn block_around<'a>(cx: &Cx<'a>, node: Node<'a>) -> Build<Option<Block<'a>>> {
    let function = cx.function_of(node.id);
    let around = cx.nodes.ancestors(node.id).take_while(|node| Some(*node) != function);
    let statements: Vec<Node<'a>> = around.filter(|node| node.is_statement()).collect();
    let mut refusal = None;
    for statement in statements.iter().rev() {
        let (suite, place) = cx.document.suite(statement.id);
        if !is_unit(cx, &suite[place]) {
            continue;
        }
        if let Some(block) = run_around(cx, suite, place) {
            return Ok(Some(block));
        }
        if let Stmt::With(with) = &suite[place] {
            let statements = &suite[place..=place];
            match cx.hoist(statements) {
                Ok(hoist) => return Ok(Some(Block { statements, hoist })),
                Err(reason) if with.items.iter().any(|item| cx.nodes.contains(cx.node(item).id, node.id)) => {
                    refusal = Some(reason);
                }
                Err(_) => {}
            }
        }
    }
    refusal.map_or(Ok(None), Err)
}

/// The run of units around one of them, if it has several and moves without a doubt.
fn run_around<'a>(cx: &Cx<'a>, suite: &'a [Stmt], place: usize) -> Option<Block<'a>> {
    let kind = kind_of(cx, &suite[place]);
    let is_alike = |statement: &&'a Stmt| is_unit(cx, statement) && kind_of(cx, statement) == kind;
    let before = suite[..place].iter().rev().take_while(is_alike).count();
    let after = suite[place + 1..].iter().take_while(is_alike).count();
    let statements = &suite[place - before..=place + after];
    let hoist = cx.hoist(statements).ok().filter(|hoist| statements.len() > 1 && hoist.doubt.is_none())?;
    Some(Block { statements, hoist })
}

/// Whether a statement does nothing but block: one call, or a `with` over open files and responses.
fn is_unit<'a>(cx: &Cx<'a>, statement: &'a Stmt) -> bool {
    let blocks_here = |value: &'a Expr, yields: Yields| {
        let Expr::Call(call) = value else { return false };
        let fits = |found: &BlockingCall| {
            found.yields == yields
                && found.category != Category::Input
                && found.thread_bound.is_none()
                && found.per_thread.is_none()
                && !has_keyword(call, "preexec_fn")
                && !is_shared_session(cx, call)
                && own_future(cx, call, found).is_none()
        };
        waiting_call(cx, call).as_ref().is_some_and(fits) && !is_silenced(cx, call)
    };
    match statement {
        Stmt::With(with) if !with.is_async => {
            with.items.iter().all(|item| blocks_here(opened_by(cx, &item.context_expr), Yields::Handle))
        }
        Stmt::Expr(expression) => blocks_here(&expression.value, Yields::Result),
        Stmt::Assign(assign) => {
            matches!(&*assign.targets, [Expr::Name(_)]) && blocks_here(&assign.value, Yields::Result)
        }
        _ => false,
    }
}

/// What a `with` closes: the argument of `contextlib.closing`, or the context itself.
fn opened_by<'a>(cx: &Cx<'a>, context: &'a Expr) -> &'a Expr {
    match context {
        Expr::Call(call) if cx.names(&call.func, "contextlib.closing") => {
            call.arguments.args.first().unwrap_or(context)
        }
        _ => context,
    }
}

/// The call that uses up what `node` opens: `open(…).read()`, `json.load(open(…))`.
fn consumer_of<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Node<'a>> {
    let parent = cx.parent(node)?;
    let call = match parent.ast {
        AnyNodeRef::ExprAttribute(method) if METHODS_THAT_FINISH.contains(&method.attr.as_str()) => {
            cx.parent(parent)?
        }
        AnyNodeRef::Arguments(_) => cx.parent(parent)?,
        _ => return None,
    };
    let AnyNodeRef::ExprCall(outer) = call.ast else { return None };
    let is_method = cx.node(&*outer.func).id == parent.id;
    let is_loader = || cx.qualified(&outer.func).is_some_and(|name| name.is_any(LOADERS));
    (is_method || is_loader()).then_some(call)
}

const METHODS_THAT_FINISH: &[&str] = &["read", "readline", "readlines", "write", "writelines"];

const LOADERS: &[&str] = &[
    "json.load",
    "json.dump",
    "pickle.load",
    "pickle.dump",
    "tomllib.load",
    "tomli.load",
    "yaml.load",
    "yaml.safe_load",
];

/// A name for the function that a block becomes, after what it does. Blocks of one name in a function are numbered, those
/// first whose fixes are trusted more: the others may stay as they are.
fn name_of<'a>(cx: &Cx<'a>, block: &Block<'a>) -> String {
    let base = base_name(cx, block.statements);
    let first = cx.node(&block.statements[0]);
    let own_safety = safety_of(cx, block);
    let mut others: Vec<NodeId> = Vec::new();
    let mut earlier = 0;
    let function = cx.function_of(first.id);
    for node in function.into_iter().flat_map(|function| cx.nodes.descendants(function.id)) {
        let AnyNodeRef::ExprCall(call) = node.ast else { continue };
        if cx.function_of(node.id) == function
            && waiting_call(cx, call).is_some()
            && let Ok(Some(other)) = block_around(cx, node)
            && let id = cx.node(&other.statements[0]).id
            && id != first.id
            && !others.contains(&id)
            && base_name(cx, other.statements) == base
        {
            others.push(id);
            let comes_first = |safety| Some(safety) > own_safety || Some(safety) == own_safety && id < first.id;
            earlier += usize::from(safety_of(cx, &other).is_some_and(comes_first));
        }
    }
    cx.fresh_name(first, &base, earlier)
}

/// How far the fix that moves a block can be trusted; `None` where there is none.
fn safety_of<'a>(cx: &Cx<'a>, block: &Block<'a>) -> Option<Safety> {
    let fix = cx.fix(String::new(), |fix| {
        cx.distrust_in_tests(fix);
        cx.apply_hoist(fix, &block.hoist, "moved")
    });
    fix.ok().map(|fix| fix.safety)
}

/// Whether a call uses a `requests.Session` that other calls may use while it waits: one that is not the function's own.
fn is_shared_session<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> bool {
    let Expr::Attribute(method) = &*call.func else { return false };
    let is_session = cx
        .type_of(&method.value)
        .is_some_and(|class| class.is_any(&["requests.Session", "requests.sessions.Session"]));
    is_session && !method.value.is_call_expr() && !cx.is_own_name(&method.value)
}

fn is_silenced<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> bool {
    Suppressions::new(cx.text, cx.parsed).silence(&RULE, call.range())
}
