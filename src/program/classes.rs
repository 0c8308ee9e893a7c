//! Classes: the order in which attributes are looked up, and what is found.

use super::evaluate::Pending;
use super::{ClassId, FileId, Program, Value};
use crate::facts::{Name, Term, TermId};

/// The classes in which an attribute is looked up, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ResolutionOrder {
    classes: Vec<ClassId>,
    /// Whether these are all: a base that cannot be told ends the list.
    is_whole: bool,
}

/// How many bases deep a hierarchy is followed.
const DEPTH: u32 = 60;

impl Program {
    /// What an object of a class holds under a name: the class that has it, and the term. `None` where no class has it,
    /// or one whose bases cannot be told may.
    pub(super) fn member(&self, class: ClassId, name: Name) -> Result<Option<(ClassId, TermId)>, Pending> {
        self.member_in_order(class, name, 0)
    }

    /// The same for `super()` in a method of the class.
    pub(super) fn member_after(
        &self,
        class: ClassId,
        name: Name,
    ) -> Result<Option<(ClassId, TermId)>, Pending> {
        self.member_in_order(class, name, 1)
    }

    fn member_in_order(
        &self,
        class: ClassId,
        name: Name,
        skip: usize,
    ) -> Result<Option<(ClassId, TermId)>, Pending> {
        // Most lookups end in the class itself.
        if skip == 0
            && let Some(term) = self.file(class.file).facts.member(class.index, name)
        {
            return Ok(Some((class, term)));
        }
        let order = self.resolution_order(class)?;
        let found = order.classes.iter().skip(skip).find_map(|class| {
            let term = self.file(class.file).facts.member(class.index, name)?;
            Some((*class, term))
        });
        Ok(found)
    }

    /// Whether all bases of a class are known, so that what is not found is not there.
    pub fn has_known_bases(&self, class: ClassId) -> bool {
        self.resolution_order(class).is_ok_and(|order| order.is_whole)
    }

    /// The class and its bases in the order of attribute lookup, as far as it is known.
    pub fn bases(&self, class: ClassId) -> &[ClassId] {
        self.resolution_order(class).map_or(&[], |order| &order.classes)
    }

    /// Whether the bases of a class can be told without another module.
    pub(super) fn can_tell_bases(&self, class: ClassId) -> bool {
        self.resolution_order(class).is_ok()
    }

    /// Whether a class is another or derives from it.
    pub fn derives_from(&self, class: ClassId, base: ClassId) -> bool {
        class == base || self.resolution_order(class).is_ok_and(|order| order.classes.contains(&base))
    }

    /// Whether a class says of itself that it is a protocol.
    pub fn is_protocol(&self, class: ClassId) -> bool {
        let bases = self.file(class.file).facts.list(self.class(class).bases);
        bases.iter().any(|base| self.is_typing_form(class.file, *base, PROTOCOL))
    }

    /// Whether a base is this name of `typing`, alone or with arguments: it says something to type checkers and holds
    /// nothing.
    fn is_typing_form(&self, file: FileId, base: TermId, form: &str) -> bool {
        let facts = &self.file(file).facts;
        let base = match facts.term(base) {
            Term::Item(of) => facts.term(of),
            term => term,
        };
        let is_typing = |module: &str| matches!(module, "typing" | "typing_extensions");
        match base {
            Term::Import { module, member } => {
                matches!(facts.term(module), Term::Module { level: 0, name } if is_typing(facts.text(name)))
                    && facts.text(member) == form
            }
            Term::Attribute(module, name) => match facts.term(module) {
                Term::Module { level: 0, name: module } => {
                    is_typing(facts.text(module)) && name == Name::new(form)
                }
                _ => false,
            },
            // In `typing` itself.
            _ => {
                is_typing(&self.file(file).module)
                    && facts.global(Name::new(form)).is_some_and(|own| facts.term(own) == base)
            }
        }
    }

    fn resolution_order(&self, class: ClassId) -> Result<&ResolutionOrder, Pending> {
        self.order_within(class, DEPTH)
    }

    fn order_within(&self, class: ClassId, depth: u32) -> Result<&ResolutionOrder, Pending> {
        let known = &self.file(class.file).orders[class.index as usize];
        if let Some(order) = known.get() {
            return Ok(order);
        }
        let order = self.linearised(class, depth)?;
        Ok(known.get_or_init(|| order))
    }

    fn linearised(&self, class: ClassId, depth: u32) -> Result<ResolutionOrder, Pending> {
        let Some(depth) = depth.checked_sub(1) else {
            return Ok(ResolutionOrder { classes: vec![class], is_whole: false });
        };
        let facts = self.class(class);
        let mut lists: Vec<Vec<ClassId>> = Vec::new();
        let mut is_whole = facts.has_plain_bases;
        for base in self.file(class.file).facts.list(facts.bases) {
            if self.is_typing_form(class.file, *base, GENERIC)
                || self.is_typing_form(class.file, *base, PROTOCOL)
            {
                continue;
            }
            let base = match self.value(class.file, *base) {
                Value::Class(base) if base != class => self.order_within(base, depth)?,
                Value::Pending => return Err(Pending),
                _ => {
                    is_whole = false;
                    break;
                }
            };
            lists.push(base.classes.clone());
            if !base.is_whole {
                is_whole = false;
                break;
            }
        }
        let direct: Vec<ClassId> = lists.iter().filter_map(|classes| classes.first().copied()).collect();
        lists.push(direct);
        let mut classes = vec![class];
        is_whole &= merge(&mut classes, lists);
        Ok(ResolutionOrder { classes, is_whole })
    }
}

const GENERIC: &str = "Generic";
const PROTOCOL: &str = "Protocol";

/// C3: takes the first head that stands in no tail, again and again. False where there is none.
fn merge(order: &mut Vec<ClassId>, mut lists: Vec<Vec<ClassId>>) -> bool {
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return true;
        }
        let head =
            lists.iter().map(|list| list[0]).find(|head| lists.iter().all(|list| !list[1..].contains(head)));
        let Some(head) = head else { return false };
        order.push(head);
        for list in &mut lists {
            list.retain(|class| *class != head);
        }
    }
}
