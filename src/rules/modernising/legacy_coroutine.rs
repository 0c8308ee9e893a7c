//! A coroutine written as a generator.
//!
//! ## What it does
//! Finds functions decorated with `asyncio.coroutine`.
//!
//! ## Why is this bad?
//! The decorator was deprecated in Python 3.8 and is gone since 3.11: a module that uses it cannot be imported there.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! @asyncio.coroutine
//! def read_greeting(reader):
//!     yield from asyncio.sleep(1)
//!     line = yield from reader.readline()
//!     return line.strip()
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def read_greeting(reader):
//!     await asyncio.sleep(1)
//!     line = await reader.readline()
//!     return line.strip()
//! ```
//!
//! ## Fix safety
//! The decorator goes, `def` becomes `async def`, every `yield from` of the function becomes `await`, and
//! `with (yield from lock):` becomes `async with lock:`. Where the target version is 3.11 or newer the fix is safe, for
//! nothing that it could break runs there. For an older target it is unsafe: plain generators of other files that
//! `yield from` the function fail afterwards, as does the function itself where it waits for a plain generator.
//!
//! There is no fix where the function also yields values, where it waits for something that this file shows to be a plain
//! generator or an iterable, where a plain generator of this file waits for it, where it has no `yield from` and returns
//! what may be awaitable (the decorator would await it), and where a decorator below this one receives the generator.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX705",
    name: "legacy-coroutine",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["CH022", "W4905"],
    on: &[NodeKind::StmtFunctionDef],
    needs: Needs::Words(&[&["asyncio", "coroutine"]]),
    program: None,
    check,
};

/// Decorators that give back the very function they get, so that they may stand below.
const TRANSPARENT: &[&str] = &["abc.abstractmethod", "functools.wraps", "typing.no_type_check"];

/// The words of a lock's name.
const LOCK_WORDS: &[&str] = &["lock", "mutex", "sem", "semaphore", "condition", "cond"];

const LOCKS: &[&str] =
    &["asyncio.Lock", "asyncio.Condition", "asyncio.Semaphore", "asyncio.BoundedSemaphore"];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtFunctionDef(def) = node.ast else { return None };
    let place =
        def.decorator_list.iter().position(|decorator| is_coroutine_decorator(cx, &decorator.expression))?;
    let decorator = &def.decorator_list[place];
    if cx.is_version_guarded(node) {
        return None;
    }
    let fix = cx.fix("Make it an `async def`", |fix| {
        if cx.options.target < PythonVersion::PY311 {
            fix.lower_safety(Safety::Unsafe, "plain generators elsewhere that `yield from` it would fail");
        }
        if !def.decorator_list[place + 1..].iter().all(|below| is_transparent(cx, &below.expression)) {
            return Err("a decorator below it receives the generator function".to_owned());
        }
        fix.remove_decorator(cx.node(decorator).id);
        fix.make_async(node.id);
        if def.is_async { Ok(()) } else { convert_body(cx, fix, node, def) }
    });
    let finding = cx.finding(decorator, "`asyncio.coroutine` is gone since Python 3.11");
    Some(finding.help("write an `async def` with `await`").fix(fix))
}

fn convert_body<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    node: Node<'a>,
    def: &'a ast::StmtFunctionDef,
) -> Build {
    if matches!(def.name.as_str(), "__iter__" | "__await__" | "__next__") {
        return Err(format!("`{}` has to return an iterator", def.name));
    }
    let own = || cx.nodes.descendants(node.id).filter(|inner| cx.function_of(inner.id) == Some(node));
    if own().any(|inner| matches!(inner.ast, AnyNodeRef::ExprYield(_))) {
        return Err("the function also yields values".to_owned());
    }
    let generators = plain_generators(cx);
    let mut awaits = 0;
    for inner in own() {
        if let AnyNodeRef::ExprYieldFrom(yielded) = inner.ast {
            awaits += 1;
            convert_await(cx, fix, &generators, inner, &yielded.value)?;
        }
    }
    if awaits == 0
        && own()
            .any(|inner| matches!(inner.ast, AnyNodeRef::StmtReturn(given) if may_return_awaitable(given)))
    {
        return Err("it may return an awaitable, which the decorator awaits".to_owned());
    }
    if generators.iter().any(|generator| waits_for(cx, generator, def)) {
        return Err("a plain generator of this file waits for it by `yield from`".to_owned());
    }
    Ok(())
}

/// Makes a `yield from` an `await`, or the `with` around it an `async with`.
fn convert_await<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    generators: &[&'a ast::StmtFunctionDef],
    node: Node<'a>,
    operand: &'a Expr,
) -> Build {
    if let Some(name) = plain_iterable(cx, generators, operand) {
        return Err(format!("`{name}` is an iterable, which cannot be awaited"));
    }
    let parent = cx.parent(node).ok_or("an expression stands in a statement")?;
    if matches!(parent.ast, AnyNodeRef::WithItem(_)) {
        let with = cx.parent(parent).ok_or("an item stands in a `with`")?;
        let AnyNodeRef::StmtWith(with) = with.ast else {
            return Err("an item stands in a `with`".to_owned());
        };
        let is_first = with.items.first().is_some_and(|first| first.range() == parent.range());
        return if is_first { convert_with(cx, fix, with) } else { Ok(()) };
    }
    let template =
        Template::new().text("await ").expression(cx.document, cx.node(operand).id, Slot::Receiver);
    match parent.ast {
        // An `await` cannot stand in an `await` without parentheses.
        AnyNodeRef::ExprYieldFrom(_) => fix.replace(node.id, Precedence::Await, template),
        _ => fix.replace_bare(node.id, Precedence::Await, template),
    }
    Ok(())
}

/// Makes `with (yield from lock):` an `async with lock:`.
fn convert_with<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, with: &'a ast::StmtWith) -> Build {
    let mut template = Template::new();
    for item in &with.items {
        let lock = match &item.context_expr {
            Expr::YieldFrom(yielded) if is_lock(cx, &yielded.value) => &yielded.value,
            _ => return Err("the `with` enters something else than a lock that it waits for".to_owned()),
        };
        let separator = if template.pieces.is_empty() { "async with " } else { ", " };
        template = template.text(separator).expression(cx.document, cx.node(&**lock).id, Slot::Argument);
        if let Some(name) = &item.optional_vars {
            template = template.text(" as ").hole(&**name);
        }
    }
    let end = with.items.last().map_or(with.start(), Ranged::end);
    fix.replace_range(TextRange::new(with.start(), end), template);
    Ok(())
}

fn is_coroutine_decorator<'a>(cx: &Cx<'a>, expression: &'a Expr) -> bool {
    cx.qualified(expression)
        .is_some_and(|name| name.is_any(&["asyncio.coroutine", "asyncio.coroutines.coroutine"]))
}

fn is_transparent<'a>(cx: &Cx<'a>, decorator: &'a Expr) -> bool {
    let name = match decorator {
        Expr::Call(call) => cx.qualified(&call.func),
        plain => cx.qualified(plain),
    };
    name.is_some_and(|name| name.is_any(TRANSPARENT) || matches!(name.segments(), ["pytest", "mark", ..]))
}

fn may_return_awaitable(statement: &ast::StmtReturn) -> bool {
    let is_plain = |value: &Expr| {
        value.is_literal_expr()
            || matches!(
                value,
                Expr::List(_) | Expr::Dict(_) | Expr::Set(_) | Expr::Tuple(_) | Expr::FString(_)
            )
            || matches!(value, Expr::Compare(_) | Expr::ListComp(_) | Expr::DictComp(_) | Expr::SetComp(_))
    };
    statement.value.as_deref().is_some_and(|value| !is_plain(value))
}

/// What an operand is called, if the file shows that it can be iterated but not awaited.
fn plain_iterable<'a>(
    cx: &Cx<'a>,
    generators: &[&'a ast::StmtFunctionDef],
    operand: &'a Expr,
) -> Option<String> {
    let Expr::Call(call) = operand else {
        let is_display = matches!(
            operand,
            Expr::List(_)
                | Expr::Tuple(_)
                | Expr::Set(_)
                | Expr::Dict(_)
                | Expr::ListComp(_)
                | Expr::Generator(_)
        );
        return (is_display || operand.is_literal_expr()).then(|| cx.slice(operand.range()).to_owned());
    };
    let is_builtin = cx.qualified(&call.func).is_some_and(|name| matches!(name.segments(), ["builtins", _]));
    let is_iterable = is_builtin || generators.iter().any(|generator| may_call(cx, &call.func, generator));
    is_iterable.then(|| cx.slice(call.func.range()).to_owned())
}

/// The functions of this file that are generators and no coroutines.
fn plain_generators<'a>(cx: &Cx<'a>) -> Vec<&'a ast::StmtFunctionDef> {
    let mut functions: Vec<Node<'a>> = cx
        .nodes
        .iter()
        .filter(|node| matches!(node.ast, AnyNodeRef::ExprYield(_) | AnyNodeRef::ExprYieldFrom(_)))
        .filter_map(|node| cx.function_of(node.id))
        .collect();
    functions.dedup();
    let is_coroutine = |decorator: &'a ast::Decorator| {
        is_coroutine_decorator(cx, &decorator.expression)
            || cx.names(&decorator.expression, "types.coroutine")
    };
    let plain = functions.into_iter().filter_map(|function| match function.ast {
        AnyNodeRef::StmtFunctionDef(def) => Some(def).filter(|def| !def.is_async),
        _ => None,
    });
    plain.filter(|def| !def.decorator_list.iter().any(is_coroutine)).collect()
}

/// Whether a generator has a `yield from` of a call that may be one of `function`.
fn waits_for<'a>(
    cx: &Cx<'a>,
    generator: &'a ast::StmtFunctionDef,
    function: &'a ast::StmtFunctionDef,
) -> bool {
    cx.nodes.descendants(cx.node(generator).id).any(|node| {
        let AnyNodeRef::ExprYieldFrom(yielded) = node.ast else { return false };
        matches!(&*yielded.value, Expr::Call(call) if may_call(cx, &call.func, function))
    })
}

/// Whether a callee has a function's name: an attribute a method's, a plain name any other one's.
fn may_call<'a>(cx: &Cx<'a>, callee: &'a Expr, function: &'a ast::StmtFunctionDef) -> bool {
    let is_method = cx.class_of_method(cx.node(function).id).is_some();
    match callee {
        Expr::Name(name) => !is_method && name.id == function.name.id,
        Expr::Attribute(attribute) => is_method && attribute.attr == function.name,
        _ => false,
    }
}

/// Whether an expression is one of asyncio's locks, by its type or by a word of its name.
fn is_lock<'a>(cx: &Cx<'a>, expression: &'a Expr) -> bool {
    if let Some(class) = cx.type_of(expression) {
        return class.is_any(LOCKS);
    }
    let name = match expression {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return false,
    };
    name.split('_').any(|word| LOCK_WORDS.contains(&word.to_ascii_lowercase().as_str()))
}
