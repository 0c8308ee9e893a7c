//! Guards: what must hold for a function to come to one of its calls, as far as its parameters, its object's
//! attributes and the platform tell.

use serde::{Deserialize, Serialize};

use super::{Constant, Name};

/// The conditions of a call, in [`Facts::guards`](super::Facts::guards); most calls have none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardId(pub(crate) u32);

impl GuardId {
    /// No conditions.
    pub const NONE: GuardId = GuardId(0);
}

/// Something that holds wherever a call runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Condition {
    /// What it is about.
    pub subject: Subject,
    /// What is asked of it.
    pub test: Test,
    /// The answer.
    pub holds: bool,
}

/// What a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// What is given for a parameter, by its place.
    Parameter(u16),
    /// An attribute of the object that the function is called on, as it is when the function is called.
    Attribute(Name),
    /// The same, as it is where the call stands.
    AttributeHere(Name),
    /// What a name of the function's own stands for where the call stands.
    Variable(Name),
    /// What is the same as long as the process runs, by its source: `sys.platform`.
    Process(Name),
}

/// What a condition asks of its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Test {
    /// Whether it is true where Python asks for the truth of a value.
    IsTrue,
    /// Whether it is this value, by `==` or `is`.
    Is(Plain),
    /// Whether it begins with this text.
    StartsWith(Name),
    /// Whether it is an object of the class of this name.
    IsInstance(Name),
    /// Whether nothing is in it, as queues tell by `empty()`.
    IsEmpty,
    /// Whether it is a number of seconds that nobody minds waiting.
    IsShort,
}

impl Subject {
    /// Whether it means the same to who calls the function.
    pub fn is_of_caller(self) -> bool {
        !matches!(self, Subject::AttributeHere(_) | Subject::Variable(_))
    }

    /// The same thing where the call stands.
    #[must_use]
    pub fn here(self) -> Subject {
        match self {
            Subject::Attribute(name) => Subject::AttributeHere(name),
            other => other,
        }
    }

    /// Whether two are about the same thing at one place.
    fn is_same(self, other: Subject) -> bool {
        match (self, other) {
            (
                Subject::Attribute(name) | Subject::AttributeHere(name),
                Subject::Attribute(other) | Subject::AttributeHere(other),
            ) => name == other,
            _ => self == other,
        }
    }
}

/// A value that is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Plain {
    /// `None`.
    None,
    /// A literal.
    Constant(Constant),
}

/// Builtin classes of which no object is of two.
const UNRELATED: &[Name] = &[
    Name::constant("bytearray"),
    Name::constant("bytes"),
    Name::constant("dict"),
    Name::constant("float"),
    STR,
    Name::constant("list"),
    Name::constant("set"),
    Name::constant("tuple"),
];

const STR: Name = Name::constant("str");

impl Plain {
    /// Whether it is an object of one of the builtin classes that are [`UNRELATED`].
    fn is_instance_of(self, class: Name) -> Option<bool> {
        match self {
            Plain::None | Plain::Constant(Constant::Number(_)) => Some(false),
            Plain::Constant(Constant::Text(_)) => Some(class == STR),
            Plain::Constant(Constant::Thousandths(_) | Constant::OtherNumber) => None,
        }
    }

    fn is_short(self) -> bool {
        matches!(self, Plain::Constant(constant) if constant.is_short_wait(1))
    }

    fn is_true(self) -> bool {
        const EMPTY: Name = Name::constant("");
        !matches!(self, Plain::None | Plain::Constant(Constant::Number(0) | Constant::Text(EMPTY)))
    }

    /// Whether two values are equal; `None` where both are numbers and one is not known.
    fn equals(self, other: Plain) -> Option<bool> {
        match (self, other) {
            (
                Plain::Constant(Constant::OtherNumber),
                Plain::Constant(Constant::OtherNumber | Constant::Number(_)),
            )
            | (Plain::Constant(Constant::Number(_)), Plain::Constant(Constant::OtherNumber)) => None,
            _ => Some(self == other),
        }
    }
}

impl Condition {
    /// That a subject has a value.
    pub fn value(subject: Subject, value: Plain) -> Condition {
        Condition { subject, test: Test::Is(value), holds: true }
    }

    /// Whether both cannot hold at once, as far as is certain.
    pub fn contradicts(self, other: Condition) -> bool {
        if !self.subject.is_same(other.subject) {
            return false;
        }
        if self.test == other.test {
            return self.holds != other.holds;
        }
        match (self.test, other.test) {
            (Test::Is(value), _) if self.holds => value.denies(other),
            (_, Test::Is(value)) if other.holds => value.denies(self),
            (Test::IsInstance(one), Test::IsInstance(another)) => {
                self.holds && other.holds && UNRELATED.contains(&one) && UNRELATED.contains(&another)
            }
            _ => false,
        }
    }
}

impl Plain {
    /// Whether a condition does not hold for a subject with this value.
    fn denies(self, condition: Condition) -> bool {
        let holds = match condition.test {
            Test::IsTrue => Some(self.is_true()),
            Test::Is(value) => self.equals(value),
            Test::IsInstance(class) if UNRELATED.contains(&class) => self.is_instance_of(class),
            Test::IsShort => Some(self.is_short()),
            Test::IsInstance(_) | Test::StartsWith(_) | Test::IsEmpty => None,
        };
        holds.is_some_and(|holds| holds != condition.holds)
    }
}
