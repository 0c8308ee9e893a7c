//! An old name of the builtin `TimeoutError`.
//!
//! ## What it does
//! Finds `asyncio.TimeoutError` and `concurrent.futures.TimeoutError`, where the target version is Python 3.11 or newer,
//! and `socket.timeout`, where it is 3.10 or newer. Their imports count where they bind the name `TimeoutError` itself.
//!
//! ## Why is this bad?
//! Since these versions all of them are the builtin `TimeoutError`. The old names look like different exceptions: handlers
//! catch the same one twice, and readers search for a difference that is not there.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def fetch(client):
//!     try:
//!         return await client.get("/")
//!     except (asyncio.TimeoutError, TimeoutError):
//!         return None
//! ```
//!
//! ## Use instead
//! ```python
//! async def fetch(client):
//!     try:
//!         return await client.get("/")
//!     except TimeoutError:
//!         return None
//! ```
//!
//! ## Fix safety
//! The name becomes `TimeoutError`; a tuple that would name it twice keeps it once, and an import that nothing else uses
//! goes. There is no fix where `TimeoutError` means something else in that place, as in files that import redis's or
//! tornado's exception of that name. The fix is unsafe where a tuple gets shorter that is neither caught nor tested
//! against, because its length may be seen; and where an import goes that binds the name `TimeoutError` itself, because
//! other files may take the name from there. In `__init__.py`, and where a string names it as `__all__` does, it stays.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX703",
    name: "timeout-error-alias",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["UP041"],
    on: &[NodeKind::ExprAttribute, NodeKind::ExprName, NodeKind::StmtImportFrom],
    needs: Needs::Words(&[&["asyncio", "TimeoutError"], &["concurrent", "TimeoutError"], &["timeout", "socket"]]),
    program: None,
    check,
};

/// The names that have become the builtin, with the version that made them so.
const ALIASES: &[(&str, PythonVersion)] = &[
    ("asyncio.TimeoutError", PythonVersion::PY311),
    ("asyncio.exceptions.TimeoutError", PythonVersion::PY311),
    ("concurrent.futures.TimeoutError", PythonVersion::PY311),
    ("concurrent.futures._base.TimeoutError", PythonVersion::PY311),
    ("socket.timeout", PythonVersion::PY310),
];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let name = match node.ast {
        AnyNodeRef::StmtImportFrom(import) => return check_import(cx, node, import),
        AnyNodeRef::ExprAttribute(attribute)
            if attribute.ctx.is_load() && matches!(attribute.attr.as_str(), "TimeoutError" | "timeout") =>
        {
            cx.qualified(&attribute.value)?.join(attribute.attr.as_str())
        }
        AnyNodeRef::ExprName(name) if name.ctx.is_load() => imported_name(cx, node, name)?,
        _ => return None,
    };
    if !is_alias(cx, &name) || cx.is_version_guarded(node) {
        return None;
    }
    let fix = cx.fix("Use `TimeoutError`", |fix| {
        let bare = cx.qualified_name_in("TimeoutError", cx.scopes().of(node.id));
        if !bare.is_some_and(|bare| means_the_builtin(cx, &bare)) {
            return Err("the name `TimeoutError` is bound to something else here".to_owned());
        }
        match cx.parent(node).and_then(|parent| longer_than_needed(cx, parent)) {
            Some((tuple, places)) => name_once(cx, fix, tuple, &places),
            None => fix.replace(node.id, Precedence::Atomic, Template::new().text("TimeoutError")),
        }
        Ok(())
    });
    let finding = cx.finding(&node, format!("`{name}` is an old name of the builtin `TimeoutError`"));
    Some(finding.help("use `TimeoutError` instead").fix(fix))
}

/// What a name stands for that an import binds under another name than `TimeoutError`.
fn imported_name<'a>(cx: &Cx<'a>, node: Node<'a>, name: &'a ast::ExprName) -> Option<QualifiedName<'a>> {
    let id = name.id.as_str();
    if id != "timeout" && !cx.scopes().may_be_renamed(id) {
        return None;
    }
    let scope = cx.scopes().of(node.id);
    let owner = cx.scopes().lookup(scope, id).filter(|_| id != "TimeoutError")?;
    let is_import = |kind| matches!(kind, BindingKind::ImportFrom { .. });
    let is_imported = cx.scopes().bindings_of(owner, id).all(|binding| is_import(binding.kind));
    is_imported.then(|| cx.qualified_name_in(id, scope))?
}

/// An import that hides the builtin behind itself: its uses can stay.
fn check_import<'a>(cx: &Cx<'a>, node: Node<'a>, import: &'a ast::StmtImportFrom) -> Option<Finding> {
    let alias =
        import.names.iter().find(|alias| alias.name.as_str() == "TimeoutError" && alias.asname.is_none())?;
    let scope = cx.scopes().of(node.id);
    let name = cx.qualified_name_in("TimeoutError", scope).filter(|name| is_alias(cx, name))?;
    let is_only_binding = cx.scopes().bindings_of(scope, "TimeoutError").count() == 1;
    let stands_alone = !matches!(
        cx.parent(node)?.ast,
        AnyNodeRef::StmtTry(_) | AnyNodeRef::ExceptHandlerExceptHandler(_) | AnyNodeRef::StmtClassDef(_)
    );
    if !is_only_binding || !stands_alone || cx.is_version_guarded(node) {
        return None;
    }
    let fix = cx.fix("Remove the import", |fix| {
        let is_listed = |node: Node| matches!(node.ast, AnyNodeRef::ExprStringLiteral(text) if text.value.to_str() == "TimeoutError");
        if cx.path.ends_with("__init__.py") || cx.nodes.iter().any(is_listed) {
            return Err("the file offers the name to others".to_owned());
        }
        if cx.scopes().sees_star_import(scope) {
            return Err("a star import may bind `TimeoutError` to something else".to_owned());
        }
        fix.lower_safety(Safety::Unsafe, "other files may import the name from here");
        fix.remove_import_alias(node.id, cx.node(alias).id);
        Ok(())
    });
    let finding = cx.finding(alias, format!("`{name}` is an old name of the builtin `TimeoutError`"));
    Some(finding.help("remove the import: the builtin needs none").fix(fix))
}

fn is_alias(cx: &Cx, name: &QualifiedName) -> bool {
    ALIASES.iter().any(|(alias, since)| name.is(alias) && cx.options.target >= *since)
}

fn means_the_builtin(cx: &Cx, name: &QualifiedName) -> bool {
    name.is("builtins.TimeoutError") || is_alias(cx, name)
}

/// The tuple, if more than one of its elements is `TimeoutError` under some name or the only one is, and the places of
/// these.
fn longer_than_needed<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<(&'a ast::ExprTuple, Vec<usize>)> {
    let AnyNodeRef::ExprTuple(tuple) = node.ast else { return None };
    let is_timeout =
        |element: &'a Expr| cx.qualified(element).is_some_and(|name| means_the_builtin(cx, &name));
    let places: Vec<usize> = (0..tuple.len()).filter(|place| is_timeout(&tuple.elts[*place])).collect();
    (places.len() > 1 || tuple.len() == 1).then_some((tuple, places))
}

/// Whether a tuple of exceptions is what a handler catches, or what `isinstance` and the like test against.
fn is_matched_against<'a>(cx: &Cx<'a>, tuple: Node<'a>) -> bool {
    let Some(parent) = cx.parent(tuple) else { return false };
    match parent.ast {
        AnyNodeRef::ExceptHandlerExceptHandler(_) => true,
        AnyNodeRef::Arguments(_) => {
            cx.parent(parent).and_then(|call| cx.qualified_call(call)).is_some_and(|(_, name)| {
                name.is_any(&[
                    "builtins.isinstance",
                    "builtins.issubclass",
                    "contextlib.suppress",
                    "pytest.raises",
                ])
            })
        }
        _ => false,
    }
}

/// Keeps the first of the elements that are `TimeoutError`, under that name. Every one of them asks for the same changes.
fn name_once<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, tuple: &'a ast::ExprTuple, repeated: &[usize]) {
    let bare = || Template::new().text("TimeoutError");
    let is_matched = is_matched_against(cx, cx.node(tuple));
    if !is_matched && repeated.len() > 1 {
        fix.lower_safety(Safety::Unsafe, "the tuple gets shorter, and its length may be seen");
    }
    if repeated.len() == tuple.len() {
        let whole = if is_matched { bare() } else { Template::new().text("(TimeoutError,)") };
        fix.replace_range(tuple.range(), whole);
        return;
    }
    let elements = &tuple.elts;
    let first = &elements[repeated[0]];
    if !matches!(first, Expr::Name(name) if name.id.as_str() == "TimeoutError") {
        fix.replace(cx.node(first).id, Precedence::Atomic, bare());
    }
    let mut rest = &repeated[1..];
    while let Some(&start) = rest.first() {
        let length = rest.iter().enumerate().take_while(|(offset, place)| **place == start + offset).count();
        let end = start + length - 1;
        let range = match elements.get(end + 1) {
            Some(next) => TextRange::new(elements[start].start(), next.start()),
            None => TextRange::new(elements[start - 1].end(), elements[end].end()),
        };
        fix.replace_range(range, Template::new());
        rest = &rest[length..];
    }
}
