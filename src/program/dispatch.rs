//! Calls that run one of several methods: which one the class of the object says, or where whichever it is blocks.
//!
//! The graph's edges lead to the method that the declared class has. An inherited method calls others of the object's own
//! class, and where that is known the calls lead there. A method that only declares blocks if all that implement it do;
//! the first of them then stands for all.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::effects::{Edge, Leaf};
use super::ways::callers;
use super::{CallId, ClassId, Colour, FunctionId, Origin, Program, Value};
use crate::facts::{CallContext, FunctionTraits, Name, Operation, Term};

/// How many methods of one object are followed from one call.
const METHODS: usize = 30;

impl Program {
    /// The edges with those that calls of several methods add, where functions block by these leaves.
    pub(super) fn with_dispatch(&self, mut edges: Vec<Edge>, leaves: &[Leaf]) -> Vec<Edge> {
        let inherited = self.inherited_edges(&edges);
        edges.extend(inherited);
        let declared = self.declared_edges(&edges, leaves);
        edges.extend(declared);
        edges
    }

    /// From calls of inherited methods to the methods of the object's own class that these call.
    fn inherited_edges(&self, edges: &[Edge]) -> Vec<Edge> {
        let inherited: Vec<(Edge, ClassId)> =
            edges.par_iter().filter_map(|edge| Some((*edge, self.exact_class(edge)?))).collect();
        let mut called: Vec<(FunctionId, ClassId)> =
            inherited.iter().map(|(edge, class)| (edge.callee, *class)).collect();
        called.sort_unstable();
        called.dedup();
        let methods: Vec<Vec<FunctionId>> =
            called.par_iter().map(|(method, class)| self.own_methods_called(*method, *class)).collect();
        let added = inherited.iter().flat_map(|(edge, class)| {
            let place =
                called.binary_search(&(edge.callee, *class)).expect("it is among those that are called");
            methods[place].iter().map(|callee| Edge { callee: *callee, ..*edge })
        });
        added.collect()
    }

    /// The class of the object that a call's inherited method is called on, if the object is of no other.
    fn exact_class(&self, edge: &Edge) -> Option<ClassId> {
        let owner = self.function(edge.callee).class?;
        let call = self.call(edge.call);
        let Term::Attribute(object, _) = self.file(edge.call.file).facts.term(call.callee) else {
            return None;
        };
        let Value::Instance(class) = self.value(edge.call.file, object) else { return None };
        let is_inherited = call.operation == Operation::Call
            && class != (ClassId { file: edge.callee.file, index: owner })
            && self.file(class.file).origin.is_project()
            && self.derives_from(class, ClassId { file: edge.callee.file, index: owner });
        (is_inherited && self.subclasses(class).is_empty()).then_some(class)
    }

    /// The methods of an object of a class that a method of a base calls on it, itself or by others of its methods, where
    /// they are not those that the base has.
    fn own_methods_called(&self, method: FunctionId, class: ClassId) -> Vec<FunctionId> {
        let mut own = Vec::new();
        let mut seen = vec![method];
        let mut place = 0;
        while let Some(current) = seen.get(place).copied() {
            place += 1;
            let Some(owner) = self.function(current).class else { continue };
            for (id, name) in self.calls_on_receiver(current, owner) {
                let Some(function) = self.method_of(class, name) else { continue };
                let is_other = self.callees(id).iter().all(|callee| *callee != super::Callee::Runs(function));
                if is_other && !own.contains(&function) {
                    own.push(function);
                }
                if !seen.contains(&function) && seen.len() < METHODS {
                    seen.push(function);
                }
            }
        }
        own
    }

    /// The calls of methods that a method makes on its own object.
    fn calls_on_receiver(&self, method: FunctionId, owner: u32) -> Vec<(CallId, Name)> {
        let never = CallContext::OFF_LOOP.with(CallContext::TYPE_CHECKING).with(CallContext::LAZY);
        let facts = &self.file(method.file).facts;
        let calls = self.calls_of(method).filter_map(|(id, call)| match facts.term(call.callee) {
            Term::Attribute(object, name)
                if call.operation == Operation::Call && !call.context.has(never) =>
            {
                (facts.term(object) == Term::Receiver(owner)).then_some((id, name))
            }
            _ => None,
        });
        calls.collect()
    }

    /// The plain method that objects of a class have.
    fn method_of(&self, class: ClassId, name: Name) -> Option<FunctionId> {
        let (owner, term) = self.member(class, name).ok()??;
        let Value::Function(function) = self.value(owner.file, term) else { return None };
        let is_plain = self.function(function).class == Some(owner.index)
            && self.file(function.file).origin.has_bodies()
            && self.shape(function).colour == Colour::Sync;
        is_plain.then_some(function)
    }

    /// From calls of methods that only declare, and whose implementations all block, to the first of these.
    fn declared_edges(&self, edges: &[Edge], leaves: &[Leaf]) -> Vec<Edge> {
        let only_declares = |edge: &&Edge| {
            let function = self.function(edge.callee);
            function.class.is_some() && function.traits.has(FunctionTraits::STUB)
        };
        let declared: FxHashSet<FunctionId> =
            edges.iter().filter(only_declares).map(|edge| edge.callee).collect();
        let mut implementations: FxHashMap<FunctionId, Vec<FunctionId>> = declared
            .into_iter()
            .map(|declared| (declared, self.several_implementations(declared)))
            .filter(|(_, all)| !all.is_empty())
            .collect();
        if implementations.is_empty() {
            return Vec::new();
        }
        let blocking = self.blocking_with(edges, leaves, &implementations);
        implementations.retain(|declared, _| blocking.contains(declared));
        let dispatched = edges.iter().filter_map(|edge| {
            let first = implementations.get(&edge.callee)?.first()?;
            Some(Edge { callee: *first, ..*edge })
        });
        dispatched.collect()
    }

    /// The sync functions that block by some leaves, where one that only declares blocks if its implementations all do.
    fn blocking_with(
        &self,
        edges: &[Edge],
        leaves: &[Leaf],
        implementations: &FxHashMap<FunctionId, Vec<FunctionId>>,
    ) -> FxHashSet<FunctionId> {
        let is_async = |function: FunctionId| self.function(function).traits.has(FunctionTraits::ON_LOOP);
        let mut declared_by: FxHashMap<FunctionId, Vec<FunctionId>> = FxHashMap::default();
        for (declared, all) in implementations {
            for implementation in all {
                declared_by.entry(*implementation).or_default().push(*declared);
            }
        }
        let mut left: FxHashMap<FunctionId, usize> =
            implementations.iter().map(|(declared, all)| (*declared, all.len())).collect();
        let callers = callers(self, edges);
        let leaf_functions = leaves.iter().filter_map(|leaf| {
            let index = self.call(leaf.call).function?;
            Some(FunctionId { file: leaf.call.file, index })
        });
        let mut blocking: FxHashSet<FunctionId> =
            leaf_functions.filter(|function| !is_async(*function)).collect();
        let mut queue: Vec<FunctionId> = blocking.iter().copied().collect();
        while let Some(function) = queue.pop() {
            let first = callers.partition_point(|edge| edge.callee < function);
            let own = callers[first..].iter().take_while(|edge| edge.callee == function);
            let mut next: Vec<FunctionId> =
                own.map(|edge| edge.caller).filter(|caller| !is_async(*caller)).collect();
            for declared in declared_by.get(&function).into_iter().flatten() {
                let count = left.get_mut(declared).expect("it has implementations");
                *count -= 1;
                if *count == 0 {
                    next.push(*declared);
                }
            }
            queue.extend(next.into_iter().filter(|function| blocking.insert(*function)));
        }
        blocking
    }

    /// The functions by which the project's classes implement a method that only declares, in the order of the files;
    /// none if it is a protocol's, which any class may implement, or if one of them is not a plain method.
    pub fn several_implementations(&self, declared: FunctionId) -> Vec<FunctionId> {
        let facts = self.function(declared);
        let Some(index) = facts.class else { return Vec::new() };
        let class = ClassId { file: declared.file, index };
        // What does nothing by itself is an implementation too, of the classes that leave it at that.
        let has_to_be_written = self.is_abstract(declared) || facts.traits.has(FunctionTraits::RETURNS_VALUE);
        if !facts.traits.has(FunctionTraits::STUB)
            || !has_to_be_written
            || self.file(declared.file).origin != Origin::FirstParty
            || self.is_protocol(class)
        {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut seen = FxHashSet::from_iter([class]);
        let mut queue = vec![class];
        while let Some(class) = queue.pop() {
            for sub in self.subclasses(class) {
                if !seen.insert(*sub) {
                    continue;
                }
                queue.push(*sub);
                let Some(term) = self.file(sub.file).facts.member(sub.index, facts.key) else { continue };
                match self.value(sub.file, term) {
                    Value::Function(other) if self.declares_as(other, declared) => {}
                    Value::Function(other) if self.shape(other).colour == Colour::Sync => found.push(other),
                    _ => return Vec::new(),
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        if found.len() > 1 { found } else { Vec::new() }
    }
}
