//! Marks of methods that a class inherits: they are about objects of that class, and not about the function that it shares
//! with others.

use rustc_hash::{FxHashMap, FxHashSet};

use super::callee::CallId;
use super::{ClassId, FileId, FunctionId, Program, Value};
use crate::catalog::Marks;
use crate::facts::{Call, Name, Operation, Term};

/// What stubs say of a function in classes that inherit it.
#[derive(Debug, Default)]
pub(super) struct Inherited {
    by_class: Vec<(ClassId, Marks)>,
    /// Whether the function has marks of its own, which count where no class is known.
    has_own: bool,
}

/// The functions that have such marks: few.
pub(super) type InheritedMarks = FxHashMap<FunctionId, Inherited>;

impl Program {
    /// Whether a class finds a method in one of its bases.
    pub(super) fn is_inherited_method(&self, class: ClassId, name: Name) -> bool {
        self.file(class.file).facts.member(class.index, name).is_none()
    }

    /// Gives a function marks of its own.
    pub(super) fn mark(&mut self, function: FunctionId, marks: Marks) {
        self.marks.insert(function, marks);
        if let Some(inherited) = self.inherited_marks.get_mut(&function) {
            inherited.has_own = true;
        }
    }

    /// Gives marks to a function as a class inherits it. Where all classes agree, and it has none of its own, they are
    /// the function's too.
    pub(super) fn mark_inherited(&mut self, class: ClassId, function: FunctionId, marks: Marks) {
        let has_own = self.marks.contains_key(&function);
        let inherited = self
            .inherited_marks
            .entry(function)
            .or_insert_with(|| Inherited { by_class: Vec::new(), has_own });
        inherited.by_class.retain(|(other, _)| *other != class);
        inherited.by_class.push((class, marks.clone()));
        if inherited.has_own {
            return;
        }
        if inherited.by_class.iter().all(|(_, other)| *other == marks) {
            self.marks.insert(function, marks);
        } else {
            self.marks.remove(&function);
        }
    }

    /// Forgets what is said of functions and classes of these files.
    pub(super) fn forget_marks(&mut self, files: &FxHashSet<FileId>) {
        self.marks.retain(|function, _| !files.contains(&function.file));
        self.class_marks.retain(|class, _| !files.contains(&class.file));
        let marks = &mut self.marks;
        self.inherited_marks.retain(|function, inherited| {
            inherited.by_class.retain(|(class, _)| !files.contains(&class.file));
            if inherited.by_class.is_empty() && !inherited.has_own {
                marks.remove(function);
            }
            !inherited.by_class.is_empty()
        });
    }

    /// What a stub says of a function that a call runs: as the class of the call's object inherits it, or of itself.
    pub(super) fn marks_in_call(&self, id: CallId, call: &Call, function: FunctionId) -> Option<&Marks> {
        let Some(inherited) = self.inherited_marks.get(&function) else { return self.marks(function) };
        let facts = &self.file(id.file).facts;
        let object = match (call.operation, facts.term(call.callee)) {
            (Operation::Call, Term::Attribute(object, _)) => self.value(id.file, object),
            (Operation::Call, _) => Value::Unknown,
            _ => self.value(id.file, call.callee),
        };
        let bases = match object {
            Value::Instance(class) | Value::Class(class) => self.bases(class),
            Value::Super(class) => self.bases(class).get(1..).unwrap_or_default(),
            _ => &[],
        };
        let said_of = |class: &ClassId| {
            inherited.by_class.iter().find(|(marked, _)| marked == class).map(|(_, marks)| marks)
        };
        bases.iter().find_map(said_of).or_else(|| self.marks(function))
    }
}
