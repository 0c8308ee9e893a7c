//! Functions that objects keep: what a constructor is given, an attribute holds, and a method calls:
//! `self._load = load` … `self._load()`. Where every call of the constructor gives a known function, the method's call runs
//! one of them; it blocks where they all do.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::effects::{Edge, Given, Leaf};
use super::ways::callers;
use super::{CallId, Callee, ClassId, Colour, FunctionId, Program, Value};
use crate::facts::{Call, CallContext, Name, Operation, Term};

/// What one file tells of such functions.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    /// Calls of what a parameter of a constructor has given, by its place.
    calls: Vec<(CallId, FunctionId, u16)>,
    /// Calls of constructors that keep a parameter.
    constructions: Vec<(FunctionId, CallId)>,
}

impl Keeping {
    /// Takes in one call and what it runs.
    pub(super) fn see(&mut self, program: &Program, id: CallId, call: &Call, callees: &[Callee]) {
        if call.operation != Operation::Call {
            return;
        }
        for callee in callees {
            if let Callee::Runs(function) = callee
                && program.file(function.file).facts.kept.iter().any(|kept| kept.function == function.index)
            {
                self.constructions.push((*function, id));
            }
        }
        let never = CallContext::OFF_LOOP.with(CallContext::TYPE_CHECKING).with(CallContext::LAZY);
        if callees.is_empty()
            && !call.context.has(never)
            && let Some((constructor, place)) = program.constructor_that_keeps(id, call)
        {
            self.calls.push((id, constructor, place));
        }
    }
}

impl Program {
    /// The constructor's parameter that a call of an attribute of the caller's own object calls.
    fn constructor_that_keeps(&self, id: CallId, call: &Call) -> Option<(FunctionId, u16)> {
        let facts = &self.file(id.file).facts;
        let Term::Attribute(object, name) = facts.term(call.callee) else { return None };
        let Term::Receiver(index) = facts.term(object) else { return None };
        call.function?;
        let (owner, _) = self.member(ClassId { file: id.file, index }, name).ok()??;
        let mut kept = self.file(owner.file).facts.kept.iter();
        let kept = kept.find(|kept| kept.class == owner.index && kept.name == name)?;
        Some((FunctionId { file: owner.file, index: kept.function }, kept.place))
    }

    /// The edges to kept functions, of those parts, where whichever it is blocks by these leaves.
    pub(super) fn kept_edges<'k>(
        &self,
        keeping: impl Iterator<Item = &'k Keeping> + Clone,
        edges: &[Edge],
        leaves: &[Leaf],
    ) -> Vec<Edge> {
        let calls: Vec<(CallId, FunctionId, u16)> =
            keeping.clone().flat_map(|part| &part.calls).copied().collect();
        if calls.is_empty() {
            return Vec::new();
        }
        let mut constructions: FxHashMap<FunctionId, Vec<CallId>> = FxHashMap::default();
        for (constructor, call) in keeping.flat_map(|part| &part.constructions) {
            constructions.entry(*constructor).or_default().push(*call);
        }
        let blocking = self.functions_that_reach(edges, leaves);
        let edge = |(call, constructor, place): (CallId, FunctionId, u16)| {
            let given = self.given_functions(constructor, place, constructions.get(&constructor)?)?;
            let does_block = !given.is_empty() && given.iter().all(|function| blocking.contains(function));
            let caller = FunctionId { file: call.file, index: self.call(call).function? };
            does_block.then(|| Edge { caller, callee: given[0], call })
        };
        calls.into_iter().filter_map(edge).collect()
    }

    /// The plain functions that calls of a constructor give for a parameter; `None` where one is not known.
    fn given_functions(
        &self,
        constructor: FunctionId,
        place: u16,
        calls: &[CallId],
    ) -> Option<Vec<FunctionId>> {
        let parameters = self.file(constructor.file).facts.parameters(self.function(constructor));
        let parameter: Name = parameters.get(usize::from(place))?.key;
        let mut functions = Vec::new();
        for id in calls {
            let given = self.given_for(*id, self.call(*id), Callee::Runs(constructor), parameter);
            match given {
                Given::Term(Term::None) | Given::Default(Term::None) => {}
                Given::Unknown | Given::Default(_) | Given::Term(Term::Constant(_) | Term::Unknown) => {
                    return None;
                }
                Given::Term(_) => functions.push(self.given_function_of(*id, constructor, parameter)?),
            }
        }
        functions.sort_unstable();
        functions.dedup();
        Some(functions)
    }

    fn given_function_of(&self, id: CallId, constructor: FunctionId, parameter: Name) -> Option<FunctionId> {
        let arguments = self.file(id.file).facts.arguments(self.call(id));
        let argument = self.argument_for(arguments, Callee::Runs(constructor), parameter, id)?;
        match self.value(id.file, argument.value) {
            Value::Function(function) | Value::Method(function) | Value::Partial(function) => {
                let is_plain = self.shape(function).colour == Colour::Sync;
                (is_plain && self.file(function.file).origin.has_bodies()).then_some(function)
            }
            _ => None,
        }
    }

    /// The sync functions from which some leaves are reached.
    fn functions_that_reach(&self, edges: &[Edge], leaves: &[Leaf]) -> FxHashSet<FunctionId> {
        let callers = callers(self, edges);
        let of_leaf = |leaf: &Leaf| {
            let index = self.call(leaf.call).function?;
            Some(FunctionId { file: leaf.call.file, index })
        };
        let mut due: VecDeque<FunctionId> = leaves.iter().filter_map(of_leaf).collect();
        let mut reached: FxHashSet<FunctionId> = due.iter().copied().collect();
        while let Some(function) = due.pop_front() {
            let first = callers.partition_point(|edge| edge.callee < function);
            for edge in callers[first..].iter().take_while(|edge| edge.callee == function) {
                if reached.insert(edge.caller) {
                    due.push_back(edge.caller);
                }
            }
        }
        reached
    }
}
