//! The call graph around a function: as a tree for people, as JSON for tools, and for those who draw it as DOT or
//! Mermaid.

mod drawing;
mod tree;

use std::path::Path;

use serde::Serialize;

use super::{Color, json, text};
use crate::run::graph::{CallGraph, Direction, EdgeKind, GraphEdge, GraphNode, GraphNodeKind, GraphPlace};
use crate::source::Location;

/// How a call graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// An indented tree.
    Text,
    /// An object with nodes and edges.
    Json,
    /// For Graphviz.
    Dot,
    /// For Mermaid, as Markdown pages draw it.
    Mermaid,
}

/// Writes a call graph. JSON names files absolutely, from `directory`.
pub fn render_graph(graph: &CallGraph, format: GraphFormat, color: Color, directory: &Path) -> String {
    match format {
        GraphFormat::Text => tree::render(graph, color),
        GraphFormat::Json => render_json(graph, directory),
        GraphFormat::Dot => drawing::dot(graph),
        GraphFormat::Mermaid => drawing::mermaid(graph),
    }
}

/// `sync · blocks (http, db)`.
fn properties(node: &GraphNode) -> String {
    let mut all = colour(node).to_owned();
    if node.suspends {
        all.push_str(" · suspends");
    }
    if !node.blocks.is_empty() {
        all.push_str(" · blocks (");
        all.push_str(&node.blocks.join(", "));
        all.push(')');
    }
    all
}

fn colour(node: &GraphNode) -> &'static str {
    match node.kind {
        GraphNodeKind::Function(colour) => colour,
        GraphNodeKind::Module => "module",
        GraphNodeKind::Library => "library",
    }
}

fn shown_name(node: &GraphNode) -> String {
    text::neutral(&node.name).into_owned()
}

/// `path:row`, in a notebook `path:cell N:row`.
fn shown_place(place: &GraphPlace) -> String {
    let path = text::path(&place.path);
    match place.location.cell {
        Some(cell) => format!("{path}:cell {cell}:{}", place.location.row),
        None => format!("{path}:{}", place.location.row),
    }
}

/// What people call a kind of edge.
fn kind_words(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Call => "call",
        EdgeKind::Await => "await",
        EdgeKind::Coroutine => "coroutine made",
        EdgeKind::Generator => "generator made",
        EdgeKind::Callback => "callback of the loop",
        EdgeKind::Thread => "in a thread",
        EdgeKind::OffLoop => "off the loop only",
    }
}

/// `if resolve and not cached`; nothing where no condition is known.
fn shown_conditions(edge: &GraphEdge) -> Option<String> {
    let all = edge.conditions.join(" and ");
    (!all.is_empty()).then(|| format!("if {}", text::neutral(&all)))
}

/// What programs call it.
fn kind_name(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Call => "call",
        EdgeKind::Await => "await",
        EdgeKind::Coroutine => "coroutine",
        EdgeKind::Generator => "generator",
        EdgeKind::Callback => "callback",
        EdgeKind::Thread => "thread",
        EdgeKind::OffLoop => "off-loop",
    }
}

#[derive(Serialize)]
struct Document<'a> {
    symbol: &'a str,
    direction: &'static str,
    roots: Vec<usize>,
    nodes: Vec<NodeRow<'a>>,
    edges: Vec<EdgeRow<'a>>,
    omitted: usize,
}

#[derive(Serialize)]
struct NodeRow<'a> {
    id: usize,
    name: &'a str,
    kind: &'static str,
    colour: Option<&'static str>,
    blocks: &'a [&'static str],
    suspends: bool,
    cell: Option<u32>,
    filename: Option<String>,
    location: Option<Row>,
}

#[derive(Serialize)]
struct EdgeRow<'a> {
    from: usize,
    to: usize,
    kind: &'static str,
    cut: bool,
    conditions: &'a [String],
    cell: Option<u32>,
    filename: Option<String>,
    location: Option<Row>,
}

#[derive(Serialize)]
struct Row {
    row: u32,
    column: u32,
}

impl From<Location> for Row {
    fn from(location: Location) -> Self {
        Self { row: location.row, column: location.column }
    }
}

fn render_json(graph: &CallGraph, directory: &Path) -> String {
    let filename = |place: Option<&GraphPlace>| place.map(|place| json::absolute(directory, &place.path));
    let cell = |place: Option<&GraphPlace>| place.and_then(|place| place.location.cell);
    let location = |place: Option<&GraphPlace>| place.map(|place| place.location.into());
    let nodes = graph.nodes.iter().enumerate().map(|(id, node)| NodeRow {
        id,
        name: &node.name,
        kind: match node.kind {
            GraphNodeKind::Function(_) => "function",
            GraphNodeKind::Module => "module",
            GraphNodeKind::Library => "library",
        },
        colour: match node.kind {
            GraphNodeKind::Function(colour) => Some(colour),
            GraphNodeKind::Module | GraphNodeKind::Library => None,
        },
        blocks: &node.blocks,
        suspends: node.suspends,
        cell: cell(node.place.as_ref()),
        filename: filename(node.place.as_ref()),
        location: location(node.place.as_ref()),
    });
    let edges = graph.edges.iter().map(|edge| EdgeRow {
        from: edge.from,
        to: edge.to,
        kind: kind_name(edge.kind),
        cut: edge.kind.is_cut(),
        conditions: &edge.conditions,
        cell: cell(edge.place.as_ref()),
        filename: filename(edge.place.as_ref()),
        location: location(edge.place.as_ref()),
    });
    let document = Document {
        symbol: &graph.symbol,
        direction: match graph.direction {
            Direction::Callees => "callees",
            Direction::Callers => "callers",
        },
        roots: (0..graph.roots).collect(),
        nodes: nodes.collect(),
        edges: edges.collect(),
        omitted: graph.omitted,
    };
    text::neutral_json(serde_json::to_string_pretty(&document).expect("documents have string keys")) + "\n"
}
