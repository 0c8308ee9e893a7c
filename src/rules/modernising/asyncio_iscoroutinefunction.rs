//! `asyncio.iscoroutinefunction`, which goes in Python 3.16.
//!
//! ## What it does
//! Finds `asyncio.iscoroutinefunction`, called or passed on, and imports of it.
//!
//! ## Why is this bad?
//! The function is deprecated since Python 3.14, where each call warns, and is removed in Python 3.16.
//! `inspect.iscoroutinefunction` gives the same answers on every supported version.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def call(handler, event):
//!     if asyncio.iscoroutinefunction(handler):
//!         await handler(event)
//!     else:
//!         handler(event)
//! ```
//!
//! ## Use instead
//! ```python
//! import inspect
//!
//!
//! async def call(handler, event):
//!     if inspect.iscoroutinefunction(handler):
//!         await handler(event)
//!     else:
//!         handler(event)
//! ```
//!
//! ## Fix safety
//! The name becomes `inspect.iscoroutinefunction`, and `import inspect` is added where it is missing; an import of the
//! function alone is taken from `inspect` instead. Where the target version is older than Python 3.12, the fix is unsafe:
//! asyncio's function says yes to objects that carry its own mark (functions decorated with `asyncio.coroutine`, wrappers
//! that asgiref marks, compiled Cython coroutines), which `inspect` understands in no form before 3.12.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX704",
    name: "asyncio-iscoroutinefunction",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["W4902"],
    on: &[NodeKind::ExprAttribute, NodeKind::StmtImportFrom],
    needs: Needs::Words(&[&["asyncio", "iscoroutinefunction"]]),
    program: None,
    check,
};

const MESSAGE: &str = "`asyncio.iscoroutinefunction` is deprecated since Python 3.14 and goes in 3.16";
const HELP: &str = "use `inspect.iscoroutinefunction` instead";

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    match node.ast {
        AnyNodeRef::ExprAttribute(attribute) => check_use(cx, node, attribute),
        AnyNodeRef::StmtImportFrom(import) => check_import(cx, node, import),
        _ => None,
    }
}

fn check_use<'a>(cx: &Cx<'a>, node: Node<'a>, attribute: &'a ast::ExprAttribute) -> Option<Finding> {
    let is_asyncio = attribute.attr.as_str() == "iscoroutinefunction"
        && attribute.ctx.is_load()
        && cx.qualified(&attribute.value)?.is_any(&["asyncio", "asyncio.coroutines"]);
    if !is_asyncio || cx.is_version_guarded(node) {
        return None;
    }
    let fix = cx.fix("Use `inspect.iscoroutinefunction`", |fix| {
        distrust_old_targets(cx, fix);
        let name = cx.name(fix, node, "inspect", "iscoroutinefunction")?;
        fix.replace(node.id, Precedence::CallAttribute, Template::new().text(name));
        Ok(())
    });
    Some(cx.finding(&node, MESSAGE).help(HELP).fix(fix))
}

/// An import of the function: its uses keep the name, so only the import changes.
fn check_import<'a>(cx: &Cx<'a>, node: Node<'a>, import: &'a ast::StmtImportFrom) -> Option<Finding> {
    let module = import.module.as_ref().filter(|_| import.level == 0)?;
    let alias = import.names.iter().find(|alias| alias.name.as_str() == "iscoroutinefunction")?;
    let parent = cx.parent(node)?;
    let is_fallback =
        matches!(parent.ast, AnyNodeRef::StmtTry(_) | AnyNodeRef::ExceptHandlerExceptHandler(_));
    if !matches!(module.as_str(), "asyncio" | "asyncio.coroutines")
        || is_fallback
        || cx.is_version_guarded(node)
    {
        return None;
    }
    let fix = cx.fix("Import it from `inspect`", |fix| {
        distrust_old_targets(cx, fix);
        if import.names.len() == 1 {
            fix.replace_range(module.range(), Template::new().text("inspect"));
            return Ok(());
        }
        fix.remove_import_alias(node.id, cx.node(alias).id);
        match &alias.asname {
            None if matches!(parent.ast, AnyNodeRef::ModModule(_)) => {
                fix.import_from("inspect", "iscoroutinefunction");
            }
            None => fix.insert_after(node.id, "from inspect import iscoroutinefunction"),
            Some(name) => {
                fix.insert_after(node.id, format!("from inspect import iscoroutinefunction as {name}"));
            }
        }
        Ok(())
    });
    Some(cx.finding(alias, MESSAGE).help("import it from `inspect` instead").fix(fix))
}

fn distrust_old_targets(cx: &Cx, fix: &mut FixBuilder) {
    if cx.options.target < PythonVersion::PY312 {
        fix.lower_safety(
            Safety::Unsafe,
            "before Python 3.12 `inspect` does not know the objects that carry asyncio's mark",
        );
    }
}
