//! The exception of a cancellation asked for while a module is imported.
//!
//! ## What it does
//! Finds calls of `anyio.get_cancelled_exc_class()` at the top of a module, in a class body, in a default argument or in a
//! decorator. In a function it may be kept under a name.
//!
//! ## Why is this bad?
//! Which class it is depends on the event loop that runs: at import there is none, and the call raises; if there happens to
//! be one, the code is bound to its library for good.
//!
//! ## Example
//! ```python
//! import anyio
//!
//! Cancelled = anyio.get_cancelled_exc_class()
//!
//!
//! async def work(job, log):
//!     try:
//!         await job()
//!     except Cancelled:
//!         log.info("stopped")
//!         raise
//! ```
//!
//! ## Use instead
//! ```python
//! import anyio
//!
//!
//! async def work(job, log):
//!     try:
//!         await job()
//!     except anyio.get_cancelled_exc_class():
//!         log.info("stopped")
//!         raise
//! ```
//!
//! ## Fix safety
//! The fix asks where the class is used. It is unsafe: another module may import the name. There is none where the name is
//! also used at import, or the class is not kept under a name of the module.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX309",
    name: "stored-cancellation-class",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &["ASYNC118"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["get_cancelled_exc_class"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let call = cx.call_to(node, "anyio.get_cancelled_exc_class")?;
    if cx.function_of(node.id).is_some() {
        return None;
    }
    let finding = cx.finding(&node, "which class this is depends on the event loop, and at import there is none");
    let fix = cx.fix("Ask where it is used", |fix| {
        let kept = cx.parent(node).and_then(|parent| match parent.ast {
            AnyNodeRef::StmtAssign(assign) => match &*assign.targets {
                [Expr::Name(name)] => Some((parent, name)),
                _ => None,
            },
            _ => None,
        });
        let Some((assignment, name)) = kept else {
            return Err("it is not kept under a name of the module".to_owned());
        };
        let owner = cx.scopes().lookup(cx.scope_of(name), name.id.as_str());
        let Some(owner) = owner.filter(|owner| cx.scopes().bindings_of(*owner, &name.id).count() == 1) else {
            return Err("the name is bound to something else too".to_owned());
        };
        fix.lower_safety(Safety::Unsafe, "another module may import the name");
        for used in cx.references(owner, name.id.as_str()) {
            if cx.function_of(used.id).is_none() {
                return Err("the name is used at import too".to_owned());
            }
            fix.replace(used.id, Precedence::CallAttribute, Template::new().text(cx.slice(call.range())));
        }
        fix.remove_statement(assignment.id);
        Ok(())
    });
    Some(finding.help("call it in the handler").fix(fix))
}
