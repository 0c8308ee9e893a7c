//! Exceptions that are caught around what a codemod rewrites. What raised `requests.Timeout` raises `httpx.TimeoutException`
//! afterwards, so an `except` clause that nobody rewrites would let it pass.
//!
//! A pair with a hole `error: Caught` says what becomes of a class of the old library. An `except` clause is rewritten where
//! nothing else in its `try` block can raise what it catches; everything that is not certain withholds the fix.

use rustc_hash::FxHashSet;

use super::hole::Hole;
use super::matching::{self, Found, Taken};
use super::pattern::{Part, Pattern};
use super::rewrite::{Writer, head};
use super::{Codemod, Pair};
use crate::edit::{FixBuilder, Piece, Template};
use crate::model::ClassRef;
use crate::rule::{Build, Cx};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeKind, Ranged, TextRange, TextSize, ast};

/// What a fix knows of the code: the places that it rewrites, and what stands in their holes, of which it knows nothing.
#[derive(Debug, Default)]
pub struct Known {
    places: Vec<TextRange>,
    holes: Vec<TextRange>,
}

impl Known {
    /// Adds a match.
    pub fn add<'a>(&mut self, cx: &Cx<'a>, pair: &Pair, found: &Found, node: Node<'a>) {
        self.places.push(head(cx, node));
        for (hole, taken) in pair.holes.iter().zip(&found.holes) {
            match taken {
                Some(Taken::Expression(id)) if !hole.is_bound() => {
                    self.holes.push(cx.nodes.get(*id).range());
                }
                Some(Taken::Arguments(all)) => {
                    self.holes.extend(all.iter().map(|id| cx.nodes.get(*id).range()));
                }
                _ => {}
            }
        }
    }

    /// Whether code belongs to a place, and not to what stands in one of its holes.
    pub fn covers(&self, code: &impl Ranged) -> bool {
        let smallest = |ranges: &[TextRange]| {
            let around = ranges.iter().filter(|range| range.contains_range(code.range()));
            around.map(|range| range.len()).min()
        };
        smallest(&self.places)
            .is_some_and(|place| smallest(&self.holes).is_none_or(|hole: TextSize| place <= hole))
    }
}

/// Rewrites the `except` clauses around the places that a fix rewrites.
///
/// # Errors
/// A clause around them may catch something else afterwards.
pub fn rewrite<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, codemod: &'static Codemod, known: &Known) -> Build {
    let pairs: Vec<(&str, &'static Pair)> =
        codemod.pairs.iter().filter_map(|pair| Some((caught_class(pair)?, pair))).collect();
    if pairs.is_empty() {
        return Ok(());
    }
    let mut clauses = Clauses { cx, fix, pairs, known };
    for statement in cx.nodes.iter() {
        match statement.ast {
            AnyNodeRef::StmtTry(node) => clauses.rewrite(node)?,
            AnyNodeRef::StmtWith(with) => clauses.check_with(with)?,
            _ => {}
        }
    }
    Ok(())
}

/// The class that a pair is about, where it is one about what is caught. A line before it is code that the `try` block has to
/// hold for the pair to be the one.
fn caught_class(pair: &Pair) -> Option<&str> {
    let is_about = pair.holes.iter().any(Hole::is_caught);
    match &pair.pattern {
        Pattern::Expression(Part::Named(name)) if is_about => Some(name),
        Pattern::Statements(parts) if is_about => match inner(parts.last()?)? {
            Part::Named(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// The code that a pair wants in the `try` block.
fn wanted(pair: &Pair) -> Option<&Part> {
    match &pair.pattern {
        Pattern::Statements(parts) => inner(parts.first()?),
        Pattern::Expression(_) => None,
    }
}

/// The expression that a statement consists of.
fn inner(part: &Part) -> Option<&Part> {
    match part {
        Part::Node(node) if node.kind == NodeKind::StmtExpr => node.children.first(),
        _ => None,
    }
}

struct Clauses<'w, 'a> {
    cx: &'w Cx<'a>,
    fix: &'w mut FixBuilder<'a>,
    pairs: Vec<(&'static str, &'static Pair)>,
    known: &'w Known,
}

impl<'a> Clauses<'_, 'a> {
    fn rewrite(&mut self, node: &'a ast::StmtTry) -> Build {
        if !self.holds_place(&node.body) {
            return Ok(());
        }
        let mut is_changed = false;
        for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
            let Some(caught) = handler.type_.as_deref() else { continue };
            let is_tuple = caught.is_tuple_expr();
            let classes = match caught {
                Expr::Tuple(tuple) => &tuple.elts[..],
                single => std::slice::from_ref(single),
            };
            let mut is_of_library = false;
            for class in classes {
                is_of_library |= self.rewrite_class(class, is_tuple, &node.body)?;
            }
            if is_of_library && let Some(name) = &handler.name {
                self.check_uses(handler, name.as_str())?;
            }
            is_changed |= is_of_library;
        }
        if is_changed { self.check_others(&node.body) } else { Ok(()) }
    }

    /// Whether a place stands in a block, and runs there.
    fn holds_place(&self, body: &[ast::Stmt]) -> bool {
        let (Some(first), Some(last)) = (body.first(), body.last()) else { return false };
        let range = first.range().cover(last.range());
        self.known.places.iter().any(|place| range.contains_range(*place))
    }

    /// Whether a block holds code like a part of a pair's pattern, where the fix knows it.
    fn holds_code(&self, body: &'a [ast::Stmt], pair: &Pair, code: &Part) -> bool {
        body.iter()
            .flat_map(|statement| self.cx.nodes.subtree(self.cx.node(statement).id))
            .any(|node| self.known.covers(&node) && matching::is_like(self.cx, pair, code, node))
    }

    /// Rewrites a class that is caught; whether a pair is about it.
    fn rewrite_class(&mut self, class: &'a Expr, is_in_tuple: bool, body: &'a [ast::Stmt]) -> Build<bool> {
        let text = self.cx.slice(class.range());
        let unknown = || format!("the codemod does not know what `except {text}` catches afterwards");
        let name = self.cx.qualified(class).ok_or_else(unknown)?;
        let segments = name.segments();
        let (Some(root), Some(last)) = (segments.first(), segments.last()) else { return Err(unknown()) };
        // A library hands out its exceptions from several modules.
        let is_about = |dotted: &str| {
            dotted.split('.').next() == Some(*root) && dotted.rsplit('.').next() == Some(*last)
        };
        let is_wanted = |pair: &Pair| wanted(pair).is_none_or(|code| self.holds_code(body, pair, code));
        let pair = self.pairs.iter().find(|(dotted, pair)| is_about(dotted) && is_wanted(pair));
        let pair = pair.map(|(_, pair)| *pair);
        let Some(pair) = pair else {
            return if is_of_python(root) { Ok(false) } else { Err(unknown()) };
        };
        let Some(replacement) = &pair.replacement else { return Ok(true) };
        let node = self.cx.node(class);
        let found = Found { holes: vec![None; pair.holes.len()], locals: Vec::new(), statements: None };
        let mut writer = Writer {
            cx: self.cx,
            fix: self.fix,
            known: self.known,
            pair,
            found: &found,
            node,
            used: FxHashSet::default(),
        };
        let template = writer.template(&replacement.pieces)?;
        let precedence = replacement.precedence.ok_or_else(unknown)?;
        let template = if is_in_tuple { without_parentheses(template) } else { template };
        self.fix.replace(node.id, precedence, template);
        Ok(true)
    }

    /// The attributes of the old library's exceptions are not those of the new one's.
    fn check_uses(&self, handler: &'a ast::ExceptHandlerExceptHandler, name: &str) -> Build {
        let inside =
            handler.body.iter().flat_map(|statement| self.cx.nodes.subtree(self.cx.node(statement).id));
        for node in inside {
            let AnyNodeRef::ExprAttribute(attribute) = node.ast else { continue };
            if matches!(&*attribute.value, Expr::Name(used) if used.id.as_str() == name) {
                let shown = self.cx.slice(node.range());
                return Err(format!("the codemod does not know what `{shown}` becomes"));
            }
        }
        Ok(())
    }

    /// What else the block does must not raise what is no longer caught.
    fn check_others(&self, body: &'a [ast::Stmt]) -> Build {
        let inside = body.iter().flat_map(|statement| self.cx.nodes.subtree(self.cx.node(statement).id));
        for node in inside {
            if self.may_raise(node) && !self.known.covers(&node) {
                let shown = self.cx.slice(node.range()).lines().next().unwrap_or_default();
                return Err(format!(
                    "`{shown}` may raise what the `except` clause around it no longer catches"
                ));
            }
        }
        Ok(())
    }

    fn may_raise(&self, node: Node<'a>) -> bool {
        match node.ast {
            AnyNodeRef::ExprCall(call) => !self.is_harmless(&call.func),
            AnyNodeRef::ExprName(_) | AnyNodeRef::ExprAttribute(_) => self.is_of_library(node),
            _ => false,
        }
    }

    /// Whether what is called belongs to Python itself, or is a method of its types as far as anybody can tell.
    fn is_harmless(&self, callee: &'a Expr) -> bool {
        if let Some(name) = self.cx.qualified(callee) {
            return name.segments().first().is_some_and(|root| is_of_python(root));
        }
        let Expr::Attribute(attribute) = callee else { return false };
        let is_of_known_type = self.cx.type_of(&attribute.value).is_some_and(|known| match known {
            ClassRef::External(name) => name.segments().first().is_some_and(|root| is_of_python(root)),
            ClassRef::Local(_) => false,
        });
        is_of_known_type || HARMLESS_METHODS.contains(&attribute.attr.as_str())
    }

    fn is_of_library(&self, node: Node<'a>) -> bool {
        let Some(name) = self.cx.qualified_node(node) else { return false };
        let Some(root) = name.segments().first() else { return false };
        !is_of_python(root) && self.pairs.iter().any(|(dotted, _)| dotted.split('.').next() == Some(*root))
    }

    /// `with suppress(requests.Timeout):` catches, too.
    fn check_with(&self, with: &'a ast::StmtWith) -> Build {
        if !self.holds_place(&with.body) {
            return Ok(());
        }
        for item in &with.items {
            let inside = self.cx.nodes.subtree(self.cx.node(&item.context_expr).id);
            for node in inside {
                let is_read = matches!(node.ast, AnyNodeRef::ExprName(_) | AnyNodeRef::ExprAttribute(_));
                if is_read && self.is_of_library(node) && !self.known.covers(&node) {
                    let shown = self.cx.slice(item.context_expr.range());
                    return Err(format!("the codemod does not know what `{shown}` catches afterwards"));
                }
            }
        }
        Ok(())
    }
}

/// Whether a module belongs to Python, and raises nothing of a library.
fn is_of_python(root: &str) -> bool {
    PYTHON.contains(&root)
}

/// The modules of Python that coroutines use most.
const PYTHON: &[&str] = &[
    "asyncio",
    "base64",
    "builtins",
    "collections",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "functools",
    "hashlib",
    "hmac",
    "io",
    "itertools",
    "json",
    "logging",
    "math",
    "operator",
    "os",
    "pathlib",
    "random",
    "re",
    "secrets",
    "shutil",
    "socket",
    "ssl",
    "string",
    "struct",
    "sys",
    "tempfile",
    "textwrap",
    "time",
    "traceback",
    "typing",
    "urllib",
    "uuid",
    "warnings",
    "xml",
    "zipfile",
    "zlib",
];

/// Methods of strings, lists, dictionaries and loggers whose names nothing that talks to a server has.
const HARMLESS_METHODS: &[&str] = &[
    "append",
    "debug",
    "decode",
    "encode",
    "endswith",
    "error",
    "exception",
    "extend",
    "format",
    "info",
    "isoformat",
    "items",
    "keys",
    "lower",
    "lstrip",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "upper",
    "values",
    "warning",
];

/// A tuple's elements, to stand in another tuple.
fn without_parentheses(mut template: Template) -> Template {
    let is_enclosed = matches!(template.pieces.first(), Some(Piece::Text(text)) if text.starts_with('('))
        && matches!(template.pieces.last(), Some(Piece::Text(text)) if text.ends_with(')'));
    if is_enclosed {
        if let Some(Piece::Text(text)) = template.pieces.first_mut() {
            text.remove(0);
        }
        if let Some(Piece::Text(text)) = template.pieces.last_mut() {
            text.pop();
        }
    }
    template
}
