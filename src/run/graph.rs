//! The call graph around a function, for people and tools: who runs whom, with colours, effects and places.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::conditions::{Words, conditions_of};
use super::outcome::Problem;
use super::places::Sources;
use super::project::{Job, Project};
use crate::facts::FunctionTraits;
use crate::program::graph_view::{CallEdges, Node, Reach, View};
use crate::program::{CallId, Colour, FileId, Program};
use crate::source::{Location, Source};
use crate::syntax::{TextLen, TextSize};

pub use crate::program::SymbolError;
pub use crate::program::graph_view::{Direction, EdgeKind};

/// How many nodes are shown: more than this nobody can read, and few tools can draw.
const NODES: usize = 1000;

/// What is asked of the graph.
#[derive(Debug, Clone)]
pub struct Question {
    /// The function's dotted name, or an end of it.
    pub symbol: String,
    /// Which way the graph is followed.
    pub direction: Direction,
    /// How many calls away; `None` for all.
    pub depth: Option<usize>,
}

/// The graph around a function.
#[derive(Debug, Clone)]
pub struct CallGraph {
    /// What was asked for.
    pub symbol: String,
    /// Which way the graph was followed.
    pub direction: Direction,
    /// How many of the first nodes the name stands for.
    pub roots: usize,
    /// The nodes, the nearest first.
    pub nodes: Vec<GraphNode>,
    /// The edges, in the order of the files.
    pub edges: Vec<GraphEdge>,
    /// How many more nodes there are.
    pub omitted: usize,
}

/// Something that runs or is run.
#[derive(Debug, Clone)]
pub struct GraphNode {
    /// The dotted name.
    pub name: String,
    /// What it is.
    pub kind: GraphNodeKind,
    /// How it blocks: the categories' names in their order, the hardest first.
    pub blocks: Vec<&'static str>,
    /// Whether it awaits something itself.
    pub suspends: bool,
    /// Where it is defined; `None` for a library's.
    pub place: Option<GraphPlace>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphNodeKind {
    /// A function, with the name of its colour.
    Function(&'static str),
    /// A module's own code.
    Module,
    /// A library's function or class that blocks.
    Library,
}

/// One runs another.
#[derive(Debug, Clone)]
pub struct GraphEdge {
    /// Who runs it, by its place among the nodes.
    pub from: usize,
    /// What is run, by its place among the nodes.
    pub to: usize,
    /// How.
    pub kind: EdgeKind,
    /// What must hold for it, as the source would ask; empty where nothing is known.
    pub conditions: Vec<String>,
    /// The call.
    pub place: Option<GraphPlace>,
}

/// A place in a file.
#[derive(Debug, Clone)]
pub struct GraphPlace {
    /// The file as the user sees it.
    pub path: PathBuf,
    /// Where in it.
    pub location: Location,
}

/// Links the program of these files and follows its calls from a function. Also gives the files that could not be read
/// or parsed, which are not in the graph.
///
/// # Errors
/// The name does not say which function is meant.
pub fn graph(
    project: &Project<'_>,
    jobs: &[Job],
    question: &Question,
) -> (Result<CallGraph, SymbolError>, Vec<(PathBuf, Problem)>) {
    let (analysis, files, problems) = project.understand(jobs);
    let program = &analysis.program;
    let edges = CallEdges::new(program, &analysis.graph);
    let found = program.find_symbol(&question.symbol, &edges).map(|roots| {
        let reach = Reach { depth: question.depth, nodes: NODES.max(roots.len()) };
        let view = edges.around(&roots, question.direction, reach);
        let sources = Sources::unchanged(project, jobs, &files);
        let shown = Shown { program, edges: &edges, sources: &sources };
        shown.call_graph(question, roots.len(), &view)
    });
    (found, problems)
}

struct Shown<'p> {
    program: &'p Program,
    edges: &'p CallEdges,
    sources: &'p Sources<'p>,
}

impl Shown<'_> {
    fn call_graph(&self, question: &Question, roots: usize, view: &View) -> CallGraph {
        let ids: FxHashMap<Node, usize> =
            view.nodes.iter().enumerate().map(|(id, node)| (*node, id)).collect();
        let sources = self.guarded_files(view);
        let words: FxHashMap<FileId, Words<'_>> =
            sources.iter().map(|(file, source)| (*file, Words::new(source.text.as_str()))).collect();
        let conditions = |call: CallId| {
            words.get(&call.file).map(|words| conditions_of(self.program, call, words)).unwrap_or_default()
        };
        let edges = view.edges.iter().map(|edge| GraphEdge {
            from: ids[&edge.from],
            to: ids[&edge.to],
            kind: edge.kind,
            conditions: conditions(edge.call),
            place: self.place(
                edge.call.file,
                self.program.file(edge.call.file).facts.positions.calls[edge.call.index as usize].0,
            ),
        });
        CallGraph {
            symbol: question.symbol.clone(),
            direction: question.direction,
            roots,
            nodes: view.nodes.iter().map(|node| self.node(*node)).collect(),
            edges: edges.collect(),
            omitted: view.omitted,
        }
    }

    /// The files with calls that are made under conditions.
    fn guarded_files(&self, view: &View) -> FxHashMap<FileId, Arc<Source>> {
        let guarded = view.edges.iter().filter(|edge| !self.program.conditions_of(edge.call).is_empty());
        let mut files: Vec<FileId> = guarded.map(|edge| edge.call.file).collect();
        files.sort_unstable();
        files.dedup();
        files.into_iter().filter_map(|file| Some((file, self.sources.get(file, self.program)?))).collect()
    }

    fn node(&self, node: Node) -> GraphNode {
        let program = self.program;
        let (kind, place, suspends) = match node {
            Node::Function(function) => {
                let facts = &program.file(function.file).facts;
                let offset = facts.positions.functions[function.index as usize].0;
                let suspends = program.function(function).traits.has(FunctionTraits::SUSPENDS);
                let colour = colour_name(program.shape(function).colour);
                (GraphNodeKind::Function(colour), self.place(function.file, offset), suspends)
            }
            Node::Module(file) => (GraphNodeKind::Module, self.place(file, 0), false),
            Node::Library(_) => (GraphNodeKind::Library, None, false),
        };
        let name = match (program.node_name(node), &place) {
            (name, Some(place)) if name.is_empty() => place.path.to_string_lossy().into_owned(),
            (name, _) => name,
        };
        let blocks = self.edges.blocks(node).iter().map(crate::catalog::Category::name).collect();
        GraphNode { name, kind, blocks, suspends, place }
    }

    fn place(&self, file: FileId, offset: u32) -> Option<GraphPlace> {
        let source = self.sources.get(file, self.program)?;
        let offset = TextSize::new(offset);
        (offset <= source.text.as_str().text_len())
            .then(|| GraphPlace { path: source.path.clone(), location: source.location(offset) })
    }
}

/// A colour as people call it.
fn colour_name(colour: Colour) -> &'static str {
    match colour {
        Colour::Pending | Colour::Unknown => "unknown",
        Colour::Sync => "sync",
        Colour::Async => "async",
        Colour::Generator => "generator",
        Colour::AsyncGenerator => "async generator",
        Colour::Context => "context manager",
        Colour::AsyncContext => "async context manager",
    }
}
