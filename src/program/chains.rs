//! Chains: from a call in async code through sync functions to a call that blocks; and which of them are one finding.
//!
//! A call from async code into a function that blocks is one finding, at that call, with its shortest chain. Where more
//! than a handful of such calls end in one leaf, the repair is at the leaf, or at the last function that all their
//! chains pass: one finding there stands for all of them. Findings stand in files of the run alone: where a chain goes
//! on into other files, the call that leads there takes the leaf's place.

use rustc_hash::{FxHashMap, FxHashSet};

use super::callee::CallId;
use super::effects::{Categories, Edge, Graph, Leaf};
use super::{FunctionId, Origin, Program};
use crate::catalog::Category;
use crate::facts::{CallContext, FunctionTraits, Name, Operation};

/// How many calls from async code one leaf may be reached from before the finding moves to the leaf, unless set.
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

/// Which chains are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainKind {
    /// Those that wait for something outside the program, from code that runs while others wait for the loop.
    Hard,
    /// Those that open files or load something from disk, from such code too.
    File,
    /// Those that wait for something outside the program, from code that runs before anything is served, or by an import
    /// inside of a function.
    StartUp,
}

impl ChainKind {
    fn is_about(self, category: Category) -> bool {
        match self {
            ChainKind::Hard | ChainKind::StartUp => category.is_hard(),
            ChainKind::File => matches!(category, Category::File | Category::Load),
        }
    }

    /// The categories of its leaves.
    pub fn categories(self) -> Categories {
        Categories::of(|category| self.is_about(category))
    }
}

impl Chains {
    /// Finds the chains of a kind. `others` are hard ones, which no call has besides. Up to `sites` calls that come to
    /// one leaf are findings of their own.
    pub fn new(
        program: &Program,
        graph: &Graph,
        kind: ChainKind,
        sites: usize,
        others: Option<&Chains>,
    ) -> Chains {
        let mut edges: Vec<Edge> = graph.edges.clone();
        if kind == ChainKind::StartUp {
            edges.extend(graph.import_edges(program));
            edges.sort_unstable();
        }
        let is_leaf = |leaf: &&Leaf| {
            let is_stream = kind == ChainKind::File && program.is_about_open_file(leaf);
            kind.is_about(leaf.blocking.category) && !is_stream
        };
        let mut leaves: Vec<Leaf> = graph.leaves.iter().filter(is_leaf).copied().collect();
        edges = program.with_dispatch(edges, &leaves);
        let mut search = Search { program, callers: callers(program, &edges), graph };
        let is_wanted = |chain: &Chain| {
            let is_known = others.is_some_and(|others| others.chains.contains_key(&chain.site));
            let is_early = graph.start_up.covers(program, chain.site);
            let imports = |call: CallId| program.call(call).operation == Operation::Import;
            let is_by_import = || imports(chain.site) || chain.steps.iter().any(|step| imports(step.call));
            !is_known && (kind == ChainKind::StartUp) == (is_early || is_by_import())
        };
        let mut chains = Chains::default();
        loop {
            let witnesses = search.witnesses(&leaves);
            let mut found = search.sites(&witnesses, &leaves, &edges);
            found.retain(is_wanted);
            let mut by_leaf: FxHashMap<CallId, Vec<&Chain>> = FxHashMap::default();
            for chain in &found {
                by_leaf.entry(search.last_own_call(chain)).or_default().push(chain);
            }
            let crowded: FxHashSet<CallId> = by_leaf
                .iter()
                .filter(|(leaf, chains)| chains.len() > sites && chains[0].site != **leaf)
                .map(|(leaf, _)| *leaf)
                .collect();
            for leaf in &crowded {
                let meeting = search.meeting(*leaf, &by_leaf[leaf]);
                chains.meetings.insert(meeting.place.call, meeting);
            }
            if crowded.is_empty() {
                chains.chains = found.into_iter().map(|chain| (chain.site, chain)).collect();
                return chains;
            }
            // What reaches another leaf besides is looked at again without this one.
            let count = leaves.len();
            leaves.retain(|leaf| !crowded.contains(&leaf.call));
            if count - leaves.len() < crowded.len() {
                edges.retain(|edge| !crowded.contains(&edge.call));
                search.callers = callers(program, &edges);
            }
        }
    }
}

/// The sync functions that come to a leaf of these categories.
pub fn blocking_functions(program: &Program, graph: &Graph, categories: Categories) -> Vec<FunctionId> {
    let leaves: Vec<Leaf> =
        graph.leaves.iter().filter(|leaf| categories.contains(leaf.blocking.category)).copied().collect();
    let search = Search { program, callers: callers(program, &graph.edges), graph };
    let mut functions: Vec<FunctionId> = search.witnesses(&leaves).into_keys().collect();
    functions.sort_unstable();
    functions
}

/// The edges that lead to sync functions, sorted by these.
pub(super) fn callers(program: &Program, edges: &[Edge]) -> Vec<Edge> {
    let is_sync = |edge: &&Edge| !program.function(edge.callee).traits.has(FunctionTraits::ASYNC);
    let mut callers: Vec<Edge> = edges.iter().filter(is_sync).copied().collect();
    callers.sort_unstable_by_key(|edge| (edge.callee, edge.call));
    callers
}

struct Search<'p> {
    program: &'p Program,
    graph: &'p Graph,
    callers: Vec<Edge>,
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
            let call = self.program.call(leaf.call);
            let function = match call.function {
                Some(index) => FunctionId { file: leaf.call.file, index },
                None if call.context.has(CallContext::GUARDED) => continue,
                None => Program::module_body(leaf.call.file),
            };
            if self.is_async(function) || witnesses.contains_key(&function) {
                continue;
            }
            witnesses.insert(function, Witness::Leaf(index));
            frontier.push(function);
        }
        while !frontier.is_empty() {
            let mut next: Vec<Edge> = Vec::new();
            for function in &frontier {
                let first = self.callers.partition_point(|edge| edge.callee < *function);
                let callers = self.callers[first..].iter().take_while(|edge| edge.callee == *function);
                let new = callers
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
        for edge in edges.iter().filter(|edge| {
            self.is_own(edge.call) && self.is_async(edge.caller) && !self.asks_for_result(edge.callee)
        }) {
            if let Some((steps, leaf)) = Self::follow(edge.callee, witnesses, leaves) {
                add(Chain { site: edge.call, entry: Entry::Coroutine(edge.caller), steps, leaf });
            }
        }
        for callback in self.graph.callbacks.iter().filter(|callback| self.is_own(callback.call)) {
            if let Some((steps, leaf)) = Self::follow(callback.function, witnesses, leaves) {
                let entry = Entry::Callback(callback.function);
                add(Chain { site: callback.call, entry, steps, leaf });
            }
        }
        found.sort_unstable_by_key(|chain| chain.site);
        found
    }

    fn follow(
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

impl Search<'_> {
    /// Whether a call stands in a file of the run, where findings stand.
    fn is_own(&self, call: CallId) -> bool {
        self.program.file(call.file).origin == Origin::FirstParty
    }

    /// The last call of a chain in the files of the run: the leaf, or what leads to where it is.
    fn last_own_call(&self, chain: &Chain) -> CallId {
        let calls = chain.steps.iter().rev().map(|step| step.call);
        calls.into_iter().find(|call| self.is_own(*call)).unwrap_or(chain.site)
    }

    /// The finding that stands for chains with one last call: at the first step that all of them share.
    fn meeting(&self, last: CallId, chains: &[&Chain]) -> Meeting {
        let first = chains[0];
        let is_shared =
            |step: &Step| self.is_own(step.call) && chains.iter().all(|chain| chain.steps.contains(step));
        let shared = first.steps.iter().position(is_shared);
        let shared = shared.or_else(|| first.steps.iter().position(|step| step.call == last));
        meeting_at(shared.unwrap_or(first.steps.len() - 1), chains)
    }
}

fn meeting_at(shared: usize, chains: &[&Chain]) -> Meeting {
    let first = chains[0];
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
