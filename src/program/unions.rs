//! Objects that are of one of several classes: unions, and what tests of the class leave of them.

use smallvec::SmallVec;

use super::{FileId, Program, Value};
use crate::facts::{Name, Term, TermId};

/// What an object may be, apart from `None`.
pub(super) type Alternatives = SmallVec<[Value; 4]>;

/// What all values are, apart from `None`; unknown if they differ or one is.
pub(super) fn common(values: impl IntoIterator<Item = Value>) -> Value {
    let mut found = Value::None;
    for value in values {
        match value {
            Value::None => {}
            Value::Pending => return Value::Pending,
            Value::Unknown => found = Value::Unknown,
            _ if found == Value::None => found = value,
            _ if found == value => {}
            _ => found = Value::Unknown,
        }
    }
    found
}

impl Program {
    /// An attribute of an object of one of several classes, if it is the same for all.
    pub(super) fn attribute_of_all(&self, file: FileId, object: TermId, name: Name) -> Value {
        match self.file(file).facts.term(object) {
            union @ (Term::OneOf(_) | Term::Is(..) | Term::IsNot(..)) => {
                let alternatives = self.alternatives(file, union);
                common(alternatives.into_iter().map(|object| match object {
                    Value::Unknown | Value::Pending => object,
                    _ => self.attribute(object, name),
                }))
            }
            _ => Value::Unknown,
        }
    }

    /// What a term may stand for.
    pub(super) fn alternatives(&self, file: FileId, term: Term) -> Alternatives {
        let facts = &self.file(file).facts;
        let mut all = Alternatives::new();
        match term {
            Term::OneOf(span) => {
                for member in facts.list(span) {
                    all.extend(self.alternatives_of(file, *member));
                }
            }
            Term::Is(object, tested) | Term::IsNot(object, tested) => {
                let objects = self.alternatives_of(file, object);
                let tested = self.alternatives_of(file, tested);
                if objects.iter().chain(&tested).any(|value| self.waits(*value)) {
                    all.push(Value::Pending);
                } else if matches!(term, Term::Is(..)) {
                    all = self.found_to_be(objects, &tested);
                } else {
                    let is_left =
                        |object: &Value| !tested.iter().any(|class| self.is_kind_of(*object, *class));
                    all = objects.iter().copied().filter(is_left).collect();
                    if all.is_empty() {
                        // It is `None`, or what was declared is not all.
                        all.push(Value::Unknown);
                    }
                }
            }
            _ => {}
        }
        all
    }

    fn alternatives_of(&self, file: FileId, id: TermId) -> Alternatives {
        let mut all = match self.file(file).facts.term(id) {
            union @ (Term::OneOf(_) | Term::Is(..) | Term::IsNot(..)) => self.alternatives(file, union),
            _ => Alternatives::from_slice(&[self.value(file, id)]),
        };
        all.retain(|value| *value != Value::None);
        all
    }

    /// What objects are that were found to be of one of the tested classes.
    fn found_to_be(&self, objects: Alternatives, tested: &Alternatives) -> Alternatives {
        if objects.is_empty() || objects.contains(&Value::Unknown) {
            return tested.clone();
        }
        let mut found = Alternatives::new();
        for object in &objects {
            if tested.iter().any(|class| self.is_kind_of(*object, *class)) {
                found.push(*object);
            } else {
                found.extend(tested.iter().copied().filter(|class| self.is_kind_of(*class, *object)));
            }
        }
        match (found.is_empty(), objects.len()) {
            (false, _) => found,
            (true, 1) => objects,
            (true, _) => tested.clone(),
        }
    }

    /// Whether the bases of an object's class cannot be told without another module.
    fn waits(&self, value: Value) -> bool {
        match value {
            Value::Pending => true,
            Value::Instance(class) => !self.can_tell_bases(class),
            _ => false,
        }
    }

    /// Whether an object of one class is one of another as well.
    fn is_kind_of(&self, object: Value, class: Value) -> bool {
        match (object, class) {
            (Value::Instance(own), Value::Instance(other)) => self.derives_from(own, other),
            _ => false,
        }
    }
}
