//! Ways: from functions that block to the calls that do, and under which conditions each is taken.
//!
//! A search from the blocking calls against the direction of calls, the nearest first. A function has more than one way
//! where each asks something else of its parameters, and never more than a few.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::callee::CallId;
use super::chains::Step;
use super::effects::{Edge, Graph, Leaf};
use super::guards::Conditions;
use super::{FunctionId, Program};
use crate::catalog::When;
use crate::facts::{CallContext, FunctionTraits, Operation};

/// How a function comes to a leaf: by which of its calls, and what that runs.
#[derive(Debug, Clone, Copy)]
enum Witness {
    Leaf(usize),
    /// By a way of what it calls, by its place among that function's ways.
    Calls(CallId, FunctionId, usize),
}

/// A way from a function to a leaf.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// What must hold of the function's parameters for it to be taken.
    pub conditions: Conditions,
    witness: Witness,
    /// How far the leaf is: a step for each call, more for those in `except` clauses.
    pub cost: usize,
}

/// The ways of every sync function that blocks, the nearest leaf first. None has all the conditions of one before it.
pub(super) type Ways = FxHashMap<FunctionId, SmallVec<[Way; 1]>>;

/// How many ways of a function are told apart. Further ones count as taken by every call.
const WAYS: usize = 6;

/// How many calls an `except` clause counts for: a way without one is shown though it is up to two calls longer.
const COST_OF_EXCEPT: usize = 3;

/// What is searched.
pub(super) struct Search<'p> {
    /// The program.
    pub program: &'p Program,
    /// Its graph.
    pub graph: &'p Graph,
    /// The edges that lead to sync functions, as [`callers`] gives them.
    pub callers: Vec<Edge>,
}

/// The edges that lead to sync functions, sorted by these.
pub(super) fn callers(program: &Program, edges: &[Edge]) -> Vec<Edge> {
    let is_sync = |edge: &&Edge| !program.function(edge.callee).traits.has(FunctionTraits::ON_LOOP);
    let mut callers: Vec<Edge> = edges.iter().filter(is_sync).copied().collect();
    callers.sort_unstable_by_key(|edge| (edge.callee, edge.call));
    callers
}

impl Search<'_> {
    /// For every sync function that blocks, by which calls and when.
    pub(super) fn ways(&self, leaves: &[Leaf]) -> Ways {
        let mut ways = Ways::default();
        // What is to be taken in, by cost.
        let mut due: VecDeque<Vec<(FunctionId, Way)>> = VecDeque::new();
        for (index, leaf) in leaves.iter().enumerate() {
            let call = self.program.call(leaf.call);
            let function = match call.function {
                Some(index) => FunctionId { file: leaf.call.file, index },
                None if call.context.has(CallContext::GUARDED) => continue,
                None => Program::module_body(leaf.call.file),
            };
            if !self.is_async(function) {
                let conditions = self.program.conditions_for_leaf(leaf);
                let way = Way { conditions, witness: Witness::Leaf(index), cost: self.detour(leaf.call) };
                put_off(&mut due, 0, (function, way));
            }
        }
        while let Some(mut now) = due.pop_front() {
            now.sort_by_key(|(function, way)| (*function, way.conditions.len(), self.rank(way, leaves)));
            for (function, way) in now {
                let cost = way.cost;
                if let Some(place) = add_way(&mut ways, function, way) {
                    self.ways_to(function, place, &ways, |next| put_off(&mut due, cost + 1, next));
                }
            }
        }
        ways
    }

    /// The ways that callers have by one way of what they call.
    fn ways_to(
        &self,
        function: FunctionId,
        place: usize,
        ways: &Ways,
        mut put: impl FnMut((FunctionId, Way)),
    ) {
        let way = &ways[&function][place];
        let first = self.callers.partition_point(|edge| edge.callee < function);
        let callers = self.callers[first..].iter().take_while(|edge| edge.callee == function);
        for edge in callers.filter(|edge| !self.is_async(edge.caller)) {
            let known = ways.get(&edge.caller).map_or(&[][..], SmallVec::as_slice);
            if known.iter().any(|known| known.conditions.is_empty()) {
                continue;
            }
            if let Some(conditions) = self.program.conditions_before(*edge, &way.conditions) {
                let witness = Witness::Calls(edge.call, function, place);
                let cost = way.cost + 1 + self.detour(edge.call);
                put((edge.caller, Way { conditions, witness, cost }));
            }
        }
    }

    /// Which of two ways of one length and as many conditions is taken: what is called says more than what entering or
    /// iterating over its result does.
    fn rank(&self, way: &Way, leaves: &[Leaf]) -> (bool, CallId, FunctionId, usize) {
        match way.witness {
            Witness::Leaf(index) => {
                let (leaf, when) = (leaves[index].call, leaves[index].blocking.when);
                let is_other = self.program.call(leaf).operation != Operation::Call && when == When::AtOnce;
                (is_other, leaf, Program::module_body(leaf.file), 0)
            }
            Witness::Calls(call, callee, place) => (false, call, callee, place),
        }
    }

    fn detour(&self, call: CallId) -> usize {
        if self.program.call(call).context.has(CallContext::IN_EXCEPT) { COST_OF_EXCEPT } else { 0 }
    }

    /// Whether a function's body runs on the event loop.
    pub(super) fn is_async(&self, function: FunctionId) -> bool {
        self.program.function(function).traits.has(FunctionTraits::ON_LOOP)
    }
}

/// Keeps a way for later, `least` being the cost of what is next in line.
fn put_off(due: &mut VecDeque<Vec<(FunctionId, Way)>>, least: usize, next: (FunctionId, Way)) {
    let place = next.1.cost - least;
    if due.len() <= place {
        due.resize_with(place + 1, Vec::new);
    }
    due[place].push(next);
}

/// Takes in a way, which is no shorter than those before it, and gives its place; `None` where it says nothing new.
fn add_way(ways: &mut Ways, function: FunctionId, mut way: Way) -> Option<usize> {
    let known = ways.entry(function).or_default();
    if known.len() >= WAYS {
        way.conditions.clear();
    }
    let is_needless =
        known.iter().any(|known| known.conditions.iter().all(|condition| way.conditions.contains(condition)));
    if is_needless {
        return None;
    }
    known.push(way);
    Some(known.len() - 1)
}

/// The steps from a function to the leaf that one of its ways leads to.
pub(super) fn follow(function: FunctionId, place: usize, ways: &Ways, leaves: &[Leaf]) -> (Vec<Step>, Leaf) {
    let mut steps = Vec::new();
    let (mut function, mut place) = (function, place);
    loop {
        match ways[&function][place].witness {
            Witness::Leaf(index) => {
                let leaf = leaves[index];
                steps.push(Step { function, call: leaf.call });
                return (steps, leaf);
            }
            Witness::Calls(call, callee, next) => {
                steps.push(Step { function, call });
                (function, place) = (callee, next);
            }
        }
    }
}
