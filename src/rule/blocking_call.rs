//! The calls of a file that block their thread until a server, a process, a disk or a person answers, as the program
//! knows them.

use crate::catalog::Category;
use crate::program::FileAnalysis;
use crate::program::effects::{Leaf, Target};
use crate::syntax::{AnyNodeRef, Expr, Node, Ranged as _, ast};

use super::Cx;
use super::ended::has_ended;
use super::handed_on::is_only_handed_on;

/// What a call gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yields {
    /// All there is: the work is done when it returns.
    Result,
    /// An open file or response, which blocks again wherever it is read or written.
    Handle,
}

/// A call that blocks.
#[derive(Debug, Clone)]
pub struct BlockingCall {
    /// The function or method, as its module spells it.
    pub name: String,
    /// What it waits for.
    pub category: Category,
    /// What it gives back.
    pub yields: Yields,
    /// The class of an object that it uses or gives back and that belongs to one thread.
    pub thread_bound: Option<String>,
    /// What it uses, of which each thread has its own.
    pub per_thread: Option<String>,
    /// What stands beside it for async code.
    pub async_twin: Option<String>,
}

/// The blocking call that a call is, if the program knows it as one.
pub fn blocking_call<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> Option<BlockingCall> {
    let program = cx.program?;
    let leaf = program.leaf(call.range()).filter(|leaf| !program.is_about_open_file(leaf))?;
    Some(described(cx, program, call, leaf))
}

/// The blocking call that an awaited call would be without its `await`.
pub fn awaited_blocking_call<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> Option<BlockingCall> {
    let program = cx.program?;
    Some(described(cx, program, call, &program.awaited_leaf(call.range())?))
}

fn described<'a>(
    cx: &Cx<'a>,
    program: FileAnalysis<'a>,
    call: &'a ast::ExprCall,
    leaf: &Leaf,
) -> BlockingCall {
    let written = cx.qualified(&call.func).map(|name| name.to_string());
    // What the project names itself is told by what it is.
    let is_of_project = program.is_by_own_name(call.range());
    let named = || match (&leaf.target, &*call.func) {
        (Target::Class(class), Expr::Attribute(method)) if program.is_method_of(leaf) => {
            format!("{}.{}", program.program().qualified_class_name(*class), method.attr)
        }
        _ => program.target_name(leaf),
    };
    BlockingCall {
        name: written.filter(|_| !is_of_project).unwrap_or_else(named),
        category: leaf.blocking.category,
        thread_bound: program.thread_bound(leaf).map(|class| program.program().qualified_class_name(class)),
        per_thread: program.per_thread(leaf).map(str::to_owned),
        async_twin: program.async_twin(leaf).map(str::to_owned),
        yields: if leaf.blocking.opens || has_keyword(call, "stream") {
            Yields::Handle
        } else {
            Yields::Result
        },
    }
}

/// The same, unless the call does not wait or has been taken care of.
pub fn waiting_call<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> Option<BlockingCall> {
    let node = cx.node(call);
    let mut blocking = blocking_call(cx, call)?;
    if cx.is_awaited(node) || is_item_of_async_with(cx, node) || is_given_to_thread(cx, node) {
        return None;
    }
    let is_quick = call.arguments.keywords.iter().any(|keyword| match keyword.arg.as_deref() {
        Some("timeout") => matches!(&keyword.value, Expr::NumberLiteral(number) if number.value == ast::Number::Int(ast::Int::ZERO)),
        _ => false,
    });
    let first = call.arguments.args.first();
    let is_nothing = |path: &'a Expr| cx.names(path, "os.devnull");
    let receiver = match &*call.func {
        Expr::Attribute(method) => match &*method.value {
            Expr::Call(path) => path.arguments.args.first(),
            _ => None,
        },
        _ => None,
    };
    let opens_nothing = first.into_iter().chain(receiver).any(is_nothing);
    let does_not_hang = call.arguments.args.iter().any(|argument| cx.names(argument, "os.WNOHANG"));
    let is_in_memory = blocking.category == Category::File
        && call.arguments.iter_source_order().any(|argument| is_stream(cx, argument.value()));
    if is_quick || opens_nothing || does_not_hang || is_in_memory || has_ended(cx, node, call) {
        return None;
    }
    if blocking.category == Category::File && is_only_handed_on(cx, node, &blocking.name) {
        blocking.category = Category::Query;
    }
    Some(blocking)
}

/// Whether calls of a category are findings of `blocking-call`: locks that are held shortly, cheap questions to the file
/// system and what is loaded once are left alone.
pub fn is_reported(category: Category) -> bool {
    !matches!(category, Category::Lock | Category::Query | Category::Load)
}

/// Whether a leaf is `time.sleep`, which is `blocking-sleep`'s.
pub fn is_plain_sleep(program: FileAnalysis<'_>, leaf: &Leaf) -> bool {
    leaf.blocking.category == Category::Sleep && program.target_name(leaf) == "time.sleep"
}

/// Whether nobody minds that a blocking call stands in this file: tests set up files and databases of their own, and wait
/// for nobody else's.
pub fn is_left_to_tests(cx: &Cx<'_>, category: Category, name: &str) -> bool {
    let is_local = matches!(category, Category::File | Category::Query | Category::Load);
    (is_local || name.starts_with("sqlite3.")) && cx.is_test()
}

/// Whether an argument is a buffer in memory, or a file that something else has opened.
fn is_stream<'a>(cx: &Cx<'a>, argument: &'a Expr) -> bool {
    const STREAMS: &[&str] = &["io.BytesIO", "io.StringIO", "typing.IO", "typing.BinaryIO", "typing.TextIO"];
    cx.type_of(argument).is_some_and(|class| class.is_any(STREAMS))
}

/// Whether a call has a keyword argument that is neither `None` nor `False`.
pub fn has_keyword(call: &ast::ExprCall, name: &str) -> bool {
    call.arguments.find_keyword(name).is_some_and(|keyword| {
        !keyword.value.is_none_literal_expr()
            && !matches!(&keyword.value, Expr::BooleanLiteral(literal) if !literal.value)
    })
}

/// Whether a node is a context of an `async with`.
pub(super) fn is_item_of_async_with<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let with = cx.parent(node).filter(|parent| parent.is_with_item()).and_then(|item| cx.parent(item));
    matches!(with.map(|with| with.ast), Some(AnyNodeRef::StmtWith(with)) if with.is_async)
}

/// Whether the call stands where a function for a thread is expected, which is another mistake, or is wrapped as an
/// asynchronous file.
fn is_given_to_thread<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let Some(AnyNodeRef::ExprCall(outer)) =
        cx.parent(node).and_then(|parent| cx.parent(parent)).map(|call| call.ast)
    else {
        return false;
    };
    let place = outer.arguments.args.iter().position(|argument| cx.node(argument).id == node.id);
    match cx.qualified(&outer.func) {
        Some(name) if name.is_any(&["anyio.wrap_file", "trio.wrap_file"]) => place == Some(0),
        Some(name) if name.last() == "to_thread" || name.last() == "run_sync" => place == Some(0),
        _ => {
            matches!(&*outer.func, Expr::Attribute(method) if method.attr.as_str() == "run_in_executor")
                && place == Some(1)
        }
    }
}
