//! An asynchronous generator expression given to a builtin that iterates plainly.
//!
//! ## What it does
//! Finds generator expressions with an `await`, or an `async for`, as the argument of `any`, `all`, `sum`, `list`, `sorted`
//! and the other builtins that iterate over what they are given, and of `str.join` on a literal.
//!
//! ## Why is this bad?
//! An `await` makes a generator expression asynchronous. `any(await f(x) for x in items)` raises a `TypeError`, as the
//! builtin can only iterate plainly.
//!
//! ## Example
//! ```python
//! async def is_ready(servers):
//!     return all(await server.ping() for server in servers)
//! ```
//!
//! ## Use instead
//! ```python
//! async def is_ready(servers):
//!     return all([await server.ping() for server in servers])
//! ```
//!
//! ## Fix safety
//! The fix makes a list of it, or the comprehension of the builtin's own kind. Today the call raises, so the fix is safe; it
//! is unsafe in a `try`, whose handlers may take care of the error, and in test files. All of the items are awaited then,
//! also those that `any` and `all` would not ask for.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX205",
    name: "async-generator-in-builtin",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprGenerator],
    needs: Needs::Words(&[&["async", "await"]]),
    program: None,
    check,
};

/// Builtins that iterate over their first argument at once, or when they are iterated over themselves.
const ITERATING: &[&str] = &[
    "all", "any", "bytes", "dict", "enumerate", "frozenset", "iter", "list", "max", "min", "reversed", "set", "sorted",
    "sum", "tuple", "zip",
];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprGenerator(generator) = node.ast else { return None };
    let call_node = cx.parent(cx.parent(node)?)?;
    let AnyNodeRef::ExprCall(call) = call_node.ast else { return None };
    let is_argument = call.arguments.args.iter().any(|argument| argument.range() == node.range());
    let builtin = builtin(cx, call)?;
    if !is_argument || !is_asynchronous(cx, node, generator) || cx.is_tried_out(node) {
        return None;
    }
    let finding = cx.finding(
        &node,
        format!("this generator expression is asynchronous, and `{builtin}` cannot iterate over it"),
    );
    let fix = cx.fix("Await the items first", |fix| {
        cx.distrust_of_raising(fix, node);
        let (Some(first), Some(last)) = (generator.generators.first(), generator.generators.last()) else {
            return Err("it iterates over nothing".to_owned());
        };
        let bracketed = |open: &str, close: &str| {
            Template::new()
                .text(open)
                .expression(cx.document, cx.node(&*generator.elt).id, Slot::Argument)
                .text(" ")
                .hole(first.range().cover(last.range()))
                .text(close)
        };
        let is_whole = call.arguments.len() == 1;
        match builtin {
            "list" if is_whole => fix.replace(call_node.id, Precedence::Atomic, bracketed("[", "]")),
            "set" if is_whole => fix.replace(call_node.id, Precedence::Atomic, bracketed("{", "}")),
            _ => fix.replace(node.id, Precedence::Atomic, bracketed("[", "]")),
        }
        Ok(())
    });
    Some(finding.help("make a list of the awaited items").fix(fix))
}

/// The builtin that a call calls, or `join` of a string that is written out.
fn builtin<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> Option<&'a str> {
    if let Expr::Attribute(method) = &*call.func {
        let is_join = method.attr.as_str() == "join" && method.value.is_string_literal_expr();
        return is_join.then_some("str.join");
    }
    let name = cx.qualified(&call.func)?;
    matches!(name.segments(), ["builtins", name] if ITERATING.contains(name)).then(|| name.last())
}

/// Whether a generator expression awaits: anywhere but in its first iterable, which is evaluated outside.
fn is_asynchronous<'a>(cx: &Cx<'a>, node: Node<'a>, generator: &'a ast::ExprGenerator) -> bool {
    let outside = generator.generators.first().map(|first| first.iter.range());
    let own = |point: &Node<'a>| {
        let around = cx.nodes.ancestors(point.id).find(|ancestor| {
            matches!(
                ancestor.ast,
                AnyNodeRef::ExprGenerator(_)
                    | AnyNodeRef::ExprListComp(_)
                    | AnyNodeRef::ExprSetComp(_)
                    | AnyNodeRef::ExprDictComp(_)
                    | AnyNodeRef::ExprLambda(_)
            )
        });
        around == Some(node)
    };
    generator.generators.iter().any(|each| each.is_async)
        || cx.nodes.subtree(node.id).any(|point| {
            matches!(point.ast, AnyNodeRef::ExprAwait(_))
                && !outside.is_some_and(|outside| outside.contains_range(point.range()))
                && own(&point)
        })
}
