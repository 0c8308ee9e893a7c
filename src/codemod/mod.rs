//! Codemods: rewrites written in Python, as a pair of functions `before` and `after`.
//!
//! A codemod is one Python file. [`load`] reads it, [`pattern`] compiles the body of each `before`, [`template`] that of
//! each `after`; their parameters are **holes** ([`hole`]), and their imports say what names mean. [`index`] tells which
//! codemods may match at a node, [`matching`] finds what the holes stand for, and [`rewrite`] builds the fix. [`example`]
//! runs the examples of a codemod's own page.
//!
//! Nothing of a codemod is ever executed: it is read, as every other file is.

mod caught;
pub mod error;
pub mod example;
mod header;
pub mod hole;
pub mod index;
pub mod library;
mod load;
mod matching;
mod own;
pub mod pattern;
mod rewrite;
mod template;
mod uses;

pub use error::CodemodError;
pub use index::{Index, Search};
pub use load::load;

use crate::edit::Safety;
use crate::model::Flavour;
use crate::rule::{Cx, Finding, Rule};
use crate::syntax::{AnyNodeRef, Node, Precedence, PythonVersion, Ranged as _};
use hole::Hole;
use matching::{Found, Taken};
use pattern::{LocalIndex, Part, Pattern};
use template::Replacement;

/// A codemod: the rule that it is to the rest of asyncfix, and its pairs.
pub struct Codemod {
    /// Its code, name and safety.
    pub rule: Rule,
    /// Its page: the docstring, in Markdown.
    pub page: String,
    /// What a finding says.
    pub message: String,
    /// What its fix does, in the imperative; the first line of the page unless said.
    pub title: String,
    /// The oldest Python for which its fixes are as safe as it says; below, they are unsafe.
    pub safe_from: Option<PythonVersion>,
    /// Why its fixes are not safe, in one clause.
    pub reason: Option<String>,
    /// The oldest Python that its result runs on.
    pub requires_python: Option<PythonVersion>,
    /// The async library that its result runs on; whichever the file is written for unless said.
    pub runs_on: Option<Flavour>,
    /// What its result needs installed, as requirements.
    pub dependencies: Vec<String>,
    /// Its pairs, in the order of the file.
    pub pairs: Vec<Pair>,
}

/// A `before`, with its `after` if it has one.
pub struct Pair {
    /// What follows `before` in the function's name; empty for `before` itself.
    pub name: String,
    /// The parameters.
    pub holes: Vec<Hole>,
    /// The names that it binds, as the codemod spells them: those of `before`, then those of `after` alone, which get a
    /// name in each match that means nothing there.
    pub locals: Vec<String>,
    /// Where the pair is about a value on the spot, `load(path).rows` in place of `file = load(path)`: the name in
    /// `locals` that the other spelling binds.
    pub on_the_spot: Option<LocalIndex>,
    /// Where it may match.
    pub place: Place,
    /// What may become of the value of what it matches.
    pub value: Use,
    /// What is looked for.
    pub pattern: Pattern,
    /// What stands in its place; `None` where a finding is all.
    pub replacement: Option<Replacement>,
}

/// Where a pattern may match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the body of a coroutine function alone: `async def before`.
    AsyncCode,
    /// Anywhere.
    Anywhere,
}

/// What may become of the value of a matched expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Nobody uses it, as the expression is a statement: `def before() -> None`.
    None,
    /// Anything.
    Anyhow,
}

/// Whether a codemod's result runs on the async library that a file is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Certain,
    /// The file is written for whichever library it is run by.
    Perhaps,
    None,
}

impl Codemod {
    /// How safe its fixes are where the code runs on `target`.
    pub fn safety_on(&self, target: PythonVersion) -> Option<Safety> {
        let is_older = self.safe_from.is_some_and(|oldest| target < oldest);
        self.rule.safety.map(|safety| if is_older { safety.min(Safety::Unsafe) } else { safety })
    }

    /// Whether this is its name or its code.
    pub fn is_called(&self, name: &str) -> bool {
        self.rule.name == name || self.rule.code == name
    }

    /// What the codemod finds at a node, by its first pair that matches.
    pub fn check<'a>(&'static self, cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
        if self.requires_python.is_some_and(|oldest| cx.options.target < oldest) {
            return None;
        }
        if (self.requires_python.is_some() || self.safe_from.is_some()) && cx.is_version_guarded(node) {
            return None;
        }
        if self.fit(cx) == Fit::None {
            return None;
        }
        // What is awaited already is not what an `await` is missing at.
        let mut is_awaited = false;
        self.pairs.iter().filter(|pair| !pair.is_of_uses()).find_map(|pair| {
            let found = matching::find(cx, pair, node).filter(|_| !is_awaited)?;
            is_awaited = pair.adds_await() && cx.parent(node).is_some_and(|parent| parent.is_expr_await());
            if is_awaited {
                return None;
            }
            let is_part = pair.is_of_any_expression() && self.is_about_statement_of(cx, node)
                || pair.is_of_name() && self.is_about_call_of(cx, node);
            (!is_part && uses::wait(cx, self, pair, node, &found))
                .then(|| rewrite::finding(cx, self, pair, node, &found))
        })
    }

    /// Whether a pair may match at a node, whatever the program knows of it.
    pub fn may_match<'a>(&'static self, cx: &Cx<'a>, node: Node<'a>) -> bool {
        let is_for_newer = self.requires_python.is_some_and(|oldest| cx.options.target < oldest);
        !is_for_newer
            && self.fit(cx) != Fit::None
            && self.pairs.iter().any(|pair| !pair.is_of_uses() && matching::may_match(cx, pair, node))
    }

    /// Whether its result runs where the file's coroutines do.
    fn fit(&self, cx: &Cx<'_>) -> Fit {
        let Some(wanted) = self.runs_on else { return Fit::Certain };
        match cx.library() {
            Some(own) if own == wanted => Fit::Certain,
            // What imports asyncio beside anyio never runs on another loop.
            Some(Flavour::Anyio) if wanted == Flavour::Asyncio && cx.has_asyncio() => Fit::Certain,
            Some(Flavour::Anyio) => Fit::Perhaps,
            _ => Fit::None,
        }
    }

    /// Whether another pair matches statements that an expression is a part of, and so is the one to speak. The code that
    /// such a pair leaves as it stands speaks for itself.
    fn is_about_statement_of<'a>(&self, cx: &Cx<'a>, node: Node<'a>) -> bool {
        let is_left = |found: &Found| {
            found.holes.iter().flatten().any(|taken| match taken {
                Taken::Statements(first, last) => {
                    let range = cx.nodes.get(*first).range().cover(cx.nodes.get(*last).range());
                    range.contains_range(node.range())
                }
                _ => false,
            })
        };
        let pairs = || {
            let main = self.pairs.iter().filter(|pair| !pair.is_of_uses());
            main.filter(|pair| matches!(pair.pattern, Pattern::Statements(_)))
        };
        let mut around = cx.nodes.ancestors(node.id).take_while(|outer| !outer.is_stmt_function_def());
        pairs().next().is_some()
            && around.any(|outer| {
                outer.is_statement()
                    && pairs()
                        .any(|pair| matching::find(cx, pair, outer).is_some_and(|found| !is_left(&found)))
            })
    }

    /// Whether another pair matches the call of a name, and so is the one to speak.
    fn is_about_call_of<'a>(&self, cx: &Cx<'a>, node: Node<'a>) -> bool {
        let call = cx.parent(node).filter(|parent| match parent.ast {
            AnyNodeRef::ExprCall(call) => cx.node(&*call.func).id == node.id,
            _ => false,
        });
        let is_of_call = |pair: &&Pair| matches!(pair.pattern, Pattern::Expression(Part::Call(_)));
        let mut pairs = self.pairs.iter().filter(|pair| !pair.is_of_uses()).filter(is_of_call);
        call.is_some_and(|call| pairs.any(|pair| matching::find(cx, pair, call).is_some()))
    }
}

impl Pair {
    /// Whether it is about a name, whatever is done with it.
    fn is_of_name(&self) -> bool {
        matches!(self.pattern, Pattern::Expression(Part::Named(_)))
    }

    /// Whether it rewrites what belongs to another pair's match, and nothing by itself: uses of a name that it binds, or
    /// exceptions that are caught around it.
    pub fn is_of_uses(&self) -> bool {
        self.holes.iter().any(|hole| hole.is_bound() || hole.is_caught())
    }

    /// Whether its expression becomes one that is awaited.
    fn adds_await(&self) -> bool {
        let becomes = self.replacement.as_ref().and_then(|replacement| replacement.precedence);
        matches!(self.pattern, Pattern::Expression(_)) && becomes == Some(Precedence::Await)
    }

    /// Whether it is about an expression that a pair of statements may know better: one on the spot, or one that is only
    /// reported.
    fn is_of_any_expression(&self) -> bool {
        let is_expression = matches!(self.pattern, Pattern::Expression(_));
        is_expression && (self.on_the_spot.is_some() || self.replacement.is_none())
    }
}
