//! What stands in a pattern's place: the body of an `after`, compiled.

use smallvec::SmallVec;

use super::hole::{Hole, HoleIndex, Takes};
use super::own::own;
use super::pattern::{Compiler, LocalIndex, Meaning, Refusal};
use crate::edit::Document;
use crate::edit::Slot;
use crate::edit::demand::demand;
use crate::syntax::tokens::significant_before;
use crate::syntax::{
    AnyNodeRef, Node, NodeId, Precedence, Ranged as _, Stmt, TextRange, TokenKind, ast, suites,
};

/// The code of an `after`.
#[derive(Debug)]
pub struct Replacement {
    /// Its pieces, in their order.
    pub pieces: Vec<Piece>,
    /// Where it is the pattern itself but for what stands around holes: what becomes of each of them. The rest stays as it
    /// is written.
    pub wraps: Vec<Wrap>,
    /// Whether it is `pass` alone: the statements go, and the engine keeps a block from being empty.
    pub is_nothing: bool,
    /// How tightly it binds; `None` for statements.
    pub precedence: Option<Precedence>,
    /// Where it is one statement around a block that stays as it is: the pieces of its head, without the colon.
    pub head: Option<Vec<Piece>>,
    /// Where it is an expression on the spot: the head of the block that goes around the statement, without the colon.
    pub around: Option<Vec<Piece>>,
    /// Whether it awaits, itself or by `async with` and `async for`.
    pub awaits: bool,
    /// The holes in the order in which they are evaluated.
    pub order: Vec<HoleIndex>,
    /// The holes that are evaluated in a function of their own, not here.
    pub deferred: Vec<HoleIndex>,
}

/// What becomes of a hole in its place.
#[derive(Debug)]
pub struct Wrap {
    /// The hole.
    pub hole: HoleIndex,
    /// What stands there, with the hole in it.
    pub pieces: Vec<Piece>,
    /// How tightly that binds.
    pub precedence: Precedence,
}

/// A piece of the code.
#[derive(Debug)]
pub enum Piece {
    /// Text. The lines after the first are indented from the statement that is replaced.
    Text(String),
    /// What a hole took, at a place that demands parentheses of some expressions.
    Hole(HoleIndex, Slot),
    /// The statements that a hole took, so many levels deeper than before.
    Statements(HoleIndex, usize),
    /// A name of another module.
    Name(ImportedName),
    /// A name that the pattern binds.
    Local(LocalIndex),
    /// An attribute whose name a hole took: the object, and the hole.
    Member(Vec<Piece>, HoleIndex),
    /// The arguments of a call, with its parentheses.
    Arguments(Vec<ArgumentPiece>),
}

/// A name of another module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedName {
    /// The dotted module.
    pub module: String,
    /// What is taken from it, dotted; `None` for the module.
    pub member: Option<String>,
    /// Whether the codemod imports it by `from module import member`.
    pub is_taken: bool,
}

/// An argument of a call.
#[derive(Debug)]
pub enum ArgumentPiece {
    /// By position.
    Positional(Vec<Piece>),
    /// By name.
    Keyword(String, Vec<Piece>),
    /// What is left of the arguments.
    Rest(HoleIndex),
    /// The elements of what a hole took.
    Elements(HoleIndex),
}

/// Compiles the body of an `after`.
///
/// # Errors
/// A name that is nothing, or no hole of `before`; code that cannot be put anywhere.
pub fn replacement<'a>(
    compiler: &mut Compiler<'_, 'a>,
    document: &Document<'a>,
    body: &'a [Stmt],
    depths: &[Option<usize>],
) -> Result<Replacement, Refusal> {
    let mut writer = Writer { depths, ..Writer::new(compiler, document, body) };
    let whole = match body {
        [Stmt::Expr(only)] if !writer.compiler.is_statements_hole(&only.value) => only.value.range(),
        _ => writer.whole,
    };
    let pieces = writer.pieces_of(whole)?;
    let precedence = match body {
        [Stmt::Expr(only)] if !writer.compiler.is_statements_hole(&only.value) => {
            Some(Precedence::from_expr(&only.value))
        }
        _ => None,
    };
    let (order, deferred) = (std::mem::take(&mut writer.order), std::mem::take(&mut writer.deferred));
    let head = writer.head(body)?;
    let awaits = awaits(compiler, body);
    let is_nothing = matches!(body, [Stmt::Pass(_)]);
    Ok(Replacement {
        pieces,
        wraps: Vec::new(),
        is_nothing,
        precedence,
        head,
        around: None,
        awaits,
        order,
        deferred,
    })
}

/// What `name = value` becomes where the value is used on the spot: the value of an `after` that is such an assignment
/// itself, or a block around one.
pub fn on_the_spot<'a>(
    compiler: &mut Compiler<'_, 'a>,
    document: &Document<'a>,
    body: &'a [Stmt],
) -> Result<Option<Replacement>, Refusal> {
    let (block, inner) = match body {
        [only @ Stmt::With(with)] => (Some(only), &with.body[..]),
        _ => (None, body),
    };
    let [Stmt::Assign(assign)] = inner else { return Ok(None) };
    let mut writer = Writer::new(compiler, document, body);
    let around = match block {
        Some(block) => {
            let colon = significant_before(document.parsed.tokens(), assign.start());
            let Some(colon) = colon.filter(|token| token.kind() == TokenKind::Colon) else { return Ok(None) };
            Some(writer.pieces_of(TextRange::new(block.start(), colon.start()))?)
        }
        None => None,
    };
    let pieces = writer.pieces_of(assign.value.range())?;
    let (order, deferred) = (std::mem::take(&mut writer.order), std::mem::take(&mut writer.deferred));
    let precedence = Some(Precedence::from_expr(&assign.value));
    let awaits = awaits(compiler, body);
    Ok(Some(Replacement {
        pieces,
        wraps: Vec::new(),
        is_nothing: false,
        precedence,
        head: None,
        around,
        awaits,
        order,
        deferred,
    }))
}

fn awaits<'a>(compiler: &Compiler<'_, 'a>, body: &'a [Stmt]) -> bool {
    let nodes = &compiler.model.nodes;
    body.iter().any(|statement| {
        nodes.subtree(nodes.id_of(statement)).any(|node| match node.ast {
            AnyNodeRef::ExprAwait(_) => true,
            AnyNodeRef::StmtWith(with) => with.is_async,
            AnyNodeRef::StmtFor(each) => each.is_async,
            AnyNodeRef::Comprehension(part) => part.is_async,
            _ => false,
        })
    })
}

/// How deep a statements' hole lies below the first statement of a body, for each hole.
pub fn depths<'a>(compiler: &Compiler<'_, 'a>, body: &'a [Stmt]) -> Vec<Option<usize>> {
    let nodes = &compiler.model.nodes;
    let mut depths = vec![None; compiler.holes.len()];
    for statement in body {
        for node in nodes.subtree(nodes.id_of(statement)) {
            let AnyNodeRef::StmtExpr(only) = node.ast else { continue };
            let Some(hole) = statements_hole(compiler, only) else { continue };
            let blocks = |id: NodeId| nodes.ancestors(id).filter(|ancestor| ancestor.is_statement()).count();
            depths[hole] = Some(blocks(node.id) - blocks(nodes.id_of(statement)));
        }
    }
    depths
}

/// What an `after` puts around holes, where it is the same expression as its `before` apart from that.
///
/// # Errors
/// As [`replacement`].
pub fn wraps<'a>(
    compiler: &mut Compiler<'_, 'a>,
    document: &Document<'a>,
    before: &'a [Stmt],
    after: &'a [Stmt],
) -> Result<Vec<Wrap>, Refusal> {
    let body = after;
    let ([Stmt::Expr(before)], [Stmt::Expr(after)]) = (before, body) else { return Ok(Vec::new()) };
    let nodes = &compiler.model.nodes;
    let mut places = Vec::new();
    if !differ_around_holes(compiler, nodes.node(&*before.value), nodes.node(&*after.value), &mut places) {
        return Ok(Vec::new());
    }
    let mut wraps = Vec::with_capacity(places.len());
    for (hole, place) in places {
        let Some(expr) = place.as_expr_ref() else { return Ok(Vec::new()) };
        let mut writer = Writer::new(compiler, document, body);
        let pieces = writer.pieces_of(place.range())?;
        if writer.order != [hole] || !writer.deferred.is_empty() {
            return Ok(Vec::new());
        }
        wraps.push(Wrap { hole, pieces, precedence: Precedence::from_expr_ref(expr) });
    }
    Ok(wraps)
}

/// Whether two expressions are the same but for what the second has at holes of the first, which are added to `places`.
fn differ_around_holes<'a>(
    compiler: &Compiler<'_, 'a>,
    before: Node<'a>,
    after: Node<'a>,
    places: &mut Vec<(HoleIndex, Node<'a>)>,
) -> bool {
    let nodes = &compiler.model.nodes;
    if let AnyNodeRef::ExprName(name) = before.ast {
        let is_it = |hole: &Hole| hole.name == name.id.as_str() && hole.takes == Takes::Expression;
        let is_same = matches!(after.ast, AnyNodeRef::ExprName(other) if other.id == name.id);
        if let Some(hole) = compiler.holes.iter().position(is_it).filter(|_| !is_same && name.ctx.is_load()) {
            let is_first = places.iter().all(|(known, _)| *known != hole);
            places.push((hole, after));
            return is_first && after.as_expr_ref().is_some();
        }
    }
    let (Some(first), Some(second)) = (own(before.ast), own(after.ast)) else { return false };
    if first != second || nodes.kind(before.id) != nodes.kind(after.id) {
        return false;
    }
    let (mut all, mut others) = (nodes.children(before.id), nodes.children(after.id));
    loop {
        match (all.next(), others.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if differ_around_holes(compiler, one, other, places) => {}
            _ => return false,
        }
    }
}

/// Whether a body is one statement around a block that is a hole, so that a block of another kind may keep it as it stands.
pub fn is_block_alone<'a>(compiler: &Compiler<'_, 'a>, body: &'a [Stmt]) -> bool {
    let [only] = body else { return false };
    let blocks: SmallVec<[&[Stmt]; 3]> =
        suites(AnyNodeRef::from(only)).into_iter().filter(|block| !block.is_empty()).collect();
    let is_hole = |statement: &'a Stmt| match statement {
        Stmt::Expr(only) => statements_hole(compiler, only).is_some(),
        _ => false,
    };
    matches!(blocks[..], [[inner]] if is_hole(inner))
}

fn statements_hole<'a>(compiler: &Compiler<'_, 'a>, only: &'a ast::StmtExpr) -> Option<HoleIndex> {
    let ast::Expr::Name(name) = &*only.value else { return None };
    compiler.holes.iter().position(|hole| hole.name == name.id.as_str() && hole.takes == Takes::Statements)
}

struct Writer<'w, 'm, 'a> {
    compiler: &'w mut Compiler<'m, 'a>,
    document: &'w Document<'a>,
    whole: TextRange,
    /// Where the nodes of the body begin and end, so that a long file of codemods is not searched for each piece.
    span: (NodeId, NodeId),
    /// How far the first statement is indented in the codemod's file.
    base: usize,
    /// How deep the holes for statements lie in `before`.
    depths: &'w [Option<usize>],
    order: Vec<HoleIndex>,
    deferred: Vec<HoleIndex>,
}

impl<'w, 'm, 'a> Writer<'w, 'm, 'a> {
    fn new(compiler: &'w mut Compiler<'m, 'a>, document: &'w Document<'a>, body: &'a [Stmt]) -> Self {
        let (Some(first), Some(last)) = (body.first(), body.last()) else {
            unreachable!("a function has a body");
        };
        let whole = TextRange::new(first.start(), last.end());
        let nodes = &compiler.model.nodes;
        let span = (nodes.id_of(first), nodes.end(nodes.id_of(last)));
        let base = document.slice(TextRange::new(document.line_start(first.start()), first.start())).len();
        Self { compiler, document, whole, span, base, depths: &[], order: Vec::new(), deferred: Vec::new() }
    }

    /// The pieces of a range that starts and ends with whole nodes.
    fn pieces_of(&mut self, range: TextRange) -> Result<Vec<Piece>, Refusal> {
        let mut pieces = Vec::new();
        let mut done = range.start();
        let nodes = &self.compiler.model.nodes;
        let inside: Vec<Node<'a>> = nodes
            .between(self.span.0, self.span.1)
            .filter(|node| range.contains_range(node.range()) && !node.range().is_empty())
            .collect();
        for node in inside {
            if node.start() < done && node.start() != range.start() || node.end() <= done {
                continue;
            }
            let Some(piece) = self.piece(node)? else { continue };
            self.text(&mut pieces, TextRange::new(done, node.start()));
            pieces.push(piece);
            done = node.end();
        }
        self.text(&mut pieces, TextRange::new(done, range.end()));
        Ok(pieces)
    }

    /// The piece that a node is as a whole, if it is more than text and children.
    fn piece(&mut self, node: Node<'a>) -> Result<Option<Piece>, Refusal> {
        match node.ast {
            AnyNodeRef::ExprName(_) | AnyNodeRef::ExprAttribute(_) => match self.compiler.meaning(node)? {
                Some(Meaning::Hole(hole)) => Ok(Some(self.hole(hole, node))),
                Some(Meaning::Local(local)) => Ok(Some(Piece::Local(local))),
                Some(Meaning::Named(name)) => Ok(self.name(&name, node).map(Piece::Name)),
                None => self.member(node),
            },
            AnyNodeRef::StmtExpr(only) => match statements_hole(self.compiler, only) {
                Some(hole) => self.statements(hole, node).map(Some),
                None => Ok(None),
            },
            AnyNodeRef::Arguments(arguments) => {
                let is_call =
                    self.compiler.model.nodes.parent(node.id).is_some_and(|parent| parent.is_expr_call());
                if is_call { self.arguments(arguments).map(Some) } else { Ok(None) }
            }
            _ => Ok(None),
        }
    }

    fn member(&mut self, node: Node<'a>) -> Result<Option<Piece>, Refusal> {
        let (Some(hole), AnyNodeRef::ExprAttribute(attribute)) = (self.compiler.member(node), node.ast)
        else {
            return Ok(None);
        };
        Ok(Some(Piece::Member(self.pieces_of(attribute.value.range())?, hole)))
    }

    fn hole(&mut self, hole: HoleIndex, node: Node<'a>) -> Piece {
        self.order.push(hole);
        let nodes = &self.compiler.model.nodes;
        let is_deferred = nodes
            .ancestors(node.id)
            .take_while(|ancestor| !ancestor.is_statement())
            .any(|ancestor| ancestor.is_expr_lambda());
        if is_deferred {
            self.deferred.push(hole);
        }
        let parent = nodes.parent(node.id).map(|parent| parent.ast);
        let is_argument = matches!(parent, Some(AnyNodeRef::Arguments(_)));
        let is_bare = matches!(
            parent,
            Some(
                AnyNodeRef::StmtFor(_)
                    | AnyNodeRef::StmtAssign(_)
                    | AnyNodeRef::StmtReturn(_)
                    | AnyNodeRef::StmtExpr(_)
            )
        );
        let slot = if is_bare {
            Slot::Bare
        } else if is_argument {
            Slot::Argument
        } else {
            Slot::Place(demand(self.document, node.id))
        };
        Piece::Hole(hole, slot)
    }

    fn statements(&mut self, hole: HoleIndex, node: Node<'a>) -> Result<Piece, Refusal> {
        let indentation = node.start() - self.document.line_start(node.start());
        let depth = (indentation.to_usize() - self.base) / 4;
        let before = self.depths.get(hole).copied().flatten().unwrap_or_default();
        match depth.checked_sub(before) {
            Some(deeper @ (0 | 1)) => Ok(Piece::Statements(hole, deeper)),
            _ => Err((node.start(), "a block can stay as deep as it was, or go one level deeper".to_owned())),
        }
    }

    /// A name of another module; `None` for a builtin, which is text.
    fn name(&self, dotted: &str, node: Node<'a>) -> Option<ImportedName> {
        (!dotted.starts_with("builtins.")).then(|| self.compiler.imported(dotted, node))
    }

    fn arguments(&mut self, arguments: &'a ast::Arguments) -> Result<Piece, Refusal> {
        let mut pieces = Vec::new();
        for argument in arguments.iter_source_order() {
            pieces.push(match argument {
                ast::ArgOrKeyword::Arg(ast::Expr::Starred(starred)) => {
                    if let Some(hole) = self.expression_hole(&starred.value) {
                        self.order.push(hole);
                        pieces.push(ArgumentPiece::Elements(hole));
                        continue;
                    }
                    let hole = self.compiler.rest(&starred.value, Takes::Positional, "*args")?;
                    self.order.push(hole);
                    ArgumentPiece::Rest(hole)
                }
                ast::ArgOrKeyword::Arg(value) => ArgumentPiece::Positional(self.pieces_of(value.range())?),
                ast::ArgOrKeyword::Keyword(ast::Keyword { arg: Some(name), value, .. }) => {
                    ArgumentPiece::Keyword(name.to_string(), self.pieces_of(value.range())?)
                }
                ast::ArgOrKeyword::Keyword(keyword) => {
                    let hole = self.compiler.rest(&keyword.value, Takes::Keywords, "**kwargs")?;
                    self.order.push(hole);
                    ArgumentPiece::Rest(hole)
                }
            });
        }
        Ok(Piece::Arguments(pieces))
    }

    /// The hole for one expression that a name is.
    fn expression_hole(&self, expr: &ast::Expr) -> Option<HoleIndex> {
        let ast::Expr::Name(name) = expr else { return None };
        let is_it = |hole: &Hole| hole.name == name.id.as_str() && hole.takes == Takes::Expression;
        self.compiler.holes.iter().position(is_it)
    }

    /// The head of the only statement, if its block is a hole that stays as deep as it was.
    fn head(&mut self, body: &'a [Stmt]) -> Result<Option<Vec<Piece>>, Refusal> {
        let [only] = body else { return Ok(None) };
        let block = match only {
            Stmt::With(with) => &with.body,
            Stmt::For(each) if each.orelse.is_empty() => &each.body,
            _ => return Ok(None),
        };
        let [Stmt::Expr(inner)] = &block[..] else { return Ok(None) };
        let Some(hole) = statements_hole(self.compiler, inner) else { return Ok(None) };
        if self.depths.get(hole).copied().flatten() != Some(1) {
            return Ok(None);
        }
        let colon = significant_before(self.document.parsed.tokens(), inner.start());
        let Some(colon) = colon.filter(|token| token.kind() == TokenKind::Colon) else { return Ok(None) };
        let pieces = self.pieces_of(TextRange::new(only.start(), colon.start()))?;
        Ok(Some(pieces))
    }

    fn text(&self, pieces: &mut Vec<Piece>, range: TextRange) {
        if range.is_empty() {
            return;
        }
        let text = self.document.slice(range);
        let mut lines = text.split('\n');
        let mut dedented = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            let indented = line.len() - line.trim_start_matches(' ').len();
            dedented.push('\n');
            dedented.push_str(&line[indented.min(self.base)..]);
        }
        pieces.push(Piece::Text(dedented));
    }
}
