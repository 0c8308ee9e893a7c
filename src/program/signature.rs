//! What codemods ask of functions and classes: how a call may spell its arguments, and what a class is called.

use super::{CallId, Callee, ClassId, Program, Value};
use crate::facts::{Name, ParameterKind};

impl Program {
    /// The names of the parameters that a call may fill by position, in their order; empty where that cannot be told.
    pub fn parameters_by_position(&self, call: CallId) -> Vec<Name> {
        let callees = self.callees(call);
        // Making an object runs the initializer, too, which is the one that takes the arguments.
        let is_construction = |callee: &&Callee| matches!(callee, Callee::Constructs(_));
        let callee = match &callees[..] {
            [only] => *only,
            all => match all.iter().find(is_construction) {
                Some(construction) => *construction,
                None => return Vec::new(),
            },
        };
        let Some(function) = self.signature(callee) else { return Vec::new() };
        let skipped = if let Callee::Constructs(_) = callee {
            1
        } else {
            let value = self.value(call.file, self.call(call).callee);
            usize::from(!matches!(value, Value::Function(_)) && self.has_receiver(function))
        };
        let parameters = self.file(function.file).facts.parameters(self.function(function));
        let by_position = parameters.iter().take_while(|each| each.kind == ParameterKind::Positional);
        by_position.skip(skipped).map(|each| each.key).collect()
    }

    /// Whether a class can be imported by this dotted name.
    pub fn is_class_named(&self, class: ClassId, dotted: &str) -> bool {
        if self.qualified_class_name(class) == dotted {
            return true;
        }
        let Some((module, name)) = dotted.rsplit_once('.') else { return false };
        let files = self.modules_named(module);
        files.iter().any(|file| self.member_of_module(*file, Name::new(name)) == Value::Class(class))
    }
}
