//! Terms: expressions as the program sees them, without text or place.

use serde::{Deserialize, Serialize};

use super::{ClassIndex, FunctionIndex, Name, Span, Text};

/// A term, by its place in [`Facts::terms`](super::Facts::terms).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TermId(pub(crate) u32);

impl TermId {
    /// The term of which nothing is known.
    pub const UNKNOWN: TermId = TermId(0);

    /// The place as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Default for TermId {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

/// What an expression is, as far as one file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Term {
    /// Nothing is known.
    Unknown,
    /// `None`.
    None,
    /// A literal of a builtin class, by the class's name.
    Literal(Name),
    /// A literal that can decide whether a call waits.
    Constant(Constant),
    /// A module; `level` leading dots, then the dotted name.
    Module {
        /// How many dots lead.
        level: u8,
        /// The name after the dots.
        name: Text,
    },
    /// `from module import member`: what the module holds under the name, or its submodule.
    Import {
        /// The module.
        module: TermId,
        /// The name.
        member: Text,
    },
    /// A name that neither a function nor the module binds, where a star import of the module may.
    Global(Name),
    /// A name that nothing in the file binds.
    Builtin(Name),
    /// A function of this file.
    Function(FunctionIndex),
    /// A class of this file.
    Class(ClassIndex),
    /// The object that a method of this class is called on.
    Receiver(ClassIndex),
    /// The class that a class method is called on: this one or a subclass.
    ReceiverClass(ClassIndex),
    /// `super()` in a method of this class.
    Super(ClassIndex),
    /// An unannotated parameter of a function of this file, by its place among the parameters.
    Parameter(FunctionIndex, u16),
    /// An attribute of a term.
    Attribute(TermId, Name),
    /// What calling a term gives.
    Call(TermId),
    /// What awaiting a term gives.
    Awaited(TermId),
    /// What `with term as …` binds.
    Entered(TermId),
    /// What `async with term as …` binds.
    EnteredAsync(TermId),
    /// What iterating over a term gives.
    Element(TermId),
    /// What `async for` gives.
    ElementAsync(TermId),
    /// What `term[…]` gives; a generic class where the term is a class.
    Item(TermId),
    /// A value of the type that a term names: what an annotation says.
    InstanceOf(TermId),
    /// A container or iterable of the first's kind whose elements are values such as the second.
    ContainerOf(TermId, TermId),
    /// An awaitable that gives such a value.
    AwaitableOf(TermId),
    /// `functools.partial(term, …)`.
    Partial(TermId),
    /// What several terms, in the list, agree on, apart from `None` and what cannot be found.
    Agreed(Span),
    /// One of several, in the list: what a union is.
    OneOf(Span),
    /// The first, which a test has found to be such as the second: an object, or one of several.
    Is(TermId, TermId),
    /// The first, which a test has found not to be such as the second.
    IsNot(TermId, TermId),
    /// The elements of a tuple, in the list, each by its place.
    Items(Span),
    /// What unpacking a term gives at a place.
    Part(TermId, u8),
    /// `term[place]`.
    ItemAt(TermId, u8),
}

/// A literal that decides whether a call waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Constant {
    /// A whole number; `False` is 0 and `True` is 1, as Python compares them.
    Number(i64),
    /// A number with a fraction, in thousandths, rounded up.
    Thousandths(i64),
    /// Another number.
    OtherNumber,
    /// A short string.
    Text(Name),
}

impl Constant {
    /// How many thousandths of a second nobody minds.
    const SHORT: i64 = 500;

    /// Whether it is half a second or less, in units of which so many are a second.
    pub fn is_short_wait(self, per_second: i64) -> bool {
        let thousandths = match self {
            Constant::Number(number) => number.checked_mul(1000),
            Constant::Thousandths(thousandths) => Some(thousandths),
            Constant::OtherNumber | Constant::Text(_) => None,
        };
        thousandths.is_some_and(|thousandths| (0..=Self::SHORT * per_second).contains(&thousandths))
    }
}
