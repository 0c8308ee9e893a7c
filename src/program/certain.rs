//! What calls certainly give, whichever subclass an object is of: for rules that say a program fails where it runs.
//!
//! A name that several definitions share, a decorator or metaclass that can make anything of what it is put on, a subclass
//! whose method is of another kind, a base that cannot be told: with any of these nothing is certain.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::{Binding, CallId, ClassId, Colour, FileAnalysis, FileId, FunctionId, Origin, Program, Value};
use crate::catalog::{When, typeshed};
use crate::facts::{Call, CallContext, Class, FunctionTraits, Name, Operation, Term, TermId};
use crate::syntax::TextRange;

/// A result that has no `__await__`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// `None`.
    None,
    /// An object of this class.
    Object(ClassId),
    /// A number or a truth value.
    Number,
    /// A generator.
    Generator,
    /// An asynchronous generator.
    AsyncGenerator,
    /// What a `contextmanager` function gives.
    Context,
    /// What an `asynccontextmanager` function gives.
    AsyncContext,
    /// What a function of a library gives that stops its thread until it is done.
    OfBlocking,
}

/// Which statements an object works with, of `for` and `async for`, or of `with` and `async with`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Works {
    /// The plain one alone.
    Plainly,
    /// The asynchronous one alone.
    Asynchronously,
}

/// The functions one of which a call runs.
type Candidates = SmallVec<[FunctionId; 2]>;

/// How many subclasses of a class are looked through.
const SUBCLASSES: usize = 400;

impl FileAnalysis<'_> {
    /// The coroutine function that the call at a place certainly calls.
    pub fn coroutine_function(self, range: TextRange) -> Option<FunctionId> {
        let call = self.program().call(self.at(range, Operation::Call)?);
        let candidates = self.program().candidates(self.id(), call.callee)?;
        let is_certain = candidates.iter().all(|function| self.program().makes_coroutine(*function));
        candidates.first().copied().filter(|_| is_certain)
    }

    /// Whether a call may call a coroutine function: a quick look, which says yes where it is not certain.
    pub fn may_make_coroutine(self, call: CallId) -> bool {
        let call = self.program().call(call);
        match self.program().value(self.id(), call.callee) {
            Value::Function(function) | Value::Method(function) => {
                let traits = self.program().function(function).traits;
                call.operation == Operation::Call
                    && (traits.has(FunctionTraits::ASYNC)
                        || self.program().shape(function).colour == Colour::Async)
            }
            _ => false,
        }
    }

    /// What the call at a place certainly gives, if that cannot be awaited.
    pub fn plain_result(self, range: TextRange) -> Option<Plain> {
        self.plain_result_of(self.at(range, Operation::Call)?)
    }

    /// What a call certainly gives, if that cannot be awaited.
    pub fn plain_result_of(self, call: CallId) -> Option<Plain> {
        self.program().plain_result(call)
    }

    /// Which statements the object at a place works with, if only with one of the two kinds that `operation` is one of.
    pub fn works(self, range: TextRange, operation: Operation) -> Option<Works> {
        self.works_of(self.at(range, operation)?)
    }

    /// The same for what a call's facts are of.
    pub fn works_of(self, call: CallId) -> Option<Works> {
        let facts = self.program().call(call);
        let is_entered = match facts.operation {
            Operation::Enter | Operation::EnterAsync => true,
            Operation::Iterate | Operation::IterateAsync => false,
            _ => return None,
        };
        self.program().works(self.id(), facts.callee, is_entered)
    }
}

impl Program {
    /// Whether what this module may be asked about a call can be told without another module.
    pub(super) fn can_tell_result(&self, file: FileId, call: &Call) -> bool {
        let value = self.value(file, call.callee);
        match call.operation {
            Operation::Call if call.context.has(CallContext::AWAITED) => match value {
                Value::Class(class) => self.can_tell_bases(class),
                Value::Function(function) | Value::Method(function) => {
                    self.shape(function).colour != Colour::Sync || self.can_tell_return(function)
                }
                _ => true,
            },
            Operation::Enter | Operation::EnterAsync | Operation::Iterate | Operation::IterateAsync => {
                match value {
                    Value::Instance(class) => self.can_tell_bases(class),
                    Value::Elements(_) | Value::Mapping(_) | Value::Tuple(_) => {
                        let container = self.container_class(file, self.file(file).facts.term(call.callee));
                        container.is_none_or(|class| self.can_tell_bases(class))
                    }
                    _ => true,
                }
            }
            _ => true,
        }
    }

    fn can_tell_return(&self, function: FunctionId) -> bool {
        let facts = self.function(function);
        [facts.returns, facts.gives].into_iter().all(|term| {
            let term = match self.file(function.file).facts.term(term) {
                Term::ContainerOf(class, _) => class,
                _ => term,
            };
            match self.value(function.file, term) {
                Value::Pending => false,
                Value::Instance(class) | Value::Class(class) => self.can_tell_bases(class),
                _ => true,
            }
        })
    }

    /// Whether the decorators and the metaclass of a class can be told without another module.
    pub(super) fn can_tell_decorators(&self, file: FileId, class: &Class) -> bool {
        let facts = &self.file(file).facts;
        facts.list(class.decorators).iter().copied().chain(class.metaclass).all(|decorator| {
            let callee = match facts.term(decorator) {
                Term::Call(callee) => callee,
                _ => decorator,
            };
            self.value(file, callee) != Value::Pending
        })
    }

    fn plain_result(&self, id: CallId) -> Option<Plain> {
        let call = self.call(id);
        if call.operation != Operation::Call {
            return None;
        }
        if let Value::Class(class) = self.value(id.file, call.callee) {
            return self.is_plain_class(class).then_some(Plain::Object(class));
        }
        // Nearly every call that is awaited makes a coroutine.
        if let Value::Function(function) | Value::Method(function) = self.value(id.file, call.callee)
            && self.makes_coroutine(function)
        {
            return None;
        }
        let candidates = self.candidates(id.file, call.callee)?;
        let mut results = candidates.iter().map(|function| self.plain_return(*function));
        let first = results.next()?;
        let is_plain = first.is_some() && results.all(|result| result.is_some());
        first.filter(|_| is_plain).or_else(|| {
            let is_sync = |function: &FunctionId| self.shape(*function).colour == Colour::Sync;
            let is_certain = candidates.iter().all(is_sync) && self.is_blocking_function(candidates[0]);
            is_certain.then_some(Plain::OfBlocking)
        })
    }

    /// Whether a function of a stub, and no method, waits itself: nothing is left to be awaited.
    fn is_blocking_function(&self, function: FunctionId) -> bool {
        let blocking = self.marks(function).and_then(|marks| marks.blocking);
        self.file(function.file).origin == Origin::Stub
            && self.function(function).class.is_none()
            && blocking.is_some_and(|blocking| blocking.when == When::AtOnce)
    }

    /// The functions one of which a call of a term runs, whichever subclass an object is of; `None` where that is not
    /// certain.
    fn candidates(&self, file: FileId, callee: TermId) -> Option<Candidates> {
        let (Value::Function(function) | Value::Method(function)) = self.value(file, callee) else {
            return None;
        };
        let mut candidates = Candidates::new();
        match self.file(file).facts.term(callee) {
            Term::Attribute(object, name) => match self.value(file, object) {
                Value::Module(_) => {}
                Value::Instance(class) | Value::Class(class) => {
                    self.owner_of(class, function)?;
                    self.overriding(class, name, &mut candidates)?;
                }
                Value::Super(class) => self.is_next_for_all(class, name)?,
                _ => return None,
            },
            Term::Function(_) | Term::Import { .. } | Term::Global(_) | Term::Builtin(_) => {}
            _ => return None,
        }
        candidates.push(function);
        let mut all = Candidates::new();
        for candidate in candidates {
            all.extend(self.definitions_of(candidate));
        }
        all.sort_unstable();
        all.dedup();
        // The function that was found comes first: it is the one to be named.
        let place = all.iter().position(|candidate| *candidate == function)?;
        all.swap(0, place);
        Some(all)
    }

    /// The functions of the same name in the same class or function: overloads, versions for other platforms.
    fn definitions_of(&self, function: FunctionId) -> impl Iterator<Item = FunctionId> {
        let own = self.function(function);
        (0..).zip(&self.file(function.file).facts.functions).filter_map(move |(index, other)| {
            let is_same = other.key == own.key && other.class == own.class && other.parent == own.parent;
            (is_same && !other.traits.has(FunctionTraits::LAMBDA) || index == function.index)
                .then_some(FunctionId { file: function.file, index })
        })
    }

    /// The class of a method that objects of a class have, if nothing on the way to it can have changed it.
    fn owner_of(&self, class: ClassId, method: FunctionId) -> Option<ClassId> {
        let owner = ClassId { file: method.file, index: self.function(method).class? };
        if owner == class {
            return self.is_left_alone(class).then_some(owner);
        }
        let order = self.bases(class);
        let place = order.iter().position(|base| *base == owner)?;
        let is_certain = self.has_known_bases(class)
            || self.file(owner.file).origin == Origin::FirstParty
                && self.is_only_definer(class, owner, self.function(method).key);
        (is_certain && order[..=place].iter().all(|base| self.is_left_alone(*base))).then_some(owner)
    }

    /// Whether of all the bases of a class that can be told only one defines a name, in whatever order they come.
    fn is_only_definer(&self, class: ClassId, owner: ClassId, name: Name) -> bool {
        let mut seen = FxHashSet::from_iter([class]);
        let mut queue = vec![class];
        while let Some(next) = queue.pop() {
            let facts = &self.file(next.file).facts;
            if next != owner && facts.member(next.index, name).is_some() {
                return false;
            }
            for base in facts.list(self.class(next).bases) {
                if let Value::Class(base) = self.value(next.file, *base)
                    && seen.insert(base)
                {
                    queue.push(base);
                }
            }
        }
        true
    }

    /// Whether a class is what its body says: no decorator, metaclass or `__getattribute__` makes something else of it.
    fn is_left_alone(&self, class: ClassId) -> bool {
        let file = self.file(class.file);
        if file.origin == Origin::Stub {
            return true;
        }
        let facts = self.class(class);
        let is_harmless = |decorator: &TermId| {
            let callee = match file.facts.term(*decorator) {
                Term::Call(callee) => callee,
                _ => *decorator,
            };
            match self.value(class.file, callee) {
                Value::Function(function) => {
                    HARMLESS_DECORATORS.contains(&self.file(function.file).module.as_str())
                }
                Value::Class(decorator) => {
                    HARMLESS_DECORATORS.contains(&self.file(decorator.file).module.as_str())
                }
                _ => false,
            }
        };
        let is_plain = facts.metaclass.is_none_or(|metaclass| {
            matches!(self.value(class.file, metaclass), Value::Class(metaclass)
                if matches!(self.file(metaclass.file).module.as_str(), "abc" | "enum" | "builtins"))
        });
        is_plain
            && file.facts.list(facts.decorators).iter().all(is_harmless)
            && file.facts.member(class.index, Name::constant("__getattribute__")).is_none()
    }

    /// Adds the methods of this name that objects of subclasses have; `None` if one of them is not a plain method.
    fn overriding(&self, class: ClassId, name: Name, candidates: &mut Candidates) -> Option<()> {
        for sub in self.all_subclasses(class)? {
            let (owner, term) = self.member(sub, name).ok()??;
            let Value::Function(function) = self.value(owner.file, term) else { return None };
            self.owner_of(sub, function)?;
            candidates.push(function);
        }
        Some(())
    }

    /// The subclasses of a class in the project, and theirs; `None` if they are too many to look at.
    fn all_subclasses(&self, class: ClassId) -> Option<FxHashSet<ClassId>> {
        let mut found = FxHashSet::default();
        let mut queue = vec![class];
        while let Some(next) = queue.pop() {
            for sub in self.subclasses(next) {
                if found.insert(*sub) {
                    queue.push(*sub);
                }
            }
            if found.len() > SUBCLASSES {
                return None;
            }
        }
        Some(found)
    }

    /// Nothing, if `super().name` in a class's methods finds the same for objects of every subclass.
    fn is_next_for_all(&self, class: ClassId, name: Name) -> Option<()> {
        let found = self.member_after(class, name).ok()??;
        for sub in std::iter::once(class).chain(self.all_subclasses(class)?) {
            if !self.has_known_bases(sub) {
                return None;
            }
            let order = self.bases(sub);
            let after = order.iter().skip_while(|base| **base != class).skip(1);
            let next =
                after.copied().find(|base| self.file(base.file).facts.member(base.index, name).is_some());
            if next != Some(found.0) {
                return None;
            }
        }
        self.is_left_alone(found.0).then_some(())
    }

    fn makes_coroutine(&self, function: FunctionId) -> bool {
        self.shape(function).colour == Colour::Async
            && !self.declares_async_iterator(function)
            && !self.is_cached(function)
    }

    /// Whether a function gives the same object again: a coroutine that somebody else may have awaited.
    fn is_cached(&self, function: FunctionId) -> bool {
        let facts = &self.file(function.file).facts;
        facts.list(self.function(function).decorators).iter().any(|decorator| {
            let callee = match facts.term(*decorator) {
                Term::Call(callee) => callee,
                _ => *decorator,
            };
            matches!(self.value(function.file, callee), Value::Function(cache)
                if CACHES.contains(&self.function(cache).key) && self.file(cache.file).module == "functools")
        })
    }

    /// Whether a coroutine function says that it gives an asynchronous iterator: without a body it stands for a generator.
    fn declares_async_iterator(&self, function: FunctionId) -> bool {
        let facts = &self.file(function.file).facts;
        let returns = facts.term(self.function(function).returns);
        let (Term::ContainerOf(class, _) | Term::InstanceOf(class)) = returns else { return false };
        match facts.term(class) {
            Term::Import { member, .. } => ASYNC_ITERATORS.contains(&Name::new(facts.text(member))),
            Term::Attribute(_, name) => ASYNC_ITERATORS.contains(&name),
            _ => {
                matches!(self.value(function.file, class), Value::Class(class) if ASYNC_ITERATORS.contains(&self.class(class).key))
            }
        }
    }

    /// What a function returns, if that certainly cannot be awaited.
    pub(super) fn plain_return(&self, function: FunctionId) -> Option<Plain> {
        let file = self.file(function.file);
        let facts = self.function(function);
        let shape = self.shape(function);
        if shape.binding == Binding::Property || !shape.wrappers.is_empty() {
            return None;
        }
        if file.origin == Origin::Stub {
            return match shape.colour {
                Colour::Sync => self.plain_term(function.file, facts.returns),
                _ => None,
            };
        }
        let is_undecorated = facts.decorators.is_empty();
        match shape.colour {
            Colour::Sync if facts.traits.has(FunctionTraits::STUB) || self.is_abstract(function) => None,
            Colour::Sync if !facts.traits.has(FunctionTraits::RETURNS_VALUE) => Some(Plain::None),
            Colour::Sync => {
                let declared = self.plain_term(function.file, facts.returns);
                let given = self.plain_term(function.file, facts.gives);
                match (declared, given) {
                    // What it says is often not the whole truth, where somebody awaits it.
                    (Some(_), Some(given)) => Some(given),
                    (None, Some(given)) if facts.returns == TermId::UNKNOWN => Some(given),
                    _ => None,
                }
            }
            Colour::Generator if is_undecorated => Some(Plain::Generator),
            Colour::AsyncGenerator if is_undecorated => Some(Plain::AsyncGenerator),
            Colour::Context => Some(Plain::Context),
            Colour::AsyncContext => Some(Plain::AsyncContext),
            _ => None,
        }
    }

    pub(super) fn is_abstract(&self, function: FunctionId) -> bool {
        let facts = &self.file(function.file).facts;
        facts.list(self.function(function).decorators).iter().any(|decorator| {
            match self.value(function.file, *decorator) {
                Value::Function(decorator) => {
                    self.function(decorator).key == Name::constant("abstractmethod")
                }
                _ => false,
            }
        })
    }

    /// What a term stands for, if that certainly cannot be awaited.
    fn plain_term(&self, file: FileId, term: TermId) -> Option<Plain> {
        match self.file(file).facts.term(term) {
            Term::Constant(crate::facts::Constant::Text(_)) => match self.value(file, term) {
                Value::Instance(class) => Some(Plain::Object(class)),
                _ => None,
            },
            Term::Constant(_) => Some(Plain::Number),
            Term::ContainerOf(class, _) => match self.value(file, class) {
                Value::Class(class) if self.is_plain_class(class) => Some(Plain::Object(class)),
                _ => None,
            },
            _ => match self.value(file, term) {
                Value::None => Some(Plain::None),
                Value::Instance(class) if self.is_plain_class(class) => Some(Plain::Object(class)),
                _ => None,
            },
        }
    }

    /// Whether objects of a class, and of all its subclasses, certainly cannot be awaited.
    fn is_plain_class(&self, class: ClassId) -> bool {
        // A stub of another library may leave out what makes an object awaitable.
        let file = self.file(class.file);
        (file.origin != Origin::Stub || typeshed::has(&file.module))
            && self.is_understood(class)
            && self.class(class).key != Name::constant("Generator")
            && !self.has_any_member(class, &[Name::constant("__await__")])
    }

    /// Whether everything that a class and its subclasses in the project have is known, and is what the source says. A
    /// protocol says what is there, not what is not.
    fn is_understood(&self, class: ClassId) -> bool {
        let is_understood = |class: ClassId| {
            self.has_known_bases(class)
                && self.bases(class).iter().copied().all(|base| self.is_left_alone(base))
        };
        !self.file(class.file).module.starts_with("unittest")
            && !self.is_protocol(class)
            && is_understood(class)
            && self.all_subclasses(class).is_some_and(|subs| subs.into_iter().all(is_understood))
    }

    /// Whether a class, or a subclass of it in the project, holds one of these names.
    fn has_any_member(&self, class: ClassId, names: &[Name]) -> bool {
        let subclasses = self.all_subclasses(class).unwrap_or_default();
        std::iter::once(class)
            .chain(subclasses)
            .any(|class| names.iter().any(|name| !matches!(self.member(class, *name), Ok(None))))
    }

    /// Which statements an object that a term stands for works with.
    fn works(&self, file: FileId, object: TermId, is_entered: bool) -> Option<Works> {
        let term = self.file(file).facts.term(object);
        let value = self.value(file, object);
        if let Term::Call(callee) = term
            && matches!(self.value(file, callee), Value::Function(_) | Value::Method(_))
        {
            let kind = std::mem::discriminant(&value);
            // What other versions of a stub's function give need not have been loaded.
            let is_same = |function| match self.called(Value::Function(function)) {
                Value::Pending => self.file(function.file).origin == Origin::Stub,
                other => std::mem::discriminant(&other) == kind,
            };
            if !self.candidates(file, callee)?.into_iter().all(is_same) {
                return None;
            }
        }
        match value {
            Value::Generator(_) if !is_entered => Some(Works::Plainly),
            Value::AsyncGenerator(_) if !is_entered => Some(Works::Asynchronously),
            Value::Context(_) if is_entered => Some(Works::Plainly),
            Value::AsyncContext(_) if is_entered => Some(Works::Asynchronously),
            Value::Instance(class) => self.works_by_methods(class, is_entered),
            Value::Elements(_) | Value::Mapping(_) | Value::Tuple(_) if !is_entered => {
                self.works_by_methods(self.container_class(file, term)?, false)
            }
            _ => None,
        }
    }

    /// The concrete container that a term, or what a function returns that it calls, is declared to be.
    fn container_class(&self, file: FileId, term: Term) -> Option<ClassId> {
        match term {
            Term::ContainerOf(class, _) => match self.value(file, class) {
                Value::Class(class) => Some(class),
                _ => None,
            },
            Term::Call(callee) => {
                let (Value::Function(function) | Value::Method(function)) = self.value(file, callee) else {
                    return None;
                };
                match self.file(function.file).facts.term(self.function(function).returns) {
                    term @ Term::ContainerOf(..) => self.container_class(function.file, term),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn works_by_methods(&self, class: ClassId, is_entered: bool) -> Option<Works> {
        const PLAIN_CONTEXT: &[Name] = &[Name::constant("__enter__")];
        const ASYNC_CONTEXT: &[Name] = &[Name::constant("__aenter__")];
        const PLAIN_ITERABLE: &[Name] = &[Name::constant("__iter__"), Name::constant("__getitem__")];
        const ASYNC_ITERABLE: &[Name] = &[Name::constant("__aiter__")];
        let (plain, asynchronous) =
            if is_entered { (PLAIN_CONTEXT, ASYNC_CONTEXT) } else { (PLAIN_ITERABLE, ASYNC_ITERABLE) };
        if !self.is_understood(class) {
            return None;
        }
        let has_method = |names: &[Name]| {
            matches!(self.member(class, names[0]), Ok(Some((owner, term)))
            if matches!(self.value(owner.file, term), Value::Function(_)))
        };
        if has_method(plain) && !self.has_any_member(class, asynchronous) {
            Some(Works::Plainly)
        } else if has_method(asynchronous) && !self.has_any_member(class, plain) {
            Some(Works::Asynchronously)
        } else {
            None
        }
    }
}

/// Modules whose class decorators leave the methods as they are.
const HARMLESS_DECORATORS: &[&str] = &[
    "attr",
    "attr._make",
    "attr._next_gen",
    "attrs",
    "dataclasses",
    "enum",
    "functools",
    "typing",
    "typing_extensions",
];

/// Decorators of `functools` that keep what a function gave.
const CACHES: &[Name] = &[Name::constant("cache"), Name::constant("lru_cache")];

const ASYNC_ITERATORS: &[Name] =
    &[Name::constant("AsyncIterator"), Name::constant("AsyncIterable"), Name::constant("AsyncGenerator")];
