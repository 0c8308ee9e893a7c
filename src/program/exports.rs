//! Who else reads a name of a module: a fix that makes something else of it has to know.

use super::{FileId, Program, Value};
use crate::facts::{Name, Term, TermId};

impl Program {
    /// Whether another file of the project may read what a module holds under a name: it imports the name, or the module
    /// and reads an attribute of this name, or all that the module has. What is read by other means (`getattr`, a path in
    /// a string) is not seen.
    pub fn is_read_elsewhere(&self, module: FileId, name: Name) -> bool {
        let is_listed = self.file(module).facts.exports.as_ref().is_some_and(|names| names.contains(&name));
        is_listed
            || self.first_party().any(|(file, _)| file != module && self.reads_name_of(file, module, name))
    }

    fn reads_name_of(&self, file: FileId, module: FileId, name: Name) -> bool {
        let facts = &self.file(file).facts;
        let is_module = |term: TermId| self.value(file, term) == Value::Module(module);
        if facts.stars.iter().any(|star| is_module(*star)) {
            return true;
        }
        let has_attribute = facts.reads.contains(&name.low())
            || facts.terms.iter().any(|term| matches!(term, Term::Attribute(_, read) if *read == name));
        (0..).zip(&facts.terms).any(|(place, term)| match term {
            Term::Import { module: from, member } if Name::new(facts.text(*member)) == name => {
                is_module(*from)
            }
            Term::Import { .. } | Term::Module { .. } => has_attribute && is_module(TermId(place)),
            _ => false,
        })
    }
}
