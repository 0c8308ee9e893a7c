//! Chains: from a call in async code through sync functions to a call that blocks; and which of them are one finding.
//!
//! A call from async code into a function that blocks is one finding, at that call, with its shortest chain. Where more
//! than a handful of such calls end in one leaf, the repair is at the leaf, or at the last function that all their
//! chains pass: one finding there stands for all of them. Findings stand in files of the run alone: where a chain goes
//! on into other files, the call that leads there takes the leaf's place.

use rustc_hash::{FxHashMap, FxHashSet};

use super::callee::CallId;
use super::effects::{Categories, Edge, Graph, Leaf, Target};
use super::ways::{Search, Way, Ways, callers, follow};
use super::{FunctionId, Origin, Program};
use crate::catalog::Category;
use crate::facts::{Call, CallContext, Facts, Name, Operation, Term};

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
    /// The calls from async code, those with the shortest chains first.
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

/// How chains are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainOptions {
    /// Up to how many calls that come to one leaf are findings of their own.
    pub sites: usize,
    /// What comments say of calls that may block.
    pub comments: Comments,
}

/// Whether comments by which the user has decided that a call may block end the chains through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// They do.
    Heeded,
    /// They do not.
    Ignored,
}

impl Chains {
    /// Finds the chains of a kind. `others` are hard ones, which no call has besides.
    pub fn new(
        program: &Program,
        graph: &Graph,
        kind: ChainKind,
        options: ChainOptions,
        others: Option<&Chains>,
    ) -> Chains {
        let mut edges: Vec<Edge> = graph.edges.clone();
        if kind == ChainKind::StartUp {
            edges.extend(graph.import_edges(program));
            edges.sort_unstable();
        }
        let may_block = |call: CallId| {
            options.comments == Comments::Heeded && program.call(call).context.has(CallContext::SILENCED)
        };
        edges.retain(|edge| !may_block(edge.call));
        let is_leaf = |leaf: &&Leaf| {
            let is_stream = kind == ChainKind::File && program.is_about_open_file(leaf);
            kind.is_about(leaf.blocking.category)
                && !is_stream
                && !may_block(leaf.call)
                && !program.call(leaf.call).context.has(CallContext::INSTALLS)
        };
        let mut leaves: Vec<Leaf> = graph.leaves.iter().filter(is_leaf).copied().collect();
        edges = program.with_dispatch(edges, &leaves);
        let kept = program.kept_edges(graph.keeping(), &edges, &leaves);
        edges.extend(kept.into_iter().filter(|edge| !may_block(edge.call)));
        let mut search = Search { program, callers: callers(program, &edges), graph };
        let is_wanted = |chain: &Chain| {
            let is_known = others.is_some_and(|others| others.chains.contains_key(&chain.site));
            let is_early = graph.start_up.covers(program, chain.site);
            let imports = |call: CallId| program.call(call).operation == Operation::Import;
            let is_by_import = || imports(chain.site) || chain.steps.iter().any(|step| imports(step.call));
            !is_known
                && !program.is_replaced_on(chain)
                && (kind == ChainKind::StartUp) == (is_early || is_by_import())
        };
        let mut chains = Chains::default();
        loop {
            let ways = search.ways(&leaves);
            let mut found = search.sites(&ways, &leaves, &edges);
            found.retain(is_wanted);
            let mut by_leaf: FxHashMap<CallId, Vec<&Chain>> = FxHashMap::default();
            for chain in &found {
                by_leaf.entry(search.last_own_call(chain)).or_default().push(chain);
            }
            let crowded: FxHashSet<CallId> = by_leaf
                .iter()
                .filter(|(leaf, chains)| chains.len() > options.sites && chains[0].site != **leaf)
                .map(|(leaf, _)| *leaf)
                .collect();
            let mut crowded_in_order: Vec<CallId> = crowded.iter().copied().collect();
            crowded_in_order.sort_unstable();
            for leaf in crowded_in_order {
                let meeting = search.meeting(leaf, &by_leaf[&leaf]);
                // One repair for all that a function waits for on behalf of the same calls.
                let is_told = |told: &Meeting| {
                    told.place.function == meeting.place.function
                        && told.sites.len() == meeting.sites.len()
                        && told.sites.iter().all(|site| meeting.sites.contains(site))
                };
                if !chains.meetings.values().any(is_told) {
                    chains.meetings.insert(meeting.place.call, meeting);
                }
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

impl Program {
    /// Whether what some steps do is done once and kept: a place is filled, or a function's result cached.
    pub fn is_first_use(&self, steps: &[Step]) -> bool {
        steps.iter().any(|step| {
            let function = self.function(step.function);
            let given = function.parameters.range().len() - usize::from(self.has_receiver(step.function));
            self.call(step.call).context.has(CallContext::FIRST_USE)
                || given == 0 && self.keeps_result(step.function)
        })
    }

    /// Whether a chain starts in a test that replaces one of its functions by another.
    fn is_replaced_on(&self, chain: &Chain) -> bool {
        let file = self.file(chain.site.file);
        let replaced = &file.facts.replaced;
        if replaced.is_empty() || !file.is_of_tests() {
            return false;
        }
        let leaf = match chain.leaf.target {
            Target::Function(function) => self.function(function).key,
            Target::Class(class) => self.class(class).key,
        };
        let mut names = chain.steps.iter().map(|step| self.function(step.function).key).chain([leaf]);
        let test = self.call(chain.site).function;
        names.any(|name| {
            let first = replaced.partition_point(|other| other.0 < name);
            let mut same = replaced[first..].iter().take_while(|other| other.0 == name);
            same.any(|(_, replaces_in)| replaces_in.is_none() || *replaces_in == test)
        })
    }
}

/// The calls with a comment by which they may block, and that do: they block themselves, or come to what does. A comment at
/// any other call ends no chain.
pub fn ended_by_comments(program: &Program, graph: &Graph) -> FxHashSet<CallId> {
    let is_ended = |call: CallId| program.call(call).context.has(CallContext::SILENCED);
    let has_any = |facts: &Facts| facts.calls.iter().any(|call| call.context.has(CallContext::SILENCED));
    if !program.first_party().any(|(_, file)| has_any(&file.facts)) {
        return FxHashSet::default();
    }
    let mut edges: Vec<Edge> = graph.edges.clone();
    edges.extend(graph.import_edges(program));
    edges.sort_unstable();
    edges = program.with_dispatch(edges, &graph.leaves);
    let kept = program.kept_edges(graph.keeping(), &edges, &graph.leaves);
    edges.extend(kept);
    let search = Search { program, callers: callers(program, &edges), graph };
    let ways = search.ways(&graph.leaves);
    let leaves = graph.leaves.iter().map(|leaf| leaf.call);
    let edges = edges.iter().filter(|edge| ways.contains_key(&edge.callee)).map(|edge| edge.call);
    leaves.chain(edges).filter(|call| is_ended(*call)).collect()
}

/// The sync functions that come to a leaf of these categories.
pub fn blocking_functions(program: &Program, graph: &Graph, categories: Categories) -> Vec<FunctionId> {
    let leaves: Vec<Leaf> =
        graph.leaves.iter().filter(|leaf| categories.contains(leaf.blocking.category)).copied().collect();
    let search = Search { program, callers: callers(program, &graph.edges), graph };
    let mut functions: Vec<FunctionId> = search.ways(&leaves).into_keys().collect();
    functions.sort_unstable();
    functions
}

impl Search<'_> {
    /// Whether a method is one of a future's, which async code asks for its result once that is there.
    fn asks_for_result(&self, function: FunctionId) -> bool {
        let function = self.program.function(function);
        function.class.is_some()
            && [Name::constant("result"), Name::constant("exception")].contains(&function.key)
    }

    /// Whether a coroutine function stands in a plain one that only returns its coroutine, and all that call that one throw
    /// away what it returns: the coroutine never runs.
    fn is_dropped(&self, function: FunctionId) -> bool {
        let Some(index) = self.program.function(function).parent else { return false };
        let outer = FunctionId { index, ..function };
        if self.is_async(outer) {
            return false;
        }
        let facts = &self.program.file(outer.file).facts;
        let is_made = |call: &&Call| facts.term(call.callee) == Term::Function(function.index);
        let mut made = facts.calls.iter().filter(is_made).peekable();
        let first = self.callers.partition_point(|edge| edge.callee < outer);
        let mut callers = self.callers[first..].iter().take_while(|edge| edge.callee == outer).peekable();
        made.peek().is_some()
            && callers.peek().is_some()
            && made.all(|call| call.function == Some(index) && call.context.has(CallContext::RETURNED))
            && callers.all(|edge| self.program.call(edge.call).context.has(CallContext::STATEMENT))
    }

    /// One chain for each call from async code that blocks: its shortest.
    fn sites(&self, ways: &Ways, leaves: &[Leaf], edges: &[Edge]) -> Vec<Chain> {
        let mut found: Vec<(usize, Chain)> = Vec::new();
        let mut places: FxHashMap<CallId, usize> = FxHashMap::default();
        let mut add = |cost: usize, chain: Chain| match places.get(&chain.site) {
            Some(place) if found[*place].0 <= cost => {}
            Some(place) => found[*place] = (cost, chain),
            None => {
                places.insert(chain.site, found.len());
                found.push((cost, chain));
            }
        };
        for edge in edges.iter().filter(|edge| {
            self.is_own(edge.call)
                && self.is_async(edge.caller)
                && !self.asks_for_result(edge.callee)
                && !self.is_dropped(edge.caller)
        }) {
            let Some(of_callee) = ways.get(&edge.callee) else { continue };
            let is_open = |way: &Way| self.program.conditions_before(*edge, &way.conditions).is_some();
            if let Some(place) = of_callee.iter().position(is_open) {
                let (steps, leaf) = follow(edge.callee, place, ways, leaves);
                let chain = Chain { site: edge.call, entry: Entry::Coroutine(edge.caller), steps, leaf };
                add(of_callee[place].cost, chain);
            }
        }
        for callback in self.graph.callbacks.iter().filter(|callback| self.is_own(callback.call)) {
            if let Some(of_callback) = ways.get(&callback.function) {
                let (steps, leaf) = follow(callback.function, 0, ways, leaves);
                let entry = Entry::Callback(callback.function);
                add(of_callback[0].cost, Chain { site: callback.call, entry, steps, leaf });
            }
        }
        let mut found: Vec<Chain> = found.into_iter().map(|(_, chain)| chain).collect();
        found.sort_unstable_by_key(|chain| chain.site);
        found
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
    // Those that come there directly are understood first.
    let mut by_length: Vec<&Chain> = chains.to_vec();
    by_length.sort_by_key(|chain| chain.steps.len());
    Meeting {
        place: first.steps[shared],
        steps: first.steps[shared..].to_vec(),
        leaf: first.leaf,
        sites: by_length.iter().map(|chain| chain.site).collect(),
        coroutines: coroutines.len(),
    }
}
