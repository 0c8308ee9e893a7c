//! Hoisting: statements that block become a function defined where they stand, which is offloaded whole.

use crate::edit::demand::parenthesised;
use crate::edit::{FixBuilder, Safety, Template};
use crate::model::flow::Exits;
use crate::model::{BindingKind, Excerpt};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged, Stmt, TextRange};

use super::offload::Keywords;
use super::{Build, Cx, thread_safety};

/// How many names a hoisted function gives back at most, for the result to stay readable.
const NAMES_LIMIT: usize = 3;

/// Statements that can be hoisted, and how.
#[derive(Debug, Clone)]
pub struct Hoist<'a> {
    excerpt: Excerpt<'a>,
    result: HoistResult<'a>,
    parameters: Vec<&'a str>,
    /// Why running the statements in a thread is not certainly the same; `None` where it is.
    pub doubt: Option<String>,
}

/// What the hoisted function gives back.
#[derive(Debug, Clone)]
enum HoistResult<'a> {
    Nothing,
    /// What the statements return from the function around them.
    Returned,
    /// What the last statement assigns. The ranges are the target with its operator, and the value.
    LastValue {
        statement: NodeId,
        target: TextRange,
        value: TextRange,
    },
    /// Names that are read afterwards.
    Names(Vec<&'a str>),
}

impl<'a> Cx<'a> {
    /// Judges whether statements, neighbours in one suite, can become a function that is offloaded.
    ///
    /// # Errors
    /// Why not, in one clause.
    pub fn hoist(&self, statements: &'a [Stmt]) -> Build<Hoist<'a>> {
        let excerpt = self.excerpt(statements).ok_or("the statements stand outside of functions")?;
        self.forbid_suspension(statements)?;
        self.forbid_shared_lines(statements)?;
        let exits = self.exits(statements);
        if exits.intersects(Exits::BREAK) || exits.intersects(Exits::CONTINUE) {
            return Err("the block leaves the loop around it".to_owned());
        }
        let returns = self.has_return(&excerpt);
        if returns && exits.intersects(Exits::FALL) {
            return Err("the block returns on some ways only".to_owned());
        }
        let result = if returns { self.returned(&excerpt) } else { self.assigned(&excerpt) }?;
        let target = last_assignment(statements).filter(|_| result.target_statement().is_some());
        let target = target.map(|(_, target, _)| self.nodes.id_of(target));
        let parameters = self.names_from_loops(&excerpt, target);
        let doubt = thread_safety::doubt(self, &excerpt, result.target_statement());
        Ok(Hoist { excerpt, result, parameters, doubt })
    }

    fn forbid_suspension(&self, statements: &'a [Stmt]) -> Build {
        if self.suspends(statements) {
            return Err("the block awaits while it is open".to_owned());
        }
        for statement in statements {
            for node in self.nodes.subtree(self.nodes.id_of(statement)) {
                match node.ast {
                    AnyNodeRef::ExprYield(_) | AnyNodeRef::ExprYieldFrom(_) => {
                        return Err("the block yields while it is open".to_owned());
                    }
                    AnyNodeRef::ExprCall(call) if self.needs_its_frame(&call.func) => {
                        return Err("the block looks at the function it stands in".to_owned());
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Whether a callee works only in the function it is written in: `super()`, `locals()`.
    fn needs_its_frame(&self, callee: &'a Expr) -> bool {
        self.qualified(callee).is_some_and(|name| {
            name.is_any(&[
                "builtins.super",
                "builtins.locals",
                "builtins.vars",
                "builtins.eval",
                "builtins.exec",
            ])
        })
    }

    fn has_return(&self, excerpt: &Excerpt<'a>) -> bool {
        excerpt.statements.iter().any(|statement| {
            self.nodes.subtree(self.nodes.id_of(statement)).any(|node| {
                matches!(node.ast, AnyNodeRef::StmtReturn(_))
                    && self.function_of(node.id) == Some(excerpt.function)
            })
        })
    }

    fn returned(&self, excerpt: &Excerpt<'a>) -> Build<HoistResult<'a>> {
        let names = self.moved_names(excerpt, None)?;
        if names.iter().any(|name| self.is_read_outside(excerpt, name)) {
            return Err("names that the block assigns are read outside of it".to_owned());
        }
        Ok(HoistResult::Returned)
    }

    fn assigned(&self, excerpt: &Excerpt<'a>) -> Build<HoistResult<'a>> {
        if let Some((statement, targets, value)) = last_assignment(excerpt.statements) {
            let target = self.nodes.id_of(targets);
            let names = self.moved_names(excerpt, Some(target));
            let stays_inside =
                |name: &&str| !self.is_read_outside(excerpt, name) && !self.reads(target, name);
            if names.is_ok_and(|names| names.iter().all(stays_inside)) {
                let whole = self.nodes.node(statement);
                let value = parenthesised(self.document, self.nodes.id_of(value)).unwrap_or(value.range());
                let target = TextRange::new(whole.start(), value.start());
                return Ok(HoistResult::LastValue { statement: whole.id, target, value });
            }
        }
        let names = self.moved_names(excerpt, None)?;
        let read: Vec<&'a str> =
            names.into_iter().filter(|name| self.is_read_outside(excerpt, name)).collect();
        if read.is_empty() {
            return Ok(HoistResult::Nothing);
        }
        let is_opened = |name: &&str| {
            self.scopes().bindings_of(excerpt.scope, name).any(|binding| {
                excerpt.contains(binding.node) && matches!(binding.kind, BindingKind::With { .. })
            })
        };
        if read.iter().any(is_opened) {
            return Err("what the block opens is used after it".to_owned());
        }
        if self.is_watched(excerpt) {
            return Err("names that the block assigns are read even where it raises".to_owned());
        }
        if read.len() > NAMES_LIMIT
            || !read.iter().all(|name| self.is_certainly_bound(excerpt.statements, name))
        {
            return Err("names that the block assigns are read after it".to_owned());
        }
        Ok(HoistResult::Names(read))
    }

    fn reads(&self, root: NodeId, name: &str) -> bool {
        self.nodes.subtree(root).any(|node| match node.ast {
            AnyNodeRef::ExprName(read) => read.ctx.is_load() && read.id.as_str() == name,
            _ => false,
        })
    }

    /// The names that would become the hoisted function's own.
    fn moved_names(&self, excerpt: &Excerpt<'a>, apart_from: Option<NodeId>) -> Build<Vec<&'a str>> {
        let names = self
            .names_bound_in(excerpt, apart_from)
            .ok_or("the block assigns names that do not belong to the function alone")?;
        if names
            .iter()
            .any(|name| self.is_captured(excerpt, name) || self.is_read_before_bound(excerpt, name))
        {
            return Err("the block shares names with the code around it".to_owned());
        }
        Ok(names)
    }

    /// Whether code after the statements may run although they raised.
    fn is_watched(&self, excerpt: &Excerpt<'a>) -> bool {
        self.nodes.ancestors(excerpt.first).take_while(|node| *node != excerpt.function).any(
            |node| match node.ast {
                AnyNodeRef::StmtTry(_) => true,
                AnyNodeRef::StmtWith(with) => with.items.iter().any(|item| match &item.context_expr {
                    Expr::Call(call) => self.names(&call.func, "contextlib.suppress"),
                    _ => false,
                }),
                _ => false,
            },
        )
    }

    /// Runs an expression in a thread, as [`Cx::offload_expression`] does, if all of it can move there.
    ///
    /// # Errors
    /// As [`Cx::offload`], or what in the expression cannot move.
    pub fn hoist_expression(&self, fix: &mut FixBuilder<'a>, expression: Node<'a>) -> Build {
        self.allow_hoist_of_expression(fix, expression)?;
        self.offload_expression(fix, expression)
    }

    /// Makes a list in a thread of what an expression gives, if all of it can move there.
    ///
    /// # Errors
    /// As [`Cx::hoist_expression`].
    pub fn hoist_expression_as_list(&self, fix: &mut FixBuilder<'a>, expression: Node<'a>) -> Build {
        self.allow_hoist_of_expression(fix, expression)?;
        self.offload_expression_as_list(fix, expression)
    }

    /// Whether a part of an expression works only where it stands.
    pub fn must_stay(&self, expression: Node<'a>) -> bool {
        self.nodes.subtree(expression.id).any(|node| match node.ast {
            AnyNodeRef::ExprAwait(_)
            | AnyNodeRef::ExprNamed(_)
            | AnyNodeRef::ExprYield(_)
            | AnyNodeRef::ExprYieldFrom(_) => true,
            AnyNodeRef::ExprCall(call) => self.needs_its_frame(&call.func),
            _ => false,
        })
    }

    fn allow_hoist_of_expression(&self, fix: &mut FixBuilder<'a>, expression: Node<'a>) -> Build {
        if self.must_stay(expression) {
            return Err("a part of the expression cannot move to a thread".to_owned());
        }
        let statement = self.nodes.statement(expression.id).ok_or("it stands in no statement")?;
        let (suite, place) = self.document.suite(statement.id);
        let excerpt = self.excerpt(&suite[place..=place]).ok_or("it stands outside of functions")?;
        if let Some(doubt) = thread_safety::doubt_of_expression(self, &excerpt, expression.id) {
            fix.lower_safety(Safety::Unsafe, doubt);
        }
        Ok(())
    }

    /// Defines a function of the statements and offloads it in their place.
    ///
    /// # Errors
    /// As [`Cx::offload`].
    pub fn apply_hoist(&self, fix: &mut FixBuilder<'a>, hoist: &Hoist<'a>, name: &str) -> Build {
        let (first, last) = self.ends_of(hoist.excerpt.statements);
        let offload = self.offload(fix, first, Keywords::Absent)?;
        self.distrust_cleanup(fix, hoist.excerpt.first, hoist.excerpt.end);
        if let Some(doubt) = &hoist.doubt {
            fix.lower_safety(Safety::Unsafe, doubt.clone());
        }
        let whole = first.range().cover(last.range());
        let parameters = hoist.parameters.join(", ");
        let separator = if parameters.is_empty() { "" } else { ", " };
        let call = format!("{}{name}{separator}{parameters}{}", offload.opening, offload.closing);
        let leading = if self.wants_blank_line_above(first) { "\n" } else { "" };
        let start = if leading.is_empty() { whole.start() } else { self.document.line_start(whole.start()) };
        let head = Template::new().text(format!("{leading}def {name}({parameters}):\n    "));
        let template = match &hoist.result {
            HoistResult::Nothing => head.indented(whole).text(format!("\n\n{call}")),
            HoistResult::Returned => head.indented(whole).text(format!("\n\nreturn {call}")),
            HoistResult::Names(names) => {
                let names = names.join(", ");
                head.indented(whole).text(format!("\n    return {names}\n\n{names} = {call}"))
            }
            HoistResult::LastValue { statement, target, value } => {
                let before = TextRange::new(whole.start(), self.nodes.get(*statement).start());
                let head = if before.is_empty() { head } else { head.indented(before) };
                head.text("return ").indented(*value).text("\n\n").hole(*target).text(call)
            }
        };
        fix.replace_range(TextRange::new(start, whole.end()), template.sealed());
        Ok(())
    }

    fn ends_of(&self, statements: &'a [Stmt]) -> (Node<'a>, Node<'a>) {
        (self.node(&statements[0]), self.node(&statements[statements.len() - 1]))
    }

    fn forbid_shared_lines(&self, statements: &'a [Stmt]) -> Build {
        let (first, last) = self.ends_of(statements);
        let (suite, place) = self.document.suite(last.id);
        let ends_line =
            suite.get(place + 1).is_none_or(|next| !self.document.shares_line(&suite[place], next));
        let has_lines = self.document.starts_line(first.start()) && ends_line;
        if has_lines { Ok(()) } else { Err("the statement shares its line with another".to_owned()) }
    }

    /// Whether a definition at `statement` wants a blank line above that is not there.
    fn wants_blank_line_above(&self, statement: Node<'a>) -> bool {
        let (_, place) = self.document.suite(statement.id);
        let line = self.document.line_start(statement.start()).to_usize();
        let above = self.text[..line].lines().next_back().unwrap_or_default().trim();
        place > 0
            && !above.is_empty()
            && !above.starts_with('#')
            && self.document.starts_line(statement.start())
    }

    /// A name for a function defined in the function around `node`, that means nothing there yet: `base`, or `base`
    /// with a number, counted from `taken` names that other fixes give in the same function.
    pub fn fresh_name(&self, node: Node<'a>, base: &str, taken: usize) -> String {
        let scope = self.scopes().of(node.id);
        let function = self.function_of(node.id).map_or(NodeId::ROOT, |function| function.id);
        let is_used = |name: &str| {
            self.scopes().lookup(scope, name).is_some()
                || self.nodes.descendants(function).any(|node| match node.ast {
                    AnyNodeRef::ExprName(used) => used.id.as_str() == name,
                    _ => false,
                })
        };
        let mut names =
            (1..).map(|number| if number == 1 { base.to_owned() } else { format!("{base}_{number}") });
        names.by_ref().filter(|name| !is_used(name)).nth(taken).expect("numbers do not end")
    }
}

impl HoistResult<'_> {
    /// The statement whose target stays outside the hoisted function.
    fn target_statement(&self) -> Option<NodeId> {
        match self {
            HoistResult::LastValue { statement, .. } => Some(*statement),
            _ => None,
        }
    }
}

fn last_assignment(statements: &[Stmt]) -> Option<(&Stmt, &Expr, &Expr)> {
    let last = statements.last()?;
    match last {
        Stmt::Assign(assign) => match &*assign.targets {
            [target] => Some((last, target, &assign.value)),
            _ => None,
        },
        Stmt::AnnAssign(assign) => Some((last, &assign.target, assign.value.as_deref()?)),
        Stmt::AugAssign(assign) => Some((last, &assign.target, &assign.value)),
        Stmt::With(with) => last_assignment(&with.body),
        _ => None,
    }
}
