//! Chains of calls, as a rule tells and repairs them.

use crate::edit::{FixBuilder, Safety};
use crate::facts::Operation;
use crate::program::chains::{Entry, Step};
use crate::program::doubt::Doubt;
use crate::program::{CallId, Callee, Chain, FunctionId, Leaf, Meeting};
use crate::syntax::{AnyNodeRef, Expr, Node, Ranged as _, TextRange, ast};

use super::{Build, Cx, Related};

/// How many of the calls that meet somewhere are shown.
const SITES_SHOWN: usize = 3;

/// Where a chain touches a file.
pub enum Place<'p> {
    /// The call in async code.
    Start(TextRange, &'p Chain),
    /// The call that stands for many chains.
    Meeting(TextRange, &'p Meeting),
}

/// The chain that starts at a node, or the chains that meet there.
pub fn place_of_chain<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Place<'a>> {
    let program = cx.program?;
    operations(node).into_iter().find_map(|(range, operation)| {
        let call = program.at(range, operation)?;
        if let Some(chain) = program.chain(call) {
            return Some(Place::Start(range, chain));
        }
        program.meeting(call).map(|meeting| Place::Meeting(range, meeting))
    })
}

/// What a node may run, with the range that the facts know it by.
fn operations(node: Node<'_>) -> smallvec::SmallVec<[(TextRange, Operation); 3]> {
    use crate::facts::Name;
    use crate::facts::operator_method;
    let method = |name: &str| Operation::Method(Name::new(name));
    match node.ast {
        AnyNodeRef::ExprCall(call) => {
            let mut all = smallvec::smallvec![(call.range(), Operation::Call)];
            // `list(rows())` and `stack.enter_context(door)` run more of what they are given.
            if let Some(argument) = call.arguments.args.first() {
                all.extend([(argument.range(), Operation::Iterate), (argument.range(), Operation::Enter)]);
            }
            all
        }
        AnyNodeRef::ExprAttribute(attribute) => {
            smallvec::smallvec![(attribute.range(), method(attribute.attr.as_str()))]
        }
        AnyNodeRef::ExprSubscript(subscript) => {
            let name = match subscript.ctx {
                ast::ExprContext::Store => "__setitem__",
                ast::ExprContext::Del => "__delitem__",
                _ => "__getitem__",
            };
            smallvec::smallvec![(subscript.range(), method(name))]
        }
        AnyNodeRef::ExprBinOp(operation) => {
            smallvec::smallvec![(operation.range(), method(operator_method(operation.op)))]
        }
        AnyNodeRef::ExprCompare(comparison) => {
            smallvec::smallvec![(comparison.range(), method("__contains__"))]
        }
        AnyNodeRef::WithItem(item) => smallvec::smallvec![(item.context_expr.range(), Operation::Enter)],
        AnyNodeRef::StmtFor(each) => smallvec::smallvec![(each.iter.range(), Operation::Iterate)],
        AnyNodeRef::ExprYieldFrom(each) => smallvec::smallvec![(each.value.range(), Operation::Iterate)],
        AnyNodeRef::Comprehension(each) => smallvec::smallvec![(each.iter.range(), Operation::Iterate)],
        _ => smallvec::SmallVec::new(),
    }
}

impl<'a> Cx<'a> {
    /// A function's name with its class.
    pub fn function_name(&self, function: FunctionId) -> String {
        self.program.map(|program| program.program().function_name(function)).unwrap_or_default()
    }

    /// The name of what a blocking call calls.
    pub fn leaf_name(&self, leaf: &Leaf) -> String {
        self.program.map(|program| program.target_name(leaf)).unwrap_or_default()
    }

    /// The steps of a chain as places to be read one after another.
    pub fn steps_of(&self, steps: &[Step]) -> Vec<Related> {
        let Some(program) = self.program else { return Vec::new() };
        let place = |step: &Step| {
            let facts = &program.program().file(step.call.file).facts;
            Related {
                file: step.call.file,
                range: facts.positions.calls[step.call.index as usize],
                message: format!("in `{}`", program.program().function_name(step.function)),
            }
        };
        steps.iter().map(place).collect()
    }

    /// Where a call stands, with the function it stands in.
    pub fn place_of_call(&self, call: CallId) -> Option<Related> {
        let facts = &self.program?.program().file(call.file).facts;
        let range = facts.positions.calls[call.index as usize];
        Some(Related { file: call.file, range, message: format!("called in {}", self.caller_name(call)) })
    }

    /// The function that a call stands in, in backticks.
    pub fn caller_name(&self, call: CallId) -> String {
        let Some(program) = self.program.map(|file| file.program()) else { return String::new() };
        match program.call(call).function {
            Some(index) => format!("`{}`", program.function_name(FunctionId { file: call.file, index })),
            None => format!("the module `{}`", program.file(call.file).module),
        }
    }

    /// A few of the calls in async code whose chains meet.
    pub fn sites_of(&self, meeting: &Meeting) -> Vec<Related> {
        meeting.sites.iter().take(SITES_SHOWN).filter_map(|site| self.place_of_call(*site)).collect()
    }

    /// Runs what a chain starts with in a thread.
    ///
    /// # Errors
    /// What blocks is no call, or cannot run in a thread, or an `await` is not possible.
    pub fn offload_chain(&self, fix: &mut FixBuilder<'a>, node: Node<'a>, chain: &Chain) -> Build {
        if let Entry::Callback(_) = chain.entry {
            return Err("the event loop calls it, and does not wait for a coroutine there".to_owned());
        }
        let program = self.program.ok_or("the program is not known")?;
        match (program.program().call(chain.site).operation, node.ast) {
            (Operation::Enter, _) => {
                return Err("what blocks runs when the block is entered or left".to_owned());
            }
            (Operation::Iterate, AnyNodeRef::ExprCall(call)) if !takes_all(call) => {
                return Err("what blocks runs while it is iterated over".to_owned());
            }
            (Operation::Method(_), AnyNodeRef::ExprSubscript(subscript)) if !subscript.ctx.is_load() => {
                return Err("what blocks runs when the item is assigned or deleted".to_owned());
            }
            _ => {}
        }
        if self.is_awaited(node) {
            return Err("the call is awaited, and what blocks is an argument of it".to_owned());
        }
        let callees = program.callees(node.range());
        let own = callees.iter().filter_map(|callee| match callee {
            Callee::Runs(function) => Some(*function),
            _ => None,
        });
        for function in own.chain([chain.steps[0].function]) {
            match program.doubt(function) {
                Doubt::None => {}
                Doubt::NeedsLoop(what) => return Err(format!("{what} needs the running event loop")),
                Doubt::Uncertain(reason) => fix.lower_safety(Safety::Unsafe, reason),
            }
        }
        match node.ast {
            AnyNodeRef::ExprCall(call) => self.offload_call(fix, call),
            AnyNodeRef::ExprAttribute(_)
            | AnyNodeRef::ExprSubscript(_)
            | AnyNodeRef::ExprBinOp(_)
            | AnyNodeRef::ExprCompare(_) => self.offload_expression(fix, node),
            _ => Err("what blocks runs while it is iterated over".to_owned()),
        }
    }
}

/// Whether a call of a builtin takes all that its argument gives, and raises nothing of its own that a thread cannot pass
/// on.
fn takes_all(call: &ast::ExprCall) -> bool {
    matches!(&*call.func, Expr::Name(name) if name.id.as_str() != "next")
}
