//! Facts: what one file tells the whole program, after its tree is gone.
//!
//! Facts are a pure function of one file's text: definitions, what names and attributes hold, and every call with its
//! symbolic callee and its context. They hold no path, no time and nothing of other files, so they can be kept by the
//! text's hash. What a name of another file means is left open: a [`Term`] says how it is reached, and the program
//! evaluates it. Positions stand in [`Positions`], apart from what linking reads: a comment more moves these alone.

mod extract;
mod guard;
mod name;
mod term;

pub use extract::{builtin_method, comparison_method, constant, extract, lets_block, operator_method};
pub use guard::{Condition, GuardId, Plain, Subject, Test};
pub use name::Name;
pub use term::{Constant, Term, TermId};

use serde::{Deserialize, Serialize};

/// What one file tells the program. Every list is in the order of the source unless it says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// All names that are shown or are parts of module names, one after another.
    pub text: String,
    /// Expressions, each once; the parts of one come before it.
    pub terms: Vec<Term>,
    /// The members of the lists that [`Span`]s of terms point at.
    pub lists: Vec<TermId>,
    /// What the module's names hold, sorted by name.
    pub globals: Vec<(Name, TermId)>,
    /// The names that `__all__` lists, sorted; `None` where there is none that can be read.
    pub exports: Option<Vec<Name>>,
    /// The module's names that a star import leaves out where there is no `__all__`, sorted.
    pub private: Vec<Name>,
    /// The modules of `from … import *` at module level.
    pub stars: Vec<TermId>,
    /// The dotted modules that `import a.b` names, whole, without those of one part; first those outside of functions.
    pub imports: Vec<Text>,
    /// How many of these stand outside of functions.
    pub outer_imports: u32,
    /// The attributes that the file reads and the methods that its operators call, as the low halves of their names'
    /// numbers, sorted: whether the file has to be looked at again for one that blocks.
    pub reads: Vec<u32>,
    /// The functions, methods and classes that the file, as tests do, replaces by others, sorted; each with the function
    /// that does it, unless that does it for others.
    pub replaced: Vec<(Name, Option<FunctionIndex>)>,
    /// Every `def` and `lambda`.
    pub functions: Vec<Function>,
    /// Every `class`.
    pub classes: Vec<Class>,
    /// What classes and their instances hold; each class has a run of them, sorted by name.
    pub members: Vec<(Name, TermId)>,
    /// The parameters of constructors that an attribute keeps, and nothing else.
    pub kept: Vec<KeptParameter>,
    /// Every call, and what else runs a function: entering a context, iterating, operators, reading a property.
    pub calls: Vec<Call>,
    /// The arguments of calls that can be functions.
    pub arguments: Vec<Argument>,
    /// The parameters of functions.
    pub parameters: Vec<Parameter>,
    /// The guards of calls, as runs of their conditions.
    pub guards: Vec<Span>,
    /// What guards ask, sorted in each.
    pub conditions: Vec<Condition>,
    /// Where things stand.
    pub positions: Positions,
}

/// Where functions, classes and calls stand in the text, in bytes; as many of each as the facts have. What comments say
/// belongs here too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Positions {
    /// The name of a `def`; the whole of a `lambda`.
    pub functions: Vec<(u32, u32)>,
    /// The name of a `class`.
    pub classes: Vec<(u32, u32)>,
    /// The whole call, or the expression that is entered, iterated over or operated on. Sorted by start.
    pub calls: Vec<(u32, u32)>,
    /// Whether a comment silences findings.
    pub has_directives: bool,
}

/// A function, by its place in [`Facts::functions`].
pub type FunctionIndex = u32;
/// A class, by its place in [`Facts::classes`].
pub type ClassIndex = u32;
/// A call, by its place in [`Facts::calls`].
pub type CallIndex = u32;

/// A part of [`Facts::text`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A run of neighbours in one of the lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    /// The run as indices.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Its name, to be shown; empty for a `lambda`.
    pub name: Text,
    /// Its name.
    pub key: Name,
    /// The class in whose body it stands directly.
    pub class: Option<ClassIndex>,
    /// The function in whose body it stands, through classes too.
    pub parent: Option<FunctionIndex>,
    /// What kind it is.
    pub traits: FunctionTraits,
    /// Its decorators, the outermost first, in [`Facts::lists`]; a call where the decorator is called.
    pub decorators: Span,
    /// Its parameters, in [`Facts::parameters`].
    pub parameters: Span,
    /// What a call gives; what awaiting it gives if it is `async`. The annotation, or what every `return` agrees on.
    pub returns: TermId,
    /// What it returns of its own making, for decorators: the functions among its `return` values.
    pub gives: TermId,
    /// The place that other tasks may see and that its body changes first, as the source spells it; empty if none.
    pub writes: Text,
}

impl Function {
    /// The module's own code, where a function is asked for.
    pub const OF_MODULE: Function = Function {
        name: Text { start: 0, end: 0 },
        key: Name::constant(""),
        class: None,
        parent: None,
        traits: FunctionTraits(0),
        decorators: Span { start: 0, end: 0 },
        parameters: Span { start: 0, end: 0 },
        returns: TermId::UNKNOWN,
        gives: TermId::UNKNOWN,
        writes: Text { start: 0, end: 0 },
    };
}

/// What kind of function it is, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FunctionTraits(u16);

impl FunctionTraits {
    /// `async def`.
    pub const ASYNC: Self = Self(1);
    /// Its body yields.
    pub const GENERATOR: Self = Self(2);
    /// A `lambda`.
    pub const LAMBDA: Self = Self(4);
    /// It only declares: `...`, `pass`, a docstring, `raise NotImplementedError`.
    pub const STUB: Self = Self(8);
    /// It awaits, or enters or iterates over something asynchronous: it may suspend.
    pub const SUSPENDS: Self = Self(16);
    /// It names its class's instances through its first parameter.
    pub const HAS_RECEIVER: Self = Self(32);
    /// It writes only to the object it is called on, in `__init__` and the like.
    pub const BUILDS: Self = Self(64);
    /// It may return something but `None`, or ends in a `raise`, as what subclasses are to write does.
    pub const RETURNS_VALUE: Self = Self(128);
    /// It is `async` and has a loop that waits and has no end of its own.
    pub const RUNS_UNTIL_STOPPED: Self = Self(256);
    /// It yields in a `while` loop, perhaps for ever.
    pub const MAY_YIELD_FOR_EVER: Self = Self(512);
    /// It may return a tuple, list or dictionary of what it names or makes.
    pub const RETURNS_NAMES: Self = Self(1 << 14);

    /// A generator that `asyncio.coroutine` makes a coroutine of.
    pub const LEGACY_COROUTINE: Self = Self(1 << 13);
    /// Its body runs on the event loop.
    pub const ON_LOOP: Self = Self(1 | 1 << 13);

    /// Whether it has one of these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// With these.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name.
    pub key: Name,
    /// How it is given.
    pub kind: ParameterKind,
    /// What it holds by its annotation; unknown without one.
    pub declared: TermId,
    /// Its default, if that is `None` or a constant.
    pub default: TermId,
}

/// How a parameter is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterKind {
    /// By position, and by name unless it comes before a `/`.
    Positional,
    /// By name only.
    Keyword,
    /// `*args` or `**kwargs`.
    Variadic,
}

/// What `self.name = parameter` in a constructor keeps, where the class assigns nothing else to the attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptParameter {
    /// The class.
    pub class: ClassIndex,
    /// The attribute.
    pub name: Name,
    /// The constructor.
    pub function: FunctionIndex,
    /// The parameter's place.
    pub place: u16,
}

/// A class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Its name, to be shown.
    pub name: Text,
    /// Its name.
    pub key: Name,
    /// The function in whose body it stands.
    pub parent: Option<FunctionIndex>,
    /// Its bases, in [`Facts::lists`].
    pub bases: Span,
    /// Its decorators, in [`Facts::lists`].
    pub decorators: Span,
    /// Its metaclass, if it names one.
    pub metaclass: Option<TermId>,
    /// What it and its instances hold, in [`Facts::members`].
    pub members: Span,
    /// Whether its bases can all be read: no `*`, and no call but of what is known.
    pub has_plain_bases: bool,
}

/// What runs when control comes to a place: a call, or an operation that calls a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// What is called; for an operation, what it is done to.
    pub callee: TermId,
    /// Which method of `callee` an operation calls.
    pub operation: Operation,
    /// The function in whose body it stands; `None` for the module's and classes' own code.
    pub function: Option<FunctionIndex>,
    /// How it stands there.
    pub context: CallContext,
    /// How many arguments are given by position, before a `*`.
    pub positional: u8,
    /// Its arguments, in [`Facts::arguments`]: those by name, and by position those that matter.
    pub arguments: Span,
    /// What must hold for its function to come to it.
    pub guard: GuardId,
}

/// What is done to a call's `callee`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operation {
    /// It is called.
    Call,
    /// It is entered and left by `with`.
    Enter,
    /// It is entered and left by `async with`.
    EnterAsync,
    /// It is iterated over to the end.
    Iterate,
    /// It is iterated over by `async for`.
    IterateAsync,
    /// It is imported inside of a function: a module's code may run.
    Import,
    /// This method is called by an operator, or this attribute is read.
    Method(Name),
}

/// How a call stands in its function, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CallContext(u32);

impl CallContext {
    /// The operand of `await`.
    pub const AWAITED: Self = Self(1);
    /// A statement of its own: the value is dropped.
    pub const STATEMENT: Self = Self(2);
    /// An argument of another call.
    pub const ARGUMENT: Self = Self(4);
    /// In a loop.
    pub const IN_LOOP: Self = Self(8);
    /// In the body of a `try`.
    pub const IN_TRY: Self = Self(16);
    /// In an `except` or `finally` clause.
    pub const IN_HANDLER: Self = Self(32);
    /// Under a test of the platform, the version, or for a type checker.
    pub const GUARDED: Self = Self(64);
    /// Never runs: for type checkers alone.
    pub const TYPE_CHECKING: Self = Self(128);
    /// After or under a check of the thread or of the running loop in its function.
    pub const OFF_LOOP: Self = Self(256);
    /// In a generator expression, which runs when somebody iterates over it.
    pub const LAZY: Self = Self(512);
    /// What it gives is iterated over to the end, by a loop or by who takes it as an argument.
    pub const CONSUMED: Self = Self(1024);
    /// What it gives is entered by `with` or `async with`.
    pub const ENTERED: Self = Self(2048);
    /// In a default, decorator or base: runs with the definition.
    pub const HAS_STAR: Self = Self(4096);
    /// Before the function suspends for the first time.
    pub const BEFORE_FIRST_AWAIT: Self = Self(8192);
    /// What it gives is returned.
    pub const RETURNED: Self = Self(16384);
    /// Under a lock of threads, by type or name.
    pub const LOCKED: Self = Self(32768);
    /// What it gives is used on the spot as nobody uses a coroutine: tested, compared, formatted, logged, computed with,
    /// unpacked, or asked for an attribute or item.
    pub const USED: Self = Self(65536);
    /// With a `*` among its arguments.
    pub const HAS_STARRED: Self = Self(131_072);
    /// In an `except` clause.
    pub const IN_EXCEPT: Self = Self(262_144);
    /// On a line with a comment by which the user has decided that it may block.
    pub const SILENCED: Self = Self(1 << 25);
    /// Where something is not there yet that is kept from then on.
    pub const FIRST_USE: Self = Self(1 << 26);
    /// Installs a package that was found to be missing.
    pub const INSTALLS: Self = Self(1 << 27);
    /// Before the function may have changed an attribute of the object that it is called on.
    pub const OBJECT_UNCHANGED: Self = Self(1 << 24);
    /// In a `while` loop.
    pub const IN_WHILE: Self = Self(1 << 28);
    /// A name is bound to what it gives.
    pub const BOUND: Self = Self(1 << 29);
    /// Where nobody can await what it gives any more.
    pub const DROPPED_OR_USED: Self = Self(2 + 1024 + 2048 + 65536);

    /// The set without these.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it has one of these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// With these.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// An argument that may be, or hold, a function; or one that decides whether the call waits, or may by way of its
/// caller. Others for the same place follow it where the way it is written says more: the flags that it joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// Where it is given.
    pub slot: Slot,
    /// What it is.
    pub value: TermId,
    /// How it is written.
    pub form: ArgumentForm,
}

/// How an argument is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArgumentForm {
    /// As `None` or a literal: its value is always this.
    Literal,
    /// As the caller's own parameter of this place, which nothing has bound anew by then.
    Parameter(u16),
    /// As another name of the caller, of which its guard tells something.
    Variable(Name),
    /// In any other way.
    Other,
}

/// Where an argument is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slot {
    /// By position, counted from 0.
    Position(u8),
    /// By name.
    Keyword(Name),
}

impl Facts {
    /// Gives back what the lists have not filled.
    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.terms.shrink_to_fit();
        self.lists.shrink_to_fit();
        self.reads.shrink_to_fit();
        self.replaced.shrink_to_fit();
        self.functions.shrink_to_fit();
        self.classes.shrink_to_fit();
        self.members.shrink_to_fit();
        self.kept.shrink_to_fit();
        self.calls.shrink_to_fit();
        self.arguments.shrink_to_fit();
        self.parameters.shrink_to_fit();
        self.guards.shrink_to_fit();
        self.conditions.shrink_to_fit();
        self.positions.functions.shrink_to_fit();
        self.positions.classes.shrink_to_fit();
        self.positions.calls.shrink_to_fit();
    }

    /// Whether the file may read an attribute, or apply an operator, of this name.
    pub fn may_read(&self, name: Name) -> bool {
        self.reads.binary_search(&name.low()).is_ok()
    }

    /// A name or a part of one.
    pub fn text(&self, text: Text) -> &str {
        &self.text[text.start as usize..text.end as usize]
    }

    /// A term.
    pub fn term(&self, id: TermId) -> Term {
        self.terms[id.index()]
    }

    /// The members of a list.
    pub fn list(&self, span: Span) -> &[TermId] {
        &self.lists[span.range()]
    }

    /// What a name of the module holds.
    pub fn global(&self, name: Name) -> Option<TermId> {
        find(&self.globals, name)
    }

    /// What a class, or an instance of it, holds under a name by its own body and methods.
    pub fn member(&self, class: ClassIndex, name: Name) -> Option<TermId> {
        find(&self.members[self.classes[class as usize].members.range()], name)
    }

    /// The parameters of a function.
    pub fn parameters(&self, function: &Function) -> &[Parameter] {
        &self.parameters[function.parameters.range()]
    }

    /// The arguments of a call.
    pub fn arguments(&self, call: &Call) -> &[Argument] {
        &self.arguments[call.arguments.range()]
    }

    /// What must hold for a call's function to come to it, sorted.
    pub fn guard(&self, call: &Call) -> &[Condition] {
        match call.guard.0 {
            0 => &[],
            place => &self.conditions[self.guards[place as usize - 1].range()],
        }
    }

    /// The calls that start at or after a place and are exactly this long.
    pub fn call_at(&self, start: u32, end: u32, operation: Operation) -> Option<CallIndex> {
        let first = self.positions.calls.partition_point(|range| range.0 < start);
        let same_start = self.positions.calls[first..].iter().take_while(|range| range.0 == start);
        let place = same_start
            .enumerate()
            .find(|(offset, range)| range.1 == end && self.calls[first + offset].operation == operation);
        place.map(|(offset, _)| index_u32(first + offset))
    }

    /// The function whose name stands at a place.
    pub fn function_at(&self, start: u32) -> Option<FunctionIndex> {
        self.positions.functions.iter().position(|range| range.0 == start).map(index_u32)
    }
}

fn find(sorted: &[(Name, TermId)], name: Name) -> Option<TermId> {
    let place = sorted.binary_search_by_key(&name, |(name, _)| *name).ok()?;
    Some(sorted[place].1)
}

fn index_u32(index: usize) -> u32 {
    u32::try_from(index).expect("a text of at most 4 GiB has fewer parts than bytes")
}
