//! Iterations over what a library makes lazily: `root.glob("*")` reads nothing, the loop over it does. What a loop goes
//! over becomes a list in a thread, and a call that uses it up moves there whole.

use crate::catalog::{Category, When};
use crate::edit::{FixBuilder, Safety};
use crate::facts::Operation;
use crate::model::flow::Exits;
use crate::model::shared::MUTATORS;
use crate::program::Callee;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged as _, Stmt, ast};

use super::thread_safety::{VALUE_METHODS, is_of_thread_safe_module};
use super::{Build, Cx};

/// An iteration that blocks, over what a call or a name gives.
pub struct LazyIteration {
    /// The function that made what is iterated over.
    pub maker: String,
    /// What the iteration waits for.
    pub category: Category,
    when: When,
}

/// The blocking iteration over what an expression gives, if the program knows one.
pub fn lazy_iteration<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<LazyIteration> {
    let program = cx.program?;
    let leaf = program.leaf_of(node.range(), Operation::Iterate)?;
    let (when, category) = (leaf.blocking.when, leaf.blocking.category);
    (when != When::AtOnce).then(|| LazyIteration { maker: program.target_name(leaf), category, when })
}

/// Who iterates.
enum Consumer<'a> {
    /// A loop.
    Loop(&'a ast::StmtFor),
    /// A comprehension, or a generator expression that nobody is known to use up.
    Comprehension(Node<'a>),
    /// A call that uses up all it needs and gives the result.
    Call(Node<'a>, &'a ast::ExprCall),
    /// Another operation that takes all items.
    All,
}

/// Builtins that use up their argument before they return.
const CONSUMERS: &[&str] = &[
    "builtins.all",
    "builtins.any",
    "builtins.dict",
    "builtins.frozenset",
    "builtins.list",
    "builtins.max",
    "builtins.min",
    "builtins.next",
    "builtins.set",
    "builtins.sorted",
    "builtins.sum",
    "builtins.tuple",
];

/// Builtins that hand on what they are given as it is asked for.
const PASSING: &[&str] = &["builtins.enumerate", "builtins.filter", "builtins.map", "builtins.zip"];

/// Moves the iteration over what `made` gives to a thread.
///
/// # Errors
/// As [`Cx::offload`], or why the iteration has to stay where it is.
pub fn offload_iteration<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    made: Node<'a>,
    found: &LazyIteration,
) -> Build {
    if !made.is_expr_call() {
        return Err("what is iterated over was made before".to_owned());
    }
    if found.when == When::IteratedInStep {
        return Err("each item is good only until the next one is asked for".to_owned());
    }
    match consumer_of(cx, made) {
        Consumer::Call(node, call) => {
            if cx.names(&call.func, "builtins.next") && call.arguments.args.len() < 2 {
                return Err("a `StopIteration` does not pass from a thread to the loop".to_owned());
            }
            if !cx.must_stay(node) && has_only_known_arguments(cx, call) {
                return cx.hoist_expression(fix, node);
            }
            if cx.names(&call.func, "builtins.next") {
                return Err("a part of the expression cannot move to a thread".to_owned());
            }
        }
        Consumer::Loop(each) => distrust_loop(cx, fix, made, each)?,
        Consumer::Comprehension(whole) => {
            let others = cx.nodes.subtree(whole.id).filter(|node| !cx.nodes.contains(made.id, node.id));
            if others.into_iter().any(|node| may_change(cx, node) || suspends(node))
                || whole.is_expr_generator()
            {
                fix.lower_safety(Safety::Unsafe, CHANGES);
            }
        }
        Consumer::All => {}
    }
    cx.hoist_expression_as_list(fix, made)
}

const CHANGES: &str = "the loop may change what it goes over, which is read before it begins";

fn consumer_of<'a>(cx: &Cx<'a>, made: Node<'a>) -> Consumer<'a> {
    let mut inner = made;
    while let Some(parent) = cx.parent(inner) {
        match parent.ast {
            AnyNodeRef::StmtFor(each) => return Consumer::Loop(each),
            AnyNodeRef::Comprehension(_) => {
                let Some(whole) = cx.parent(parent) else { break };
                match taker_of(cx, whole) {
                    Some((node, call)) if whole.is_expr_generator() && is_any(cx, call, CONSUMERS) => {
                        return Consumer::Call(node, call);
                    }
                    _ => return Consumer::Comprehension(whole),
                }
            }
            AnyNodeRef::Arguments(_) => match taker_of(cx, inner) {
                Some((node, call)) if is_any(cx, call, CONSUMERS) => return Consumer::Call(node, call),
                Some((node, call)) if is_any(cx, call, PASSING) => inner = node,
                _ => break,
            },
            _ => break,
        }
    }
    Consumer::All
}

/// The call that an expression is an argument of.
fn taker_of<'a>(cx: &Cx<'a>, argument: Node<'a>) -> Option<(Node<'a>, &'a ast::ExprCall)> {
    let node =
        cx.parent(argument).filter(|parent| parent.is_arguments()).and_then(|parent| cx.parent(parent))?;
    match node.ast {
        AnyNodeRef::ExprCall(call) => Some((node, call)),
        _ => None,
    }
}

fn is_any<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall, names: &[&str]) -> bool {
    cx.qualified(&call.func).is_some_and(|name| name.is_any(names))
}

/// Whether no function that is not known is handed to a call, or to one that hands on to it: `key=self.order`.
fn has_only_known_arguments<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> bool {
    call.arguments.iter_source_order().all(|argument| match argument.value() {
        Expr::Call(inner) if is_any(cx, inner, PASSING) => has_only_known_arguments(cx, inner),
        value @ (Expr::Name(_) | Expr::Attribute(_)) => is_of_thread_safe_module(cx, value),
        _ => true,
    })
}

/// Judges what becomes of a loop if all is read before it begins.
fn distrust_loop<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, made: Node<'a>, each: &'a ast::StmtFor) -> Build {
    let body = || each.body.iter().flat_map(|statement: &'a Stmt| cx.nodes.subtree(cx.node(statement).id));
    if body().any(|node| changes_target(cx, cx.node(&*each.target).id, node)) {
        return Err("the loop changes what it is given, which decides what comes next".to_owned());
    }
    let is_zipped = cx.parent(made).is_some_and(|parent| !parent.is_stmt_for())
        && matches!(&*each.iter, Expr::Call(call) if cx.names(&call.func, "builtins.zip"));
    let exits = cx.exits(&each.body);
    if exits.intersects(Exits::BREAK) || exits.intersects(Exits::RETURN) || is_zipped {
        fix.lower_safety(Safety::Unsafe, "all is read before the loop begins, which may end early");
    }
    if body().any(|node| may_change(cx, node) || suspends(node)) {
        fix.lower_safety(Safety::Unsafe, CHANGES);
    }
    Ok(())
}

fn suspends(node: Node<'_>) -> bool {
    match node.ast {
        AnyNodeRef::ExprAwait(_) | AnyNodeRef::ExprYield(_) => true,
        AnyNodeRef::StmtFor(each) => each.is_async,
        AnyNodeRef::StmtWith(with) => with.is_async,
        AnyNodeRef::Comprehension(clause) => clause.is_async,
        _ => false,
    }
}

/// Whether a node changes in place what a loop's target names: `folders[:] = …`, `folders.remove(…)`.
fn changes_target<'a>(cx: &Cx<'a>, target: NodeId, node: Node<'a>) -> bool {
    let is_target = |object: &Expr| {
        let mut object = object;
        while let Expr::Subscript(subscript) = object {
            object = &subscript.value;
        }
        let Expr::Name(object) = object else { return false };
        cx.nodes
            .subtree(target)
            .any(|part| matches!(part.ast, AnyNodeRef::ExprName(name) if name.id == object.id))
    };
    match node.ast {
        AnyNodeRef::ExprSubscript(subscript) => !subscript.ctx.is_load() && is_target(&subscript.value),
        AnyNodeRef::StmtAugAssign(assign) => is_target(&assign.target),
        AnyNodeRef::ExprCall(call) => match &*call.func {
            Expr::Attribute(method) => {
                let name = method.attr.as_str();
                (MUTATORS.contains(&name) || name == "reverse") && is_target(&method.value)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether a node is a call that is not certain to leave alone what is iterated over: files, folders, objects of a service.
fn may_change<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let AnyNodeRef::ExprCall(call) = node.ast else { return false };
    let makes_coroutine = || {
        let callees = cx.program.map(|program| program.callees(call.range())).unwrap_or_default();
        !callees.is_empty() && callees.iter().all(|callee| matches!(callee, Callee::MakesCoroutine(_)))
    };
    if cx.parent(node).is_some_and(|parent| parent.is_stmt_raise()) || makes_coroutine() {
        return false;
    }
    if let Some(name) = cx.qualified(&call.func) {
        return match name.segments() {
            ["builtins", "open"] => !opens_to_read(call),
            ["builtins", function] => !QUIET_BUILTINS.contains(function),
            ["os", "path", _] | ["pathlib", "Path" | "PurePath"] => false,
            [module, ..] => !QUIET_MODULES.contains(module) && !name.is_any(QUIET_FUNCTIONS),
            [] => true,
        };
    }
    let Expr::Attribute(method) = &*call.func else { return true };
    let name = method.attr.as_str();
    let is_of_container = || {
        let class = cx.type_of(&method.value);
        class.is_some_and(|class| match class {
            crate::model::ClassRef::External(class) => {
                matches!(class.segments(), ["builtins" | "collections" | "re", ..])
            }
            crate::model::ClassRef::Local(_) => false,
        })
    };
    let is_quiet = match name {
        // `Path.replace` takes one argument.
        "replace" => call.arguments.len() > 1,
        "open" => opens_to_read(call),
        _ => VALUE_METHODS.contains(&name) || QUIET_METHODS.contains(&name),
    };
    !is_quiet && !is_of_container()
}

/// Whether a call of `open`, or of a path's method, opens a file to be read: with no mode that says another thing.
fn opens_to_read(call: &ast::ExprCall) -> bool {
    let is_mode = |text: &str| text.chars().all(|letter| "rbtU".contains(letter));
    let place = usize::from(call.func.is_name_expr());
    let by_name = call.arguments.find_keyword("mode").map(|keyword| &keyword.value);
    match by_name.or_else(|| call.arguments.args.get(place)) {
        None => !call.arguments.args.iter().any(Expr::is_starred_expr),
        Some(Expr::StringLiteral(text)) => is_mode(text.value.to_str()),
        Some(_) => false,
    }
}

/// Builtins that change nothing outside of the program.
#[rustfmt::skip]
const QUIET_BUILTINS: &[&str] = &[
    "abs", "all", "any", "bool", "bytes", "dict", "enumerate", "filter", "float", "frozenset", "getattr", "hasattr", "hash",
    "id", "int", "isinstance", "issubclass", "len", "list", "map", "max", "min", "print", "range", "repr", "reversed",
    "round", "set", "sorted", "str", "sum", "tuple", "type", "zip",
];

/// Modules that change nothing outside of the program.
#[rustfmt::skip]
const QUIET_MODULES: &[&str] = &[
    "base64", "collections", "datetime", "fnmatch", "hashlib", "itertools", "json", "logging", "math", "operator", "re",
    "string", "textwrap", "time", "uuid",
];

const QUIET_FUNCTIONS: &[&str] =
    &["os.access", "os.fspath", "os.getcwd", "os.listdir", "os.lstat", "os.stat", "yaml.safe_load"];

/// Methods of paths and of lists that change nothing outside of the program.
#[rustfmt::skip]
const QUIET_METHODS: &[&str] = &[
    "absolute", "append", "appendleft", "exists", "expanduser", "extend", "is_absolute", "is_dir", "is_file", "is_relative_to",
    "is_symlink", "joinpath", "lstat", "match", "read_bytes", "read_text", "relative_to", "resolve", "samefile", "stat",
    "with_name", "with_stem", "with_suffix",
];
