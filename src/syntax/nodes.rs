//! The tree laid flat: every node in the order of the source, with its parent and the extent of its subtree.
//!
//! A [`NodeId`] is a position in that order, so a subtree is a range of identifiers, an ancestor has a smaller one,
//! and "what comes before in this function" is a comparison. Identifiers (plain names in definitions) have no node.

use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal};
use ruff_text_size::{Ranged, TextRange};

use super::{AnyNodeRef, HasNodeIndex, NodeKind, Parsed, ast};

/// A node's position in source order. Valid for the tree it came from and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The module.
    pub const ROOT: NodeId = NodeId(0);

    /// The position as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).expect("a text has fewer nodes than bytes, and at most 4 GiB of them"))
    }
}

/// A node with its identifier. Dereferences to the tree's node, so `node.as_expr_call()` and the like work.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    /// Its position.
    pub id: NodeId,
    /// The parser's node.
    pub ast: AnyNodeRef<'a>,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Ranged for Node<'_> {
    fn range(&self) -> TextRange {
        self.ast.range()
    }
}

impl<'a> std::ops::Deref for Node<'a> {
    type Target = AnyNodeRef<'a>;

    fn deref(&self) -> &AnyNodeRef<'a> {
        &self.ast
    }
}

/// All nodes of one tree.
pub struct Nodes<'a> {
    all: Vec<Entry<'a>>,
}

/// A node and where it stands among the others.
struct Entry<'a> {
    ast: AnyNodeRef<'a>,
    kind: NodeKind,
    parent: NodeId,
    /// The first position after its subtree.
    end: NodeId,
}

impl<'a> Nodes<'a> {
    /// Lays out the tree and writes each node's position into the node itself.
    ///
    /// The tree must not be deeper than the thread's stack carries; [`with_nodes`](super::with_nodes) sees to that.
    ///
    /// # Panics
    /// If the tree is deeper than [`LIMIT`](super::nesting::LIMIT).
    pub fn new(parsed: &'a Parsed) -> Self {
        Self::within(parsed, super::nesting::LIMIT).expect("the tree is not too deep")
    }

    /// Lays out a tree that is at most `limit` levels deep; `None` if it is deeper.
    pub(super) fn within(parsed: &'a Parsed, limit: u32) -> Option<Self> {
        // Real code has about 0.54 nodes a token; where a file has more, the vector has to move.
        let guess = parsed.tokens().len() * 3 / 4 + 16;
        let all = Vec::with_capacity(guess);
        let mut flat = Flatten { nodes: Nodes { all }, parent: NodeId::ROOT, depth: 0, deepest: 0, limit };
        let module = parsed.module();
        flat.enter_node(module.into());
        flat.visit_body(&module.body);
        flat.leave_node(module.into());
        let is_within = flat.deepest <= limit;
        parsed.depth.set(if is_within { flat.deepest } else { u32::MAX });
        is_within.then_some(flat.nodes)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Never: a tree has at least its module.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The node at `id`.
    pub fn get(&self, id: NodeId) -> Node<'a> {
        Node { id, ast: self.all[id.index()].ast }
    }

    /// The position of a node of this tree.
    ///
    /// # Panics
    /// If the node belongs to another tree, such as a parsed string annotation.
    pub fn id_of(&self, node: &impl HasNodeIndex) -> NodeId {
        let index = node.node_index().load().as_u32().expect("the node is of the laid out tree");
        NodeId(index)
    }

    /// A node of this tree with its position. Panics as [`Nodes::id_of`] does.
    pub fn node(&self, node: &impl HasNodeIndex) -> Node<'a> {
        self.get(self.id_of(node))
    }

    /// The parent; the module has none.
    pub fn parent(&self, id: NodeId) -> Option<Node<'a>> {
        (id != NodeId::ROOT).then(|| self.get(self.all[id.index()].parent))
    }

    /// The parents from the nearest to the module.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = Node<'a>> + '_ {
        std::iter::successors(self.parent(id), |node| self.parent(node.id))
    }

    /// The subtree without its root, in source order.
    pub fn descendants(&self, id: NodeId) -> impl DoubleEndedIterator<Item = Node<'a>> + '_ {
        (id.index() + 1..self.end(id).index()).map(|index| self.get(NodeId::from_index(index)))
    }

    /// The subtree with its root, in source order.
    pub fn subtree(&self, id: NodeId) -> impl DoubleEndedIterator<Item = Node<'a>> + '_ {
        (id.index()..self.end(id).index()).map(|index| self.get(NodeId::from_index(index)))
    }

    /// The nodes of a run, in source order.
    pub fn between(&self, start: NodeId, end: NodeId) -> impl Iterator<Item = Node<'a>> + '_ {
        (start.index()..end.index()).map(|index| self.get(NodeId::from_index(index)))
    }

    /// The direct children, in source order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = Node<'a>> + '_ {
        let end = self.end(id);
        let first = NodeId(id.0 + 1);
        std::iter::successors((first < end).then(|| self.get(first)), move |child| {
            let next = self.end(child.id);
            (next < end).then(|| self.get(next))
        })
    }

    /// The first position after the subtree of `id`.
    pub fn end(&self, id: NodeId) -> NodeId {
        self.all[id.index()].end
    }

    /// Whether `inner` lies in the subtree of `outer`, or is it.
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        outer <= inner && inner < self.end(outer)
    }

    /// Every node in source order.
    pub fn iter(&self) -> impl Iterator<Item = Node<'a>> + '_ {
        self.all
            .iter()
            .enumerate()
            .map(|(index, entry)| Node { id: NodeId::from_index(index), ast: entry.ast })
    }

    /// The kind of a node, without a look at the tree.
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.all[id.index()].kind
    }

    /// Every node whose kind `is_wanted`, in source order.
    pub fn of_kinds(&self, is_wanted: impl Fn(NodeKind) -> bool) -> impl Iterator<Item = Node<'a>> {
        self.all
            .iter()
            .enumerate()
            .filter(move |(_, entry)| is_wanted(entry.kind))
            .map(|(index, entry)| Node { id: NodeId::from_index(index), ast: entry.ast })
    }

    /// An expression as its parent holds it; `None` for what is none, and in the places that hold no values.
    pub fn expression(&self, id: NodeId) -> Option<&'a ast::Expr> {
        let parent = self.parent(id)?;
        expressions(parent.ast).into_iter().find(|expr| self.id_of(*expr) == id)
    }

    /// The statement that `id` is part of, or is.
    pub fn statement(&self, id: NodeId) -> Option<Node<'a>> {
        if self.get(id).is_statement() {
            return Some(self.get(id));
        }
        self.ancestors(id).find(|node| node.is_statement())
    }

    /// The suite (list of sibling statements) that a statement stands in, with its place there.
    pub fn suite(&self, statement: NodeId) -> Option<(&'a [ast::Stmt], usize)> {
        let parent = self.parent(statement)?;
        suites(parent.ast).into_iter().find_map(|suite| {
            let place = suite.iter().position(|sibling| self.id_of(sibling) == statement)?;
            Some((suite, place))
        })
    }
}

/// The expressions that a node holds directly, where they are values.
fn expressions(node: AnyNodeRef<'_>) -> smallvec::SmallVec<[&ast::Expr; 4]> {
    use smallvec::smallvec;
    match node {
        AnyNodeRef::ExprAttribute(node) => smallvec![&*node.value],
        AnyNodeRef::ExprCall(node) => smallvec![&*node.func],
        AnyNodeRef::Arguments(node) => node.args.iter().collect(),
        AnyNodeRef::Keyword(node) => smallvec![&node.value],
        AnyNodeRef::ExprAwait(node) => smallvec![&*node.value],
        AnyNodeRef::ExprStarred(node) => smallvec![&*node.value],
        AnyNodeRef::ExprSubscript(node) => smallvec![&*node.value, &*node.slice],
        AnyNodeRef::ExprBinOp(node) => smallvec![&*node.left, &*node.right],
        AnyNodeRef::ExprUnaryOp(node) => smallvec![&*node.operand],
        AnyNodeRef::ExprCompare(node) => std::iter::once(&*node.left).chain(&node.comparators).collect(),
        AnyNodeRef::ExprBoolOp(node) => node.values.iter().collect(),
        AnyNodeRef::ExprIf(node) => smallvec![&*node.body, &*node.test, &*node.orelse],
        AnyNodeRef::ExprTuple(node) => node.elts.iter().collect(),
        AnyNodeRef::ExprList(node) => node.elts.iter().collect(),
        AnyNodeRef::ExprNamed(node) => smallvec![&*node.value],
        AnyNodeRef::Comprehension(node) => smallvec![&node.iter],
        AnyNodeRef::StmtExpr(node) => smallvec![&*node.value],
        AnyNodeRef::StmtAssign(node) => smallvec![&*node.value],
        AnyNodeRef::StmtReturn(node) => node.value.iter().map(|value| &**value).collect(),
        AnyNodeRef::StmtFor(node) => smallvec![&*node.iter],
        AnyNodeRef::WithItem(node) => smallvec![&node.context_expr],
        _ => smallvec![],
    }
}

/// The suites that belong to a node: bodies, `else` and `finally` blocks.
pub fn suites(node: AnyNodeRef<'_>) -> smallvec::SmallVec<[&[ast::Stmt]; 3]> {
    use smallvec::smallvec;
    match node {
        AnyNodeRef::ModModule(module) => smallvec![&*module.body],
        AnyNodeRef::StmtFunctionDef(def) => smallvec![&*def.body],
        AnyNodeRef::StmtClassDef(class) => smallvec![&*class.body],
        AnyNodeRef::StmtFor(node) => smallvec![&*node.body, &*node.orelse],
        AnyNodeRef::StmtWhile(node) => smallvec![&*node.body, &*node.orelse],
        AnyNodeRef::StmtIf(node) => smallvec![&*node.body],
        AnyNodeRef::ElifElseClause(clause) => smallvec![&*clause.body],
        AnyNodeRef::StmtWith(with) => smallvec![&*with.body],
        AnyNodeRef::StmtTry(node) => smallvec![&*node.body, &*node.orelse, &*node.finalbody],
        AnyNodeRef::ExceptHandlerExceptHandler(handler) => smallvec![&*handler.body],
        AnyNodeRef::MatchCase(case) => smallvec![&*case.body],
        _ => smallvec![],
    }
}

struct Flatten<'a> {
    nodes: Nodes<'a>,
    /// The node whose children are being entered.
    parent: NodeId,
    depth: u32,
    deepest: u32,
    limit: u32,
}

impl<'a> SourceOrderVisitor<'a> for Flatten<'a> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        let id = NodeId::from_index(self.nodes.all.len());
        node.node_index().set(ruff_python_ast::NodeIndex::from(id.0));
        self.nodes.all.push(Entry { ast: node, kind: node.kind(), parent: self.parent, end: id });
        self.parent = id;
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        if self.depth > self.limit { TraversalSignal::Skip } else { TraversalSignal::Traverse }
    }

    fn leave_node(&mut self, _: AnyNodeRef<'a>) {
        let end = NodeId::from_index(self.nodes.all.len());
        let entry = &mut self.nodes.all[self.parent.index()];
        entry.end = end;
        self.parent = entry.parent;
        self.depth -= 1;
    }

    fn visit_identifier(&mut self, _: &'a ast::Identifier) {}

    // The parts of a string are asked for through the string.
    fn visit_string_literal(&mut self, _: &'a ast::StringLiteral) {}

    fn visit_bytes_literal(&mut self, _: &'a ast::BytesLiteral) {}
}
