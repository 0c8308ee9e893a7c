//! Whether statements do the same in a worker thread as on the event loop: they touch nothing but local values, the
//! files they open, and modules that any thread may use.

use crate::model::shared::MUTATORS;
use crate::model::{Excerpt, ScopeId};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, ast};

use super::Cx;
use super::lazy_iteration::lazy_iteration;

/// Modules whose functions and classes any thread may use.
#[rustfmt::skip]
const MODULES: &[&str] = &[
    "ast", "base64", "binascii", "builtins", "bz2", "codecs", "collections", "concurrent", "configparser", "contextlib",
    "copy", "csv", "dataclasses", "datetime", "email", "fnmatch", "functools", "getpass", "glob", "gzip", "hashlib",
    "hmac", "html", "httpx", "io", "itertools", "json", "logging", "lzma", "marshal", "math", "mimetypes", "msgpack",
    "numpy", "operator", "orjson", "os", "pandas", "pathlib", "pickle", "platform", "plistlib", "queue", "random", "re",
    "requests", "secrets", "shlex", "shutil", "socket", "string", "struct", "subprocess", "sys", "tarfile", "tempfile",
    "textwrap", "time", "toml", "tomli", "tomli_w", "tomllib", "typing", "ujson", "urllib", "urllib3", "uuid", "xml",
    "yaml", "zipfile", "zlib",
];

/// Methods of strings, bytes, containers and loggers, which need nothing of the thread they run on.
#[rustfmt::skip]
pub(super) const VALUE_METHODS: &[&str] = &[
    "as_posix", "count", "critical", "debug", "decode", "dict", "digest", "encode", "endswith", "error", "exception",
    "find", "format", "get", "getvalue", "hex", "hexdigest", "index", "info", "isoformat", "items", "join", "json", "keys",
    "lower", "lstrip", "model_dump", "model_dump_json", "partition", "read", "replace", "rfind", "rpartition", "rsplit",
    "rstrip", "split", "splitlines", "startswith", "strftime", "strip", "title", "tobytes", "upper", "values", "warning",
];

/// Whether a name or attribute is of a module whose functions and classes any thread may use.
pub(super) fn is_of_thread_safe_module<'a>(cx: &Cx<'a>, value: &'a Expr) -> bool {
    cx.qualified(value)
        .is_some_and(|name| name.segments().first().is_some_and(|module| MODULES.contains(module)))
}

/// What makes running the statements in a thread uncertain, in one clause; `None` where nothing does. The target of
/// the assignment `on_the_loop` is not part of what moves.
pub(super) fn doubt<'a>(cx: &Cx<'a>, excerpt: &Excerpt<'a>, on_the_loop: Option<NodeId>) -> Option<String> {
    let target = on_the_loop.and_then(|statement| target_of(cx.nodes.get(statement).ast));
    let stays = |id: NodeId| target.is_some_and(|target| cx.nodes.contains(cx.nodes.id_of(target), id));
    if let Some(Expr::Attribute(attribute)) = target
        && reads_attribute(cx, excerpt, attribute)
    {
        return Some(format!("other tasks may change `{}` meanwhile", cx.slice(attribute.range)));
    }
    excerpt
        .statements
        .iter()
        .flat_map(|statement| cx.nodes.subtree(cx.nodes.id_of(statement)))
        .filter(|node| !stays(node.id))
        .find_map(|node| doubt_of_node(cx, excerpt, node))
}

/// The same for one expression in the statements.
pub(super) fn doubt_of_expression<'a>(
    cx: &Cx<'a>,
    excerpt: &Excerpt<'a>,
    expression: NodeId,
) -> Option<String> {
    cx.nodes.subtree(expression).find_map(|node| doubt_of_node(cx, excerpt, node))
}

fn doubt_of_node<'a>(cx: &Cx<'a>, excerpt: &Excerpt<'a>, node: Node<'a>) -> Option<String> {
    match node.ast {
        // An exception that is raised is made by its class alone.
        AnyNodeRef::ExprCall(_) if cx.parent(node).is_some_and(|parent| parent.is_stmt_raise()) => None,
        // What makes something lazy does nothing yet.
        AnyNodeRef::ExprCall(_) if lazy_iteration(cx, node).is_some() => None,
        AnyNodeRef::ExprCall(call) => doubt_of_call(cx, excerpt, call),
        AnyNodeRef::ExprAttribute(ast::ExprAttribute { ctx, value, range, .. })
        | AnyNodeRef::ExprSubscript(ast::ExprSubscript { ctx, value, range, .. })
            if !ctx.is_load() && !is_local(cx, excerpt, value) =>
        {
            Some(format!("`{}` would be written in a worker thread", cx.slice(*range)))
        }
        _ => None,
    }
}

fn target_of(statement: AnyNodeRef<'_>) -> Option<&Expr> {
    match statement {
        AnyNodeRef::StmtAssign(assign) => assign.targets.first(),
        AnyNodeRef::StmtAnnAssign(assign) => Some(&assign.target),
        AnyNodeRef::StmtAugAssign(assign) => Some(&assign.target),
        _ => None,
    }
}

fn reads_attribute<'a>(cx: &Cx<'a>, excerpt: &Excerpt<'a>, target: &ast::ExprAttribute) -> bool {
    excerpt.statements.iter().any(|statement| {
        cx.nodes.subtree(cx.nodes.id_of(statement)).any(|node| match node.ast {
            AnyNodeRef::ExprAttribute(read) => {
                let is_augmented = matches!(
                    cx.nodes.parent(node.id).map(|node| node.ast),
                    Some(AnyNodeRef::StmtAugAssign(_))
                );
                (read.ctx.is_load() || is_augmented) && read.attr.as_str() == target.attr.as_str()
            }
            _ => false,
        })
    })
}

fn doubt_of_call<'a>(cx: &Cx<'a>, excerpt: &Excerpt<'a>, call: &'a ast::ExprCall) -> Option<String> {
    if let Some(name) = cx.qualified(&call.func) {
        if name.is("builtins.next") && call.arguments.args.len() == 1 {
            return Some("a `StopIteration` does not pass from a thread to the loop".to_owned());
        }
        if name.segments().first().is_some_and(|module| MODULES.contains(module)) {
            return None;
        }
    }
    if let Expr::Attribute(method) = &*call.func {
        let name = method.attr.as_str();
        let is_known = cx.type_of(&method.value).is_some_and(|class| match class {
            crate::model::ClassRef::External(class) => {
                class.segments().first().is_some_and(|module| MODULES.contains(module))
            }
            crate::model::ClassRef::Local(_) => false,
        });
        let is_value = VALUE_METHODS.contains(&name) && !is_receiver(cx, excerpt, &method.value);
        let is_own = is_bound_in(cx, excerpt, &method.value);
        let is_container = MUTATORS.contains(&name) && is_local(cx, excerpt, &method.value);
        if is_known || is_value || is_own || is_container {
            return None;
        }
    }
    Some(format!("`{}` would run in a worker thread", cx.slice(crate::syntax::Ranged::range(&*call.func))))
}

/// The name that an attribute or item chain starts with: `a` of `a.b[c].d()`.
fn root(expr: &Expr) -> Option<&ast::ExprName> {
    match expr {
        Expr::Name(name) => Some(name),
        Expr::Attribute(attribute) => root(&attribute.value),
        Expr::Subscript(subscript) => root(&subscript.value),
        Expr::Call(call) => root(&call.func),
        _ => None,
    }
}

fn owner<'a>(cx: &Cx<'a>, expr: &'a Expr) -> Option<(ScopeId, &'a str)> {
    let name = root(expr)?;
    Some((cx.scopes().lookup(cx.scope_of(name), name.id.as_str())?, name.id.as_str()))
}

/// Whether an expression belongs to a name of the function that no other task sees: not a parameter.
fn is_local<'a>(cx: &Cx<'a>, excerpt: &Excerpt<'a>, expr: &'a Expr) -> bool {
    owner(cx, expr).is_some_and(|(scope, name)| {
        scope == excerpt.scope
            && !cx
                .scopes()
                .bindings_of(scope, name)
                .any(|binding| matches!(binding.kind, crate::model::BindingKind::Parameter { .. }))
    })
}

/// Whether an expression belongs to a name that only the statements bind.
fn is_bound_in<'a>(cx: &Cx<'a>, excerpt: &Excerpt<'a>, expr: &'a Expr) -> bool {
    owner(cx, expr).is_some_and(|(scope, name)| {
        let is_own = scope == excerpt.scope || excerpt.contains(cx.scopes().get(scope).node);
        is_own && cx.scopes().bindings_of(scope, name).any(|binding| excerpt.contains(binding.node))
    })
}

/// Whether an expression is `self` or `cls` itself, whose methods can be anything.
fn is_receiver<'a>(cx: &Cx<'a>, excerpt: &Excerpt<'a>, expr: &'a Expr) -> bool {
    let Expr::Name(name) = expr else { return false };
    cx.class_of_receiver(excerpt.function.id, name.id.as_str()).is_some()
}
