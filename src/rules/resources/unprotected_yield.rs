//! An asynchronous context manager whose cleanup is skipped when its block raises.
//!
//! ## What it does
//! Finds functions decorated with `contextlib.asynccontextmanager` where something is closed, stopped or released behind a
//! `yield` that stands in no `try` and no `with`.
//!
//! Lifespans of applications, whose block is the whole program, are left alone, and so is what else happens behind the
//! `yield`, such as a commit, which can be meant for success alone.
//!
//! ## Why is this bad?
//! If the block of the `async with` raises, or is cancelled, the exception is raised at the `yield`, and what stands behind it
//! does not run: the connection stays open, the task goes on.
//!
//! ## Example
//! ```python
//! from contextlib import asynccontextmanager
//!
//!
//! @asynccontextmanager
//! async def connected(pool):
//!     connection = await pool.connect()
//!     yield connection
//!     await connection.close()
//! ```
//!
//! ## Use instead
//! ```python
//! from contextlib import asynccontextmanager
//!
//!
//! @asynccontextmanager
//! async def connected(pool):
//!     connection = await pool.connect()
//!     try:
//!         yield connection
//!     finally:
//!         await connection.close()
//! ```
//!
//! ## Fix safety
//! The fix puts what follows into a `finally` clause. It is unsafe: the cleanup runs after errors too, and an error of its own
//! would take the place of the first one. There is none where the `yield` gives something to a
//! name, and none where something behind it leaves the function.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX603",
    name: "unprotected-yield",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &["RUF075", "CH047"],
    on: &[NodeKind::StmtFunctionDef],
    needs: Needs::Words(&[&["yield", "asynccontextmanager"]]),
    program: None,
    check,
};

/// Methods that end something.
const ENDING: &[&str] = &[
    "aclose", "cancel", "cleanup", "clean_up", "close", "destroy", "disconnect", "dispose", "kill", "release", "shutdown",
    "stop", "teardown", "tear_down", "terminate", "unlink", "unsubscribe",
];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtFunctionDef(def) = node.ast else { return None };
    let is_manager = def.is_async && cx.is_decorated_with(def, "contextlib.asynccontextmanager");
    if !is_manager || is_lifespan(def) {
        return None;
    }
    let place = def.body.iter().position(is_yield)?;
    let (yielding, cleanup) = (&def.body[place], &def.body[place + 1..]);
    let ending = cleanup.iter().find_map(|statement| ended_by(cx, statement))?;
    let yielded = cx.nodes.subtree(cx.node(yielding).id).find(|inner| matches!(inner.ast, AnyNodeRef::ExprYield(_)))?;
    let message = format!("`{ending}` does not run if the block raises or is cancelled");
    let fix = cx.fix("Clean up in a `finally` clause", |fix| {
        fix.lower_safety(Safety::Unsafe, "the cleanup runs after errors too");
        let (Some(rest), Some(last)) = (fix.suite_with_comments(cleanup), cleanup.last()) else {
            return Err("nothing follows".to_owned());
        };
        if !yielding.is_expr_stmt() {
            return Err("what follows may use what the `yield` gives".to_owned());
        }
        let yielding = cx.node(yielding);
        let with_comment = TextRange::new(yielding.start(), cx.document.line_end(yielding.end()));
        if cx.exits(cleanup).intersects(Exits::RETURN) {
            return Err("what follows leaves the function".to_owned());
        }
        let template = Template::new()
            .text("try:\n    ")
            .indented(with_comment)
            .text("\nfinally:\n    ")
            .indented(rest);
        fix.replace_statements(yielding.id, cx.node(last).id, template);
        Ok(())
    });
    Some(cx.finding(&yielded, message).help("put the `yield` into a `try`, and the cleanup into its `finally`").fix(fix))
}

/// What FastAPI, Starlette and their kin enter around the whole program.
fn is_lifespan(def: &ast::StmtFunctionDef) -> bool {
    let takes_app = def.parameters.args.iter().any(|each| {
        let name = each.name().as_str();
        name == "app" || name.ends_with("_app") || name == "server"
    });
    takes_app || def.name.contains("lifespan")
}

fn is_yield(statement: &Stmt) -> bool {
    match statement {
        Stmt::Expr(expr) => expr.value.is_yield_expr(),
        Stmt::Assign(assign) => assign.value.is_yield_expr(),
        _ => false,
    }
}

/// The method that a statement of a cleanup ends something with.
fn ended_by<'a>(cx: &Cx<'a>, statement: &'a Stmt) -> Option<String> {
    cx.nodes.subtree(cx.node(statement).id).find_map(|inner| {
        let AnyNodeRef::ExprCall(call) = inner.ast else { return None };
        let Expr::Attribute(method) = &*call.func else { return None };
        let text = cx.slice(method.range());
        (ENDING.contains(&method.attr.as_str()) && !text.contains('\n')).then(|| text.to_owned())
    })
}
