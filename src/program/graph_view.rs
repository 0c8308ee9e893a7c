//! The call graph around a function as people look at it: who runs whom and how, which library calls block, and where
//! the way ends because the work goes to a thread.
//!
//! [`Graph`] keeps what chains need. Here the rest is added: coroutines, generators, modules' own code, and the calls
//! that end a chain. None of it is made for a check.

use std::collections::VecDeque;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::callee::{CallId, Callee};
use super::effects::{Categories, Graph, Target};
use super::{FileId, FunctionId, Origin, Program, Value};
use crate::facts::{Call, CallContext, Operation};

/// Something that runs or is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A function of the project or of an installed library.
    Function(FunctionId),
    /// The code of a module and of its classes' bodies.
    Module(FileId),
    /// A library's function or class that blocks.
    Library(Target),
}

/// How one runs the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// Before the call returns.
    Call,
    /// As a coroutine that is awaited there.
    Await,
    /// As a coroutine that is not awaited there: a task, an argument, a value that is returned.
    Coroutine,
    /// As a generator or context manager that is iterated over or entered elsewhere.
    Generator,
    /// Later, on the event loop.
    Callback,
    /// In another thread: what is run does not stop the loop.
    Thread,
    /// Only where no event loop runs, by a check of the thread or of the loop.
    OffLoop,
}

impl EdgeKind {
    /// Whether the way ends here: nothing behind it stops the event loop by this call.
    pub fn is_cut(self) -> bool {
        matches!(self, EdgeKind::Thread | EdgeKind::OffLoop)
    }

    /// Whether who calls has to wait until what is called has blocked.
    fn carries(self) -> bool {
        matches!(self, EdgeKind::Call | EdgeKind::Await | EdgeKind::Coroutine)
    }
}

/// One runs the other by a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ViewEdge {
    /// Who runs it.
    pub from: Node,
    /// By which call.
    pub call: CallId,
    /// What is run.
    pub to: Node,
    /// How.
    pub kind: EdgeKind,
}

/// Which way the graph is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To what a function runs.
    Callees,
    /// To what runs a function.
    Callers,
}

/// How far the graph is followed.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// How many calls away; `None` for all.
    pub depth: Option<usize>,
    /// How many nodes at most. The nearest are kept.
    pub nodes: usize,
}

/// The part of the graph around some nodes.
#[derive(Debug, Default)]
pub struct View {
    /// The nodes, the nearest first.
    pub nodes: Vec<Node>,
    /// The edges by which they were reached, in the order of the files.
    pub edges: Vec<ViewEdge>,
    /// How many more nodes there are within the depth.
    pub omitted: usize,
}

/// All edges of a program, and what every node comes to.
pub struct CallEdges {
    /// In the order of the files.
    edges: Vec<ViewEdge>,
    /// Places among the edges, by whom they lead to.
    by_callee: FxHashMap<Node, Vec<usize>>,
    blocks: FxHashMap<Node, Categories>,
}

impl CallEdges {
    /// Looks at every call of the project.
    pub fn new(program: &Program, graph: &Graph) -> CallEdges {
        let files: Vec<FileId> = program.first_party().map(|(id, _)| id).collect();
        let found: Vec<Found> = files.into_par_iter().map(|file| program.shown_edges(file)).collect();
        let (mut edges, mut blocks) = (Vec::new(), FxHashMap::default());
        for found in found {
            edges.extend(found.edges);
            found.libraries.into_iter().for_each(|(node, category)| add(&mut blocks, node, category));
        }
        for leaf in &graph.leaves {
            let to = Node::Library(leaf.target);
            edges.push(ViewEdge {
                from: program.caller(leaf.call),
                call: leaf.call,
                to,
                kind: EdgeKind::Call,
            });
            add(&mut blocks, to, Categories::of(|category| category == leaf.blocking.category));
        }
        edges.extend(graph.edges.iter().map(|edge| ViewEdge {
            from: Node::Function(edge.caller),
            call: edge.call,
            to: Node::Function(edge.callee),
            kind: EdgeKind::Call,
        }));
        edges.extend(graph.callbacks.iter().map(|callback| ViewEdge {
            from: program.caller(callback.call),
            call: callback.call,
            to: Node::Function(callback.function),
            kind: EdgeKind::Callback,
        }));
        edges.par_sort_unstable();
        edges.dedup();
        drop_made_and_run(&mut edges);
        let mut by_callee: FxHashMap<Node, Vec<usize>> = FxHashMap::default();
        for (place, edge) in edges.iter().enumerate() {
            by_callee.entry(edge.to).or_default().push(place);
        }
        let mut all = CallEdges { edges, by_callee, blocks };
        all.spread_blocks();
        all
    }

    /// How a node blocks: what it comes to by calls and coroutines, without threads and callbacks.
    pub fn blocks(&self, node: Node) -> Categories {
        self.blocks.get(&node).copied().unwrap_or_default()
    }

    /// The library functions and classes that something runs.
    pub fn libraries(&self) -> Vec<Node> {
        let mut libraries: Vec<Node> =
            self.by_callee.keys().copied().filter(|node| matches!(node, Node::Library(_))).collect();
        libraries.sort_unstable();
        libraries
    }

    /// The graph around some nodes. A node behind a cut edge is shown and not followed.
    pub fn around(&self, roots: &[Node], direction: Direction, reach: Reach) -> View {
        let mut view = View::default();
        let mut shown: FxHashSet<Node> = FxHashSet::default();
        let mut omitted: FxHashSet<Node> = FxHashSet::default();
        let mut followed: FxHashSet<Node> = FxHashSet::default();
        let mut queue: VecDeque<(Node, usize)> = VecDeque::new();
        for root in roots {
            if shown.insert(*root) {
                view.nodes.push(*root);
                followed.insert(*root);
                queue.push_back((*root, 0));
            }
        }
        while let Some((node, depth)) = queue.pop_front() {
            if reach.depth.is_some_and(|most| depth >= most) {
                continue;
            }
            for edge in self.edges_at(node, direction) {
                let next = match direction {
                    Direction::Callees => edge.to,
                    Direction::Callers => edge.from,
                };
                if !shown.contains(&next) {
                    if view.nodes.len() >= reach.nodes {
                        omitted.insert(next);
                    } else {
                        shown.insert(next);
                        view.nodes.push(next);
                    }
                }
                if shown.contains(&next) && shown.contains(&node) {
                    view.edges.push(*edge);
                }
                if !edge.kind.is_cut() && followed.insert(next) {
                    queue.push_back((next, depth + 1));
                }
            }
        }
        view.omitted = omitted.len();
        view.edges.sort_unstable();
        view
    }

    fn edges_at(&self, node: Node, direction: Direction) -> Vec<&ViewEdge> {
        match direction {
            Direction::Callees => {
                let first = self.edges.partition_point(|edge| edge.from < node);
                self.edges[first..].iter().take_while(|edge| edge.from == node).collect()
            }
            Direction::Callers => {
                let places = self.by_callee.get(&node).map_or(&[][..], Vec::as_slice);
                places.iter().map(|place| &self.edges[*place]).collect()
            }
        }
    }

    /// Tells callers what those they wait for block by, until nobody learns anything new.
    fn spread_blocks(&mut self) {
        let mut due: Vec<Node> = self.blocks.keys().copied().collect();
        while let Some(node) = due.pop() {
            let own = self.blocks(node);
            let places = self.by_callee.get(&node).map_or(&[][..], Vec::as_slice);
            for edge in places.iter().map(|place| self.edges[*place]).filter(|edge| edge.kind.carries()) {
                let known = self.blocks.entry(edge.from).or_default();
                let more = known.union(own);
                if more != *known {
                    *known = more;
                    due.push(edge.from);
                }
            }
        }
    }
}

/// What one file adds beyond what chains need.
#[derive(Default)]
struct Found {
    edges: Vec<ViewEdge>,
    /// Library functions behind cut edges, which are no leaves, and how they block.
    libraries: Vec<(Node, Categories)>,
}

impl Program {
    /// Who makes a call.
    fn caller(&self, id: CallId) -> Node {
        let function = self.call(id).function;
        function.map_or(Node::Module(id.file), |index| Node::Function(FunctionId { file: id.file, index }))
    }

    fn shown_edges(&self, file: FileId) -> Found {
        let mut found = Found::default();
        let calls = &self.file(file).facts.calls;
        for (index, call) in (0..).zip(calls) {
            if call.context.has(CallContext::TYPE_CHECKING.with(CallContext::LAZY)) {
                continue;
            }
            let id = CallId { file, index };
            for callee in self.callees(id) {
                self.show_callee(id, call, callee, &mut found);
                self.show_threads(id, call, callee, &mut found);
            }
        }
        found
    }

    fn show_callee(&self, id: CallId, call: &Call, callee: Callee, found: &mut Found) {
        let is_off_loop = call.context.has(CallContext::OFF_LOOP);
        let from = self.caller(id);
        if is_off_loop && let Some(leaf) = self.leaf_of(id, call, callee) {
            let to = Node::Library(leaf.target);
            found.edges.push(ViewEdge { from, call: id, to, kind: EdgeKind::OffLoop });
            let category = leaf.blocking.category;
            found.libraries.push((to, Categories::of(|other| other == category)));
        }
        let (function, kind) = match callee {
            // The others are edges of the graph.
            Callee::Runs(function) if is_off_loop || call.function.is_none() => (function, EdgeKind::Call),
            Callee::MakesCoroutine(function) if self.shape(function).is_offloaded => {
                (function, EdgeKind::Thread)
            }
            Callee::MakesCoroutine(function) if is_awaited(call) => (function, EdgeKind::Await),
            Callee::MakesCoroutine(function) => (function, EdgeKind::Coroutine),
            Callee::Makes(function) => (function, EdgeKind::Generator),
            Callee::Runs(_) | Callee::Constructs(_) => return,
        };
        if self.file(function.file).origin == Origin::Stub {
            return;
        }
        let kind = if is_off_loop { EdgeKind::OffLoop } else { kind };
        found.edges.push(ViewEdge { from, call: id, to: Node::Function(function), kind });
    }

    /// What a call runs of its arguments in other threads.
    fn show_threads(&self, id: CallId, call: &Call, callee: Callee, found: &mut Found) {
        let marks = match callee {
            Callee::Constructs(class) => self.class_marks(class),
            Callee::Runs(function) | Callee::Makes(function) | Callee::MakesCoroutine(function) => {
                self.marks(function)
            }
        };
        let Some(marks) = marks else { return };
        let arguments = self.file(id.file).facts.arguments(call);
        for parameter in &marks.offloads {
            let Some(argument) = self.argument_for(arguments, callee, *parameter, id) else { continue };
            let (Value::Function(function) | Value::Method(function) | Value::Partial(function)) =
                self.value(id.file, argument.value)
            else {
                continue;
            };
            let to = if self.file(function.file).origin == Origin::Stub {
                let Some(blocking) = self.marks(function).and_then(|marks| marks.blocking) else { continue };
                let to = Node::Library(Target::Function(function));
                found.libraries.push((to, Categories::of(|category| category == blocking.category)));
                to
            } else {
                Node::Function(function)
            };
            found.edges.push(ViewEdge { from: self.caller(id), call: id, to, kind: EdgeKind::Thread });
        }
    }
}

fn is_awaited(call: &Call) -> bool {
    call.context.has(CallContext::AWAITED)
        || matches!(call.operation, Operation::EnterAsync | Operation::IterateAsync)
}

/// A generator that is made and iterated over, or entered, in the same function is one edge: what runs it.
fn drop_made_and_run(edges: &mut Vec<ViewEdge>) {
    let run: FxHashSet<(Node, Node)> = edges
        .iter()
        .filter(|edge| matches!(edge.kind, EdgeKind::Call | EdgeKind::Await))
        .map(|edge| (edge.from, edge.to))
        .collect();
    edges.retain(|edge| edge.kind != EdgeKind::Generator || !run.contains(&(edge.from, edge.to)));
}

fn add(blocks: &mut FxHashMap<Node, Categories>, node: Node, categories: Categories) {
    let known = blocks.entry(node).or_default();
    *known = known.union(categories);
}
