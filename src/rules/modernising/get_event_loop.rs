//! `asyncio.get_event_loop()`, which depends on where it is called.
//!
//! ## What it does
//! Finds calls of `asyncio.get_event_loop` in an `async def`, and the old way to start a program: at module level or in
//! a function called `main`, a loop that is fetched, runs one coroutine, and is closed or forgotten.
//! Everywhere else in synchronous code the rule is silent, for nothing there tells whether a loop is running.
//!
//! ## Why is this bad?
//! Without a running loop the function is deprecated since Python 3.10 and raises a `RuntimeError` since 3.14. With one
//! it returns that loop, which is what `asyncio.get_running_loop` says without the guessing. `asyncio.run` starts a
//! program, cancels the tasks that it leaves behind and closes the loop.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def read(path):
//!     loop = asyncio.get_event_loop()
//!     return await loop.run_in_executor(None, path.read_text)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def read(path):
//!     loop = asyncio.get_running_loop()
//!     return await loop.run_in_executor(None, path.read_text)
//! ```
//!
//! ## Fix safety
//! In an `async def` the fix is safe: both functions return the running loop. It is unsafe in a file that names
//! `get_event_loop` in a string, as mocks do. The start of a program becomes `asyncio.run(main())`, always as an unsafe
//! fix: that makes a new loop, so objects bound to the old one before fail, and it cancels the tasks that the coroutine
//! leaves running and closes the loop, which the old code may not have done. There is no fix where other synchronous code
//! of the file fetches or sets a loop as well.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX701",
    name: "get-event-loop",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["CH004"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["asyncio", "get_event_loop"]]),
    program: Some(runs_known_coroutine),
    check,
};

const NEW_LOOP: &str = "`asyncio.run` makes a new loop, cancels the tasks that are left and closes it";

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    if !cx.may_be_called(&call.func, &["get_event_loop"]) {
        return None;
    }
    let name = cx.qualified(&call.func)?;
    if !name.is_any(&["asyncio.get_event_loop", "asyncio.events.get_event_loop"])
        || !call.arguments.is_empty()
    {
        return None;
    }
    if cx.async_function(node).is_some() {
        return Some(in_coroutine(cx, node, call));
    }
    let start = Start::of(cx, node)?;
    let message = "the program starts on `asyncio.get_event_loop`, which raises a `RuntimeError` here since Python 3.14";
    let finding = cx.finding(start.receiver, message);
    let fix = cx.fix("Use `asyncio.run`", |fix| start.replace(cx, fix, node));
    Some(finding.help("start the program with `asyncio.run`").fix(fix))
}

fn in_coroutine<'a>(cx: &Cx<'a>, node: Node<'a>, call: &'a ast::ExprCall) -> Finding {
    let finding =
        cx.finding(&node, "`asyncio.get_event_loop` in a coroutine hides that it wants the running loop");
    let fix = cx.fix("Use `asyncio.get_running_loop`", |fix| {
        if is_named_in_text(cx) {
            fix.lower_safety(Safety::Unsafe, "a mock of `get_event_loop` in this file may miss the new call");
        }
        match &*call.func {
            Expr::Attribute(attribute) => {
                fix.replace_range(attribute.attr.range(), Template::new().text("get_running_loop"));
            }
            function => {
                let name = cx.name(fix, node, "asyncio", "get_running_loop")?;
                fix.replace(cx.node(function).id, Precedence::CallAttribute, Template::new().text(name));
            }
        }
        Ok(())
    });
    finding.help("use `asyncio.get_running_loop` instead").fix(fix)
}

/// Whether a string of the file ends in the function's name, as the target of a mock does.
fn is_named_in_text(cx: &Cx) -> bool {
    cx.nodes.iter().any(
        |node| matches!(node.ast, AnyNodeRef::ExprStringLiteral(text) if text.value.to_str().ends_with("get_event_loop")),
    )
}

/// The old way to start a program.
struct Start<'a> {
    /// `loop` in `loop.run_until_complete(main())`, or the call of `get_event_loop` that stands there.
    receiver: &'a ast::ExprAttribute,
    /// `loop = asyncio.get_event_loop()` and `loop.close()`.
    leftovers: Vec<NodeId>,
    /// The `try` whose `finally` does nothing but close the loop.
    guard: Option<&'a ast::StmtTry>,
}

impl<'a> Start<'a> {
    fn of(cx: &Cx<'a>, node: Node<'a>) -> Option<Self> {
        let statement = cx.nodes.statement(node.id)?;
        if !is_entry_point(cx, statement) {
            return None;
        }
        match cx.parent(node)?.ast {
            AnyNodeRef::ExprAttribute(receiver) => {
                runs_coroutine(cx, receiver)?;
                Some(Self { receiver, leftovers: Vec::new(), guard: None })
            }
            AnyNodeRef::StmtAssign(assign) => Self::after(cx, statement, assign),
            _ => None,
        }
    }

    /// The statements after `loop = asyncio.get_event_loop()`, if they are all that uses the name.
    fn after(cx: &Cx<'a>, statement: Node<'a>, assign: &'a ast::StmtAssign) -> Option<Self> {
        let [Expr::Name(name)] = &*assign.targets else { return None };
        let (suite, place) = cx.nodes.suite(statement.id)?;
        let mut following = suite[place + 1..].iter();
        let runner = following.next()?;
        let mut leftovers = vec![statement.id];
        let (receiver, guard) = match runner {
            Stmt::Try(guard) => {
                let ([body], [close]) = (&*guard.body, &*guard.finalbody) else { return None };
                let closes = is_close(close, name) && guard.orelse.is_empty();
                (closes.then(|| run_until_complete(body))??, Some(guard))
            }
            plain => (run_until_complete(plain)?, None),
        };
        runs_coroutine(cx, receiver)?;
        let mut uses = 1 + usize::from(guard.is_some());
        if guard.is_none()
            && let Some(close) = following.next().filter(|next| is_close(next, name))
        {
            leftovers.push(cx.nodes.id_of(close));
            uses += 1;
        }
        let scope = cx.scope_of(name);
        let owner = cx.scopes().lookup(scope, name.id.as_str())?;
        let is_own = matches!(&*receiver.value, Expr::Name(loop_) if loop_.id == name.id)
            && cx.scopes().bindings_of(owner, name.id.as_str()).count() == 1
            && cx.references(owner, name.id.as_str()).count() == uses;
        is_own.then_some(Self { receiver, leftovers, guard })
    }

    fn replace(&self, cx: &Cx<'a>, fix: &mut FixBuilder<'a>, node: Node<'a>) -> Build {
        if is_used_elsewhere(cx, node) {
            return Err("other synchronous code of this file uses the loop too".to_owned());
        }
        fix.lower_safety(Safety::Unsafe, NEW_LOOP);
        let run = cx.name(fix, node, "asyncio", "run")?;
        for leftover in &self.leftovers {
            fix.remove_statement(*leftover);
        }
        if let Some(guard) = self.guard {
            if guard.handlers.is_empty() {
                return self.replace_guard(cx, fix, guard, &run);
            }
            fix.replace_range(
                clean_up(cx, guard).ok_or("a clean-up starts with `finally`")?,
                Template::new(),
            );
        }
        fix.replace(cx.node(self.receiver).id, Precedence::CallAttribute, Template::new().text(run));
        Ok(())
    }

    /// Puts the call in the place of the whole `try`.
    fn replace_guard(
        &self,
        cx: &Cx<'a>,
        fix: &mut FixBuilder<'a>,
        guard: &'a ast::StmtTry,
        run: &str,
    ) -> Build {
        let statement = guard.body[0].range();
        let target = cx.slice(TextRange::new(statement.start(), self.receiver.start()));
        let arguments = TextRange::new(self.receiver.end(), statement.end());
        if !cx.slice(arguments).ends_with(')') || target.contains('(') {
            return Err("the call is written in parentheses".to_owned());
        }
        if cx.slice(arguments).contains('\n') {
            return Err("the lines of the call would keep the indentation of the `try`".to_owned());
        }
        let guard = cx.node(guard).id;
        fix.replace_statements(guard, guard, Template::new().text(format!("{target}{run}")).hole(arguments));
        Ok(())
    }
}

/// The lines of a `finally` clause.
fn clean_up(cx: &Cx, guard: &ast::StmtTry) -> Option<TextRange> {
    let close = guard.finalbody.first()?.start();
    let is_clause = |token: &&Token| token.kind() == TokenKind::Finally && token.end() <= close;
    let clause = cx.document.tokens().iter().rev().find(is_clause)?;
    Some(TextRange::new(cx.document.line_start(clause.start()), cx.document.next_line(guard.end())))
}

/// Whether synchronous code fetches or sets a loop anywhere but at `node`: it would miss the loop that `asyncio.run` closes.
fn is_used_elsewhere<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    cx.nodes.iter().filter(|other| *other != node && cx.async_function(*other).is_none()).any(|other| {
        cx.qualified_call(other).is_some_and(|(_, name)| {
            matches!(name.segments(), ["asyncio", ..]) && name.last().ends_with("_event_loop")
        })
    })
}

/// Whether no loop runs where the statement does: it stands at module level, alone or under a condition such as
/// `__name__ == "__main__"`, or in a function called `main`.
fn is_entry_point<'a>(cx: &Cx<'a>, statement: Node<'a>) -> bool {
    let Some(parent) = cx.parent(statement) else { return false };
    match parent.ast {
        AnyNodeRef::ModModule(_) => true,
        AnyNodeRef::StmtIf(_) => {
            cx.parent(parent).is_some_and(|outer| matches!(outer.ast, AnyNodeRef::ModModule(_)))
        }
        AnyNodeRef::StmtFunctionDef(def) => {
            matches!(def.name.as_str(), "main" | "_main")
                && cx.parent(parent).is_some_and(|outer| matches!(outer.ast, AnyNodeRef::ModModule(_)))
        }
        _ => false,
    }
}

/// The `loop.run_until_complete` of a statement that is this call, assigns it or returns it.
fn run_until_complete(statement: &Stmt) -> Option<&ast::ExprAttribute> {
    let value = match statement {
        Stmt::Expr(statement) => &statement.value,
        Stmt::Assign(statement) => &statement.value,
        Stmt::Return(statement) => statement.value.as_ref()?,
        _ => return None,
    };
    match &**value {
        Expr::Call(call) => call.func.as_attribute_expr(),
        _ => None,
    }
}

/// A call in an argument that may make a coroutine of another file, for a loop to run.
fn runs_known_coroutine(file: FileAnalysis<'_>) -> bool {
    let facts = file.facts();
    file.calls().any(|call| {
        let is_run = matches!(facts.term(file.program().call(call).callee), Term::Attribute(_, name)
            if name == Name::constant("run_until_complete"));
        is_run && file.calls().any(|call| {
            file.program().call(call).context.has(CallContext::ARGUMENT) && file.may_make_coroutine(call)
        })
    })
}

/// Nothing, if `receiver` is called as `….run_until_complete(f(…))` with a coroutine function.
fn runs_coroutine<'a>(cx: &Cx<'a>, receiver: &'a ast::ExprAttribute) -> Option<()> {
    let AnyNodeRef::ExprCall(runner) = cx.parent(cx.node(receiver))?.ast else { return None };
    let [Expr::Call(coroutine)] = &*runner.arguments.args else { return None };
    let is_run = receiver.attr.as_str() == "run_until_complete" && runner.arguments.keywords.is_empty();
    let is_coroutine =
        cx.called_coroutine_function(coroutine).is_some() || is_legacy_coroutine(cx, &coroutine.func);
    (is_run && is_coroutine).then_some(())
}

/// Whether a function of this file is a generator that `asyncio.coroutine` alone decorates.
fn is_legacy_coroutine<'a>(cx: &Cx<'a>, callee: &'a Expr) -> bool {
    let Some(function) = cx.called_function(callee) else { return false };
    let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return false };
    matches!(&*def.decorator_list, [only] if cx.names(&only.expression, "asyncio.coroutine"))
}

fn is_close(statement: &Stmt, name: &ast::ExprName) -> bool {
    let Stmt::Expr(statement) = statement else { return false };
    let Expr::Call(call) = &*statement.value else { return false };
    let Expr::Attribute(method) = &*call.func else { return false };
    call.arguments.is_empty()
        && method.attr.as_str() == "close"
        && matches!(&*method.value, Expr::Name(loop_) if loop_.id == name.id)
}
