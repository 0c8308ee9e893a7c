//! Handlers and dependencies of FastAPI, which runs plain functions in a thread and coroutine functions on the loop.

use super::callee::CallId;
use super::doubt::Doubt;
use super::effects::Leaf;
use super::{Colour, FileAnalysis, FunctionId, Program, Value};
use crate::catalog::Category;
use crate::facts::{FunctionTraits, Name, Term};

/// A coroutine function that FastAPI calls, that never suspends, and that blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// How FastAPI comes to call it.
    pub role: Role,
    /// What blocks in it, or behind a call in it.
    pub leaf: Leaf,
    /// Whether it can be a plain function.
    pub demotion: Demotion,
}

/// How FastAPI comes to call a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A route's decorator.
    Handler,
    /// `Depends(function)`.
    Dependency,
}

/// Whether a coroutine function can be a plain function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demotion {
    /// It does the same in a thread, and nobody else uses it.
    Safe,
    /// It may not do the same in a thread, for this reason.
    Doubtful(String),
    /// Others use it as a coroutine function, for this reason.
    Impossible(String),
}

impl FileAnalysis<'_> {
    /// The endpoint that a function of this file is, if it should be a plain function.
    pub fn endpoint(self, function: FunctionId) -> Option<Endpoint> {
        let program = self.program();
        let facts = program.function(function);
        let suspends = FunctionTraits::SUSPENDS.with(FunctionTraits::GENERATOR);
        if !facts.traits.has(FunctionTraits::ASYNC) || facts.traits.has(suspends) || facts.class.is_some() {
            return None;
        }
        let shape = program.shape(function);
        if shape.colour != Colour::Async || !shape.wrappers.is_empty() {
            return None;
        }
        let leaf = self.leaf_in(function)?;
        let role = self.role(function)?;
        let demotion = match self.doubt(function) {
            Doubt::NeedsLoop(_) => return None,
            _ if self.is_used_directly(function) => {
                Demotion::Impossible("other code uses it as a coroutine function".to_owned())
            }
            Doubt::Uncertain(reason) => Demotion::Doubtful(reason),
            Doubt::None => Demotion::Safe,
        };
        Some(Endpoint { role, leaf, demotion })
    }

    /// The first blocking call in a coroutine function, or the one that a call in it comes to. A sleep has a better
    /// remedy.
    fn leaf_in(self, function: FunctionId) -> Option<Leaf> {
        let program = self.program();
        let is_own =
            |call: CallId| call.file == function.file && program.call(call).function == Some(function.index);
        let quick = [Category::Sleep, Category::Lock, Category::Query, Category::Load];
        let own = self.leaves().find(|leaf| {
            is_own(leaf.call) && !quick.contains(&leaf.blocking.category) && !self.is_about_open_file(leaf)
        });
        let chains = self.chains();
        own.copied().or_else(|| {
            let mut calls = self.calls().filter(|call| is_own(*call));
            let chain = calls.find_map(|call| chains.chains.get(&call)).map(|chain| chain.leaf);
            chain.or_else(|| {
                let mut meetings: Vec<_> = chains.meetings.values().collect();
                meetings.sort_unstable_by_key(|meeting| meeting.place.call);
                let found =
                    meetings.into_iter().find(|meeting| meeting.sites.iter().any(|site| is_own(*site)));
                found.map(|meeting| meeting.leaf)
            })
        })
    }

    fn role(self, function: FunctionId) -> Option<Role> {
        let program = self.program();
        let file = program.file(function.file);
        let mut role = None;
        for decorator in file.facts.list(program.function(function).decorators) {
            let Term::Call(method) = file.facts.term(*decorator) else { return None };
            let Term::Attribute(object, name) = file.facts.term(method) else { return None };
            let Value::Instance(class) = program.value(function.file, object) else { return None };
            let is_router = program.bases(class).iter().copied().any(|base| program.is_router(base));
            if !is_router || !ROUTES.contains(&name) {
                return None;
            }
            role = Some(Role::Handler);
        }
        let fastapi = program.modules_named("fastapi.param_functions");
        let is_dependency = || {
            !fastapi.is_empty()
                && self.uses().arguments(function).iter().any(|call| program.declares_dependency(*call))
        };
        role.or_else(|| is_dependency().then_some(Role::Dependency))
    }

    /// Whether the program calls a function, or gives it to anything but `Depends`.
    fn is_used_directly(self, function: FunctionId) -> bool {
        let program = self.program();
        let uses = self.uses();
        !uses.calls(function).is_empty()
            || uses.arguments(function).iter().any(|call| !program.declares_dependency(*call))
    }
}

impl Program {
    fn is_router(&self, class: super::ClassId) -> bool {
        let name = self.class(class).key;
        match self.file(class.file).module.as_str() {
            "fastapi.applications" => name == Name::constant("FastAPI"),
            "fastapi.routing" => name == Name::constant("APIRouter"),
            _ => false,
        }
    }

    fn declares_dependency(&self, call: CallId) -> bool {
        let Value::Function(function) = self.value(call.file, self.call(call).callee) else { return false };
        let name = self.function(function).key;
        self.file(function.file).module == "fastapi.param_functions"
            && (name == Name::constant("Depends") || name == Name::constant("Security"))
    }
}

/// The decorators of routes whose handlers may be plain functions.
const ROUTES: &[Name] = &[
    Name::constant("api_route"),
    Name::constant("delete"),
    Name::constant("get"),
    Name::constant("head"),
    Name::constant("options"),
    Name::constant("patch"),
    Name::constant("post"),
    Name::constant("put"),
    Name::constant("trace"),
];
