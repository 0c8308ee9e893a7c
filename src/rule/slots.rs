//! Arguments of calls that take a function to call it, with the expressions that fill them.

use smallvec::SmallVec;

use crate::facts::{Name, Operation, Slot};
use crate::program::{Callee, FilledSlot, FunctionId, Origin};
use crate::syntax::{Expr, Ranged as _, ast};

use super::Cx;

/// A slot and the expression in it.
pub struct SlotArgument<'a> {
    /// What the program knows of the slot.
    pub slot: FilledSlot,
    /// The expression.
    pub value: &'a Expr,
}

impl<'a> Cx<'a> {
    /// The slots that a call fills.
    pub fn slots(&self, call: &'a ast::ExprCall) -> SmallVec<[SlotArgument<'a>; 1]> {
        let Some(program) = self.program else { return SmallVec::new() };
        let Some(id) = program.at(call.range(), Operation::Call) else { return SmallVec::new() };
        let with_expression = |slot: FilledSlot| {
            let value = match slot.argument.slot {
                Slot::Position(place) => call.arguments.args.get(usize::from(place))?,
                Slot::Keyword(name) => {
                    let is_meant = |keyword: &&ast::Keyword| {
                        keyword.arg.as_ref().is_some_and(|arg| Name::new(arg.as_str()) == name)
                    };
                    &call.arguments.keywords.iter().find(is_meant)?.value
                }
            };
            Some(SlotArgument { slot, value })
        };
        program.slots(id).into_iter().filter_map(with_expression).collect()
    }

    /// The name of what a call runs, as people write it.
    pub fn callee_name(&self, callee: Callee) -> String {
        let Some(program) = self.program else { return String::new() };
        match callee {
            Callee::Runs(function) | Callee::Makes(function) | Callee::MakesCoroutine(function) => {
                self.called_name(function)
            }
            Callee::Constructs(class) => program.program().qualified_class_name(class),
        }
    }

    /// A function's name as those who call it write it: with its module if it is a library's.
    pub fn called_name(&self, function: FunctionId) -> String {
        let Some(program) = self.program else { return String::new() };
        match program.program().file(function.file).origin {
            Origin::FirstParty => program.program().function_name(function),
            _ => program.program().qualified_function_name(function),
        }
    }
}
