//! Names for functions that blocking statements become, after what the statements do: `read_file`, `run_commands`.

use crate::syntax::{AnyNodeRef, Expr, Node, Stmt, ast};

use super::Cx;
use super::blocking_call::{BlockingCall, blocking_call};
use crate::catalog::Category;

/// A name that tells what the statements do; it may be taken.
pub fn base_name<'a>(cx: &Cx<'a>, statements: &'a [Stmt]) -> String {
    let mut verbs: Vec<&str> = statements.iter().flat_map(|statement| verbs_of(cx, statement)).collect();
    let count = verbs.len();
    verbs.sort_unstable();
    verbs.dedup();
    let plural = if count > 1 { "s" } else { "" };
    match *verbs {
        ["fetch"] => "fetch".to_owned(),
        ["run"] => format!("run_command{plural}"),
        ["look_up"] => format!("look_up_host{plural}"),
        ["query"] => "query_database".to_owned(),
        [] | ["wait"] => "do_blocking_work".to_owned(),
        [file] => format!("{file}_file{plural}"),
        ["fetch", "write"] => "download".to_owned(),
        ["fetch", "read"] => "upload".to_owned(),
        _ if verbs.iter().all(|verb| FILE_VERBS.contains(verb)) => "update_files".to_owned(),
        _ => "do_blocking_work".to_owned(),
    }
}

const FILE_VERBS: &[&str] = &["copy", "read", "remove", "update", "write"];

/// What a statement does first; all that is done to files is of one kind.
pub fn kind_of<'a>(cx: &Cx<'a>, statement: &'a Stmt) -> &'static str {
    let first = verbs_of(cx, statement).next().unwrap_or_default();
    if FILE_VERBS.contains(&first) { "update" } else { first }
}

fn verbs_of<'m, 'a>(cx: &'m Cx<'a>, statement: &'a Stmt) -> impl Iterator<Item = &'static str> + 'm {
    cx.nodes.subtree(cx.node(statement).id).filter_map(|node| {
        let AnyNodeRef::ExprCall(call) = node.ast else { return None };
        Some(verb(cx, node, call, &blocking_call(cx, call)?))
    })
}

fn verb<'a>(cx: &Cx<'a>, node: Node<'a>, call: &'a ast::ExprCall, found: &BlockingCall) -> &'static str {
    let name = found.name.rsplit('.').next().unwrap_or_default();
    match found.category {
        Category::Http => "fetch",
        Category::Subprocess => "run",
        Category::Dns => "look_up",
        Category::Db => "query",
        Category::File if name == "rmtree" => "remove",
        Category::File if is_about_trees(name) => "copy",
        Category::File if name.starts_with("write") => "write",
        Category::File if name.starts_with("read") => "read",
        Category::Sleep
        | Category::Socket
        | Category::Input
        | Category::Wait
        | Category::Lock
        | Category::Query
        | Category::Load
        | Category::Cpu => "wait",
        Category::File => {
            let by_keyword = call.arguments.find_keyword("mode").map(|keyword| &keyword.value);
            let takes_path = name.ends_with("open") && !found.name.ends_with("Path.open");
            let by_position = call.arguments.args.iter().skip(usize::from(takes_path));
            let mode = by_keyword.into_iter().chain(by_position).find_map(|argument| match argument {
                Expr::StringLiteral(text) if is_mode(text.value.to_str()) => Some(text.value.to_str()),
                _ => None,
            });
            match mode {
                Some(mode) if mode.contains(['w', 'a', 'x']) => "write",
                Some(mode) if mode.contains('+') => "update",
                Some(_) => "read",
                None => {
                    let by_default = if name.ends_with("TemporaryFile") { "write" } else { "read" };
                    verb_of_use(cx, node).unwrap_or(by_default)
                }
            }
        }
    }
}

/// What a `with` does to the file that it opens without saying in which mode.
fn verb_of_use<'a>(cx: &Cx<'a>, opened: Node<'a>) -> Option<&'static str> {
    let AnyNodeRef::WithItem(item) = cx.parent(opened)?.ast else { return None };
    let handle = item.optional_vars.as_deref()?.as_name_expr()?.id.as_str();
    let is_handle = |expr: &Expr| expr.as_name_expr().is_some_and(|name| name.id.as_str() == handle);
    let (mut reads, mut writes) = (false, false);
    for node in cx.nodes.subtree(cx.parent(cx.parent(opened)?)?.id) {
        let AnyNodeRef::ExprCall(ast::ExprCall { func, arguments, .. }) = node.ast else { continue };
        let Expr::Attribute(function) = &**func else { continue };
        let name = function.attr.as_str();
        let is_given = arguments.args.iter().any(is_handle);
        reads |=
            is_handle(&function.value) && name.starts_with("read") || is_given && name.starts_with("load");
        writes |=
            is_handle(&function.value) && name.starts_with("write") || is_given && name.starts_with("dump");
    }
    match (reads, writes) {
        (true, true) => Some("update"),
        (true, false) => Some("read"),
        (false, true) => Some("write"),
        (false, false) => None,
    }
}

fn is_about_trees(name: &str) -> bool {
    name.starts_with("copy") || name.starts_with("move") || name.ends_with("_archive")
}

fn is_mode(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.chars().all(|c| "rwaxbt+".contains(c))
}
