//! Holes: what a codemod's parameters stand for.

use crate::syntax::NodeKind;

/// The place of a hole among the parameters.
pub type HoleIndex = usize;

/// A parameter of `before`.
#[derive(Debug, Clone, PartialEq)]
pub struct Hole {
    /// Its name.
    pub name: String,
    /// How much it takes.
    pub takes: Takes,
    /// What it has to be; any of these, or anything if there is none.
    pub constraints: Vec<Constraint>,
    /// The source of its default: where the matched code leaves the argument out, this is meant.
    pub default: Option<String>,
}

impl Hole {
    /// Whether it is the attribute's name in a pattern such as `client.method(…)`: one of these.
    pub fn is_member(&self, attribute: &str) -> bool {
        let is_word =
            |constraint: &Constraint| matches!(constraint, Constraint::Value(NodeKind::ExprStringLiteral, _));
        self.name == attribute && !self.constraints.is_empty() && self.constraints.iter().all(is_word)
    }

    /// Whether its words hold this one: an attribute's name, or that of a keyword argument.
    pub fn allows_word(&self, name: &str) -> bool {
        self.constraints
            .iter()
            .any(|constraint| matches!(constraint, Constraint::Value(_, word) if word == name))
    }

    /// Whether its pair says what becomes of an exception that is caught around what the main pair matches.
    pub fn is_caught(&self) -> bool {
        self.constraints.contains(&Constraint::Caught)
    }

    /// Whether it stands for a name that the main pair binds.
    pub fn is_bound(&self) -> bool {
        self.constraints.contains(&Constraint::Bound)
    }

    /// Whether the matched code may have nothing for it.
    pub fn may_be_left_out(&self) -> bool {
        self.default.is_some()
            || self.is_caught()
            || matches!(self.takes, Takes::Positional | Takes::Keywords)
    }
}

/// How much a hole takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// One expression.
    Expression,
    /// The positional arguments that are left: `*args`.
    Positional,
    /// The keyword arguments that are left: `**kwargs`.
    Keywords,
    /// Statements: annotated with `Body`.
    Statements,
}

/// What an expression has to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Constraint {
    /// An object of a class, or of one that derives from it.
    Instance(String),
    /// A certain literal, by its kind and what [`own`](super::own) says of it.
    Value(NodeKind, String),
    /// A literal of a kind.
    Literal(LiteralKind),
    /// A plain name.
    Name,
    /// The name of the same spelling that the main pair binds, where it is used.
    Bound,
    /// Nothing in the code: the pair is about an exception that is caught around what the main pair matches.
    Caught,
}

/// A kind of literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiteralKind {
    /// `1`
    Int,
    /// `1.0`
    Float,
    /// `"a"`; not an f-string.
    Str,
    /// `b"a"`
    Bytes,
    /// `True` and `False`
    Bool,
    /// `(a, b)`, whatever its elements are
    Tuple,
    /// `[a, b]`
    List,
}
