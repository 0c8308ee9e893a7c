//! Guards: what must hold for a function to come to one of its calls, as far as its parameters and the platform tell.

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
}

/// A value that is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Plain {
    /// `None`.
    None,
    /// A literal.
    Constant(Constant),
}

impl Plain {
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
        if self.subject != other.subject {
            return false;
        }
        if self.test == other.test {
            return self.holds != other.holds;
        }
        match (self.test, other.test) {
            (Test::Is(value), _) if self.holds => value.denies(other),
            (_, Test::Is(value)) if other.holds => value.denies(self),
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
            Test::StartsWith(_) => None,
        };
        holds.is_some_and(|holds| holds != condition.holds)
    }
}
