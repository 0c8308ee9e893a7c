//! Chains: from a call in async code through sync functions to a call that blocks; and which of them are one finding.
//!
//! A call from async code into a function that blocks is one finding, at that call, with its shortest chain. Where more
//! than a handful of such calls end in one leaf, the repair is at the leaf, or at the last function that all their
//! chains pass: one finding there stands for all of them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::callee::CallId;
use super::effects::{Categories, Edge, Graph, Leaf};
use super::{FunctionId, Program};
use crate::facts::{FunctionTraits, Name, Operation};

/// How many calls from async code one leaf may be reached from before the finding moves to the leaf.
pub const SITES_LIMIT: usize = 5;

/// A step of a chain: in `function`, the call that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The function.
    pub function: FunctionId,
    /// The call in it.
    pub call: CallId,
}

/// A call from async code into a sync function that blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The call in async code, or the one that hands a callback to the loop.
    pub site: CallId,
    /// Who makes the call in async code.
    pub entry: Entry,
    /// From the first sync function to the one that makes the blocking call.
    pub steps: Vec<Step>,
    /// The blocking call.
    pub leaf: Leaf,
}

/// How a chain starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A call in a coroutine.
    Coroutine(FunctionId),
    /// A function that the loop calls.
    Callback(FunctionId),
}

/// A place that many chains come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Where all chains meet: the function's call that goes on to the leaf.
    pub place: Step,
    /// The steps from there to the leaf, that one first.
    pub steps: Vec<Step>,
    /// The blocking call.
    pub leaf: Leaf,
    /// The calls from async code, in the order of the files.
    pub sites: Vec<CallId>,
    /// How many coroutines and callbacks make them.
    pub coroutines: usize,
}

/// All chains of a program.
#[derive(Debug, Default)]
pub struct Chains {
    /// One for each call from async code that is a finding of its own.
    pub chains: FxHashMap<CallId, Chain>,
    /// The places that stand for many, by their call.
    pub meetings: FxHashMap<CallId, Meeting>,
}

/// How a function comes to a leaf: by which of its calls, and what that runs.
#[derive(Debug, Clone, Copy)]
enum Witness {
    Leaf(usize),
    Calls(CallId, FunctionId),
}

impl Chains {
    /// Finds the chains whose leaves are of these categories. Calls for which `is_accepted` says so are neither leaves
    /// nor parts of a chain nor findings: their author has silenced them.
    pub fn new(
        program: &Program,
        graph: &Graph,
        categories: Categories,
        is_accepted: impl Fn(CallId) -> bool,
    ) -> Chains {
        let edges: Vec<Edge> = graph.edges.iter().filter(|edge| !is_accepted(edge.call)).copied().collect();
        let mut leaves: Vec<Leaf> = graph
            .leaves
            .iter()
            .filter(|leaf| categories.contains(leaf.blocking.category) && !is_accepted(leaf.call))
            .copied()
            .collect();
        let search = Search { program, callers: callers(program, &edges), graph };
        let mut chains = Chains::default();
        loop {
            let witnesses = search.witnesses(&leaves);
            let found = search.sites(&witnesses, &leaves, &edges);
            let mut by_leaf: FxHashMap<CallId, Vec<&Chain>> = FxHashMap::default();
            for chain in &found {
                by_leaf.entry(chain.leaf.call).or_default().push(chain);
            }
            let crowded: FxHashSet<CallId> = by_leaf
                .iter()
                .filter(|(_, chains)| chains.len() > SITES_LIMIT)
                .map(|(leaf, _)| *leaf)
                .collect();
            for leaf in &crowded {
                let meeting = meeting(&by_leaf[leaf]);
                chains.meetings.insert(meeting.place.call, meeting);
            }
            if crowded.is_empty() {
                chains.chains = found.into_iter().map(|chain| (chain.site, chain)).collect();
                return chains;
            }
            // What reaches another leaf besides is looked at again without this one.
            leaves.retain(|leaf| !crowded.contains(&leaf.call));
        }
    }
}

/// For each sync function the edges that lead to it.
fn callers(program: &Program, edges: &[Edge]) -> FxHashMap<FunctionId, Vec<Edge>> {
    let mut callers: FxHashMap<FunctionId, Vec<Edge>> = FxHashMap::default();
    for edge in edges {
        if !program.function(edge.callee).traits.has(FunctionTraits::ASYNC) {
            callers.entry(edge.callee).or_default().push(*edge);
        }
    }
    callers
}

struct Search<'p> {
    program: &'p Program,
    graph: &'p Graph,
    callers: FxHashMap<FunctionId, Vec<Edge>>,
}

impl Search<'_> {
    /// For every sync function that blocks, the first call of its shortest chain.
    fn witnesses(&self, leaves: &[Leaf]) -> FxHashMap<FunctionId, Witness> {
        let mut witnesses: FxHashMap<FunctionId, Witness> = FxHashMap::default();
        let mut frontier: Vec<FunctionId> = Vec::new();
        // What is called says more than what entering or iterating over its result does.
        let is_call = |leaf: &Leaf| self.program.call(leaf.call).operation == Operation::Call;
        let calls = leaves.iter().enumerate().filter(|(_, leaf)| is_call(leaf));
        let others = leaves.iter().enumerate().filter(|(_, leaf)| !is_call(leaf));
        for (index, leaf) in calls.chain(others) {
            let Some(function) = self.program.call(leaf.call).function else { continue };
            let function = FunctionId { file: leaf.call.file, index: function };
            if self.is_async(function) || witnesses.contains_key(&function) {
                continue;
            }
            witnesses.insert(function, Witness::Leaf(index));
            frontier.push(function);
        }
        while !frontier.is_empty() {
            let mut next: Vec<Edge> = Vec::new();
            for function in &frontier {
                let callers = self.callers.get(function).map_or(&[][..], Vec::as_slice);
                let new = callers
                    .iter()
                    .filter(|edge| !witnesses.contains_key(&edge.caller) && !self.is_async(edge.caller));
                next.extend(new);
            }
            next.sort_unstable_by_key(|edge| (edge.caller, edge.call, edge.callee));
            next.dedup_by_key(|edge| edge.caller);
            frontier.clear();
            for edge in next {
                witnesses.insert(edge.caller, Witness::Calls(edge.call, edge.callee));
                frontier.push(edge.caller);
            }
        }
        witnesses
    }

    fn is_async(&self, function: FunctionId) -> bool {
        self.program.function(function).traits.has(FunctionTraits::ASYNC)
    }

    /// Whether a method is one of a future's, which async code asks for its result once that is there.
    fn asks_for_result(&self, function: FunctionId) -> bool {
        let function = self.program.function(function);
        function.class.is_some()
            && [Name::constant("result"), Name::constant("exception")].contains(&function.key)
    }

    /// One chain for each call from async code that blocks: its shortest.
    fn sites(
        &self,
        witnesses: &FxHashMap<FunctionId, Witness>,
        leaves: &[Leaf],
        edges: &[Edge],
    ) -> Vec<Chain> {
        let mut found: Vec<Chain> = Vec::new();
        let mut places: FxHashMap<CallId, usize> = FxHashMap::default();
        let mut add = |chain: Chain| match places.get(&chain.site) {
            Some(place) if found[*place].steps.len() <= chain.steps.len() => {}
            Some(place) => found[*place] = chain,
            None => {
                places.insert(chain.site, found.len());
                found.push(chain);
            }
        };
        for edge in
            edges.iter().filter(|edge| self.is_async(edge.caller) && !self.asks_for_result(edge.callee))
        {
            if let Some((steps, leaf)) = self.follow(edge.callee, witnesses, leaves) {
                add(Chain { site: edge.call, entry: Entry::Coroutine(edge.caller), steps, leaf });
            }
        }
        for callback in &self.graph.callbacks {
            if let Some((steps, leaf)) = self.follow(callback.function, witnesses, leaves) {
                let entry = Entry::Callback(callback.function);
                add(Chain { site: callback.call, entry, steps, leaf });
            }
        }
        found.sort_unstable_by_key(|chain| chain.site);
        found
    }

    fn follow(
        &self,
        function: FunctionId,
        witnesses: &FxHashMap<FunctionId, Witness>,
        leaves: &[Leaf],
    ) -> Option<(Vec<Step>, Leaf)> {
        let mut steps = Vec::new();
        let mut current = function;
        loop {
            match witnesses.get(&current)? {
                Witness::Leaf(index) => {
                    let leaf = leaves[*index];
                    steps.push(Step { function: current, call: leaf.call });
                    return Some((steps, leaf));
                }
                Witness::Calls(call, callee) => {
                    steps.push(Step { function: current, call: *call });
                    current = *callee;
                }
            }
        }
    }
}

/// The finding that stands for chains with one leaf: at the first step that all of them share.
fn meeting(chains: &[&Chain]) -> Meeting {
    let first = chains[0];
    let shared = (0..first.steps.len())
        .find(|place| {
            let step = first.steps[*place];
            chains.iter().all(|chain| chain.steps.contains(&step))
        })
        .unwrap_or(first.steps.len() - 1);
    let coroutines: FxHashSet<FunctionId> = chains
        .iter()
        .map(|chain| match chain.entry {
            Entry::Coroutine(function) | Entry::Callback(function) => function,
        })
        .collect();
    Meeting {
        place: first.steps[shared],
        steps: first.steps[shared..].to_vec(),
        leaf: first.leaf,
        sites: chains.iter().map(|chain| chain.site).collect(),
        coroutines: coroutines.len(),
    }
}
