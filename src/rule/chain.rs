//! Chains of calls, as a rule tells and repairs them.

use super::offload::Keywords;
use crate::catalog::Category;
use crate::edit::{FixBuilder, Safety, Slot, Template};
use crate::facts::{FunctionTraits, Name, Operation};
use crate::program::chains::{Entry, Step};
use crate::program::doubt::Doubt;
use crate::program::{CallId, Callee, Chain, ChainKind, FileAnalysis, FunctionId, Leaf, Meeting};
use crate::syntax::{AnyNodeRef, Expr, Node, Precedence, Ranged as _, TextRange, ast};

use super::{Build, Cx, Finding, Related};

/// How many of the calls that meet somewhere are shown.
const SITES_SHOWN: usize = 3;

/// Where a chain touches a file.
pub enum Place<'p> {
    /// The call in async code.
    Start(TextRange, &'p Chain),
    /// The call that stands for many chains.
    Meeting(TextRange, &'p Meeting),
}

/// What a rule says of the chain of a kind that starts at a node, or of the chains that meet there, with the repair.
pub fn finding_of_chain<'a>(cx: &Cx<'a>, node: Node<'a>, kind: ChainKind) -> Option<Finding> {
    match place_of_chain(cx, node, kind)? {
        Place::Start(range, chain) => Some(start(cx, node, range, chain)),
        Place::Meeting(range, meeting) => {
            let help = help_where_many_meet(cx, meeting.place.function);
            Some(self::meeting(cx, range, meeting).help(help))
        }
    }
}

/// What to do about a function that many coroutines call.
fn help_where_many_meet(cx: &Cx<'_>, function: FunctionId) -> String {
    let name = cx.function_name(function);
    let program = cx.program.map(FileAnalysis::program);
    if program.is_some_and(|program| program.function(function).key == Name::constant("__init__")) {
        return "make what blocks an `async` method that is awaited after the constructor, or make the object in a thread"
            .to_owned();
    }
    match program.and_then(|program| program.async_twin(function)) {
        Some(twin) => format!("await `{}` instead where coroutines call it", cx.function_name(twin)),
        None => format!("give `{name}` an async twin, or run it in a thread where coroutines call it"),
    }
}

/// The coroutine function that does what a chain's first function does, unless the call stands in it.
fn twin_of_chain(cx: &Cx<'_>, chain: &Chain) -> Option<String> {
    let twin = cx.program?.program().async_twin(chain.steps[0].function)?;
    let stands_in_it = matches!(chain.entry, Entry::Coroutine(caller) if caller == twin);
    (!stands_in_it).then(|| cx.function_name(twin))
}

/// What a rule says of a chain that starts in start-up code or by an import.
pub fn finding_of_start_up<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let (range, chain) = match place_of_chain(cx, node, ChainKind::StartUp)? {
        Place::Start(range, chain) => (range, chain),
        Place::Meeting(range, meeting) => return Some(self::meeting(cx, range, meeting)),
    };
    let first = cx.function_name(chain.steps[0].function);
    let leaf = cx.leaf_name(&chain.leaf);
    let meanwhile = chain.leaf.blocking.category.meanwhile();
    let program = cx.program?.program();
    let imports = |call| program.call(call).operation == Operation::Import;
    let (message, help) = if imports(chain.site) {
        (
            format!("importing `{first}` here stops the event loop {meanwhile}: its code comes to `{leaf}`"),
            "import it at the top of the file, so that it is loaded before the event loop runs",
        )
    } else if chain.steps.iter().any(|step| imports(step.call)) {
        (
            format!(
                "`{first}` imports a module that stops the event loop {meanwhile}: its code comes to `{leaf}`"
            ),
            "import the module at the top of its file, so that it is loaded before the event loop runs",
        )
    } else if cx.is_test() {
        (
            format!("`{first}` stops the event loop of the test {meanwhile}: it comes to `{leaf}`"),
            "run it in a thread, unless the test is about blocking",
        )
    } else {
        (
            format!("`{first}` stops the start or the end of the program {meanwhile}: it comes to `{leaf}`"),
            "call it before the event loop starts, or run it in a thread",
        )
    };
    Some(cx.finding(&range, message).help(help).related(cx.steps_of(&chain.steps)))
}

fn start<'a>(cx: &Cx<'a>, node: Node<'a>, range: TextRange, chain: &'a Chain) -> Finding {
    let first = cx.function_name(chain.steps[0].function);
    let leaf = cx.leaf_name(&chain.leaf);
    let meanwhile = chain.leaf.blocking.category.meanwhile();
    let when = when(cx, &chain.steps, " when it is first used");
    let message = match chain.entry {
        Entry::Coroutine(_) => {
            format!("`{first}` stops the event loop {meanwhile}{when}: it comes to `{leaf}`")
        }
        Entry::Callback(_) => {
            format!(
                "`{first}` is called by the event loop and stops it {meanwhile}{when}: it comes to `{leaf}`"
            )
        }
    };
    let finding = cx.finding(&range, message).related(cx.steps_of(&chain.steps));
    let Ok(offload) = cx.offload_name() else {
        return finding.help("run it in a worker thread of the library that runs this coroutine");
    };
    let fix = cx.fix(format!("Run `{first}` in a thread with `{offload}`"), |fix| {
        cx.give_way_to_demotion(node)?;
        cx.distrust_in_tests(fix);
        cx.offload_chain(fix, node, chain)
    });
    let help = match twin_of_chain(cx, chain) {
        Some(twin) => format!("await `{twin}` instead, or run this in a thread with `{offload}`"),
        None => format!("run it in a thread with `{offload}`"),
    };
    finding.help(help).fix(fix)
}

/// Says of what is done once and kept that later calls do not block.
fn when(cx: &Cx<'_>, steps: &[Step], words: &'static str) -> &'static str {
    let program = cx.program.map(FileAnalysis::program);
    if program.is_some_and(|program| program.is_first_use(steps)) { words } else { "" }
}

/// The finding that stands for many calls, without help.
pub fn meeting<'a>(cx: &Cx<'a>, range: TextRange, meeting: &'a Meeting) -> Finding {
    let leaf = cx.leaf_name(&meeting.leaf);
    let meanwhile = meeting.leaf.blocking.category.meanwhile();
    let function = cx.function_name(meeting.place.function);
    let first = when(cx, &meeting.steps, " first");
    let message = format!(
        "`{function}` stops the event loop {meanwhile} when coroutines{first} call it: {} of them come to `{leaf}` by {} calls",
        meeting.coroutines,
        meeting.sites.len()
    );
    let related = cx.steps_of(&meeting.steps[1..]).into_iter().chain(cx.sites_of(meeting));
    cx.finding(&range, message).related(related)
}

/// The chain that starts at a node, or the chains that meet there.
pub fn place_of_chain<'a>(cx: &Cx<'a>, node: Node<'a>, kind: ChainKind) -> Option<Place<'a>> {
    let program = cx.program?;
    operations(node).into_iter().find_map(|(range, operation)| {
        let call = program.at(range, operation)?;
        if let Some(chain) = program.chain(call, kind) {
            return Some(Place::Start(range, chain));
        }
        program.meeting(call, kind).map(|meeting| Place::Meeting(range, meeting))
    })
}

/// What a node may run, with the range that the facts know it by.
fn operations(node: Node<'_>) -> smallvec::SmallVec<[(TextRange, Operation); 3]> {
    use crate::facts::{builtin_method, comparison_method, operator_method};
    let method = |name: &str| Operation::Method(Name::new(name));
    match node.ast {
        AnyNodeRef::ExprCall(call) => {
            let mut all = smallvec::smallvec![(call.range(), Operation::Call)];
            // `list(rows())` and `stack.enter_context(door)` run more of what they are given.
            for argument in &call.arguments.args {
                all.extend([(argument.range(), Operation::Iterate), (argument.range(), Operation::Enter)]);
            }
            all.extend(builtin_method(call).map(|name| (call.range(), method(name))));
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
            let name = comparison.ops.first().and_then(|operator| comparison_method(*operator));
            smallvec::smallvec![(comparison.range(), method(name.unwrap_or("__contains__")))]
        }
        AnyNodeRef::ExprStarred(starred) => {
            smallvec::smallvec![(starred.value.range(), Operation::Iterate)]
        }
        AnyNodeRef::StmtAssign(assign) => smallvec::smallvec![(assign.value.range(), Operation::Iterate)],
        AnyNodeRef::WithItem(item) => smallvec::smallvec![(item.context_expr.range(), Operation::Enter)],
        AnyNodeRef::StmtFor(each) => smallvec::smallvec![(each.iter.range(), Operation::Iterate)],
        AnyNodeRef::StmtImport(import) => {
            import.names.iter().map(|alias| (alias.range(), Operation::Import)).collect()
        }
        AnyNodeRef::StmtImportFrom(import) => std::iter::once((import.range(), Operation::Import))
            .chain(import.names.iter().map(|alias| (alias.range(), Operation::Import)))
            .collect(),
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
        let Some(program) = self.program.map(FileAnalysis::program) else { return String::new() };
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
        if callees.is_empty() && program.program().call(chain.site).operation == Operation::Call {
            let reason = "it calls what the object was made with, here or elsewhere";
            fix.lower_safety(Safety::Unsafe, reason.to_owned());
        }
        let own = callees.iter().filter_map(|callee| match callee {
            Callee::Runs(function) => Some(*function),
            _ => None,
        });
        // Where one of several methods runs, they all have to be fit for a thread.
        let others = own.clone().flat_map(|function| program.program().several_implementations(function));
        let others: Vec<FunctionId> = others.collect();
        for function in own.chain([chain.steps[0].function]).chain(others) {
            match program.doubt(function) {
                Doubt::None => {}
                Doubt::NeedsLoop(what) => return Err(format!("{what} needs the running event loop")),
                Doubt::Uncertain(reason) => fix.lower_safety(Safety::Unsafe, reason),
            }
        }
        let operation = program.program().call(chain.site).operation;
        match node.ast {
            AnyNodeRef::ExprCall(_) if matches!(operation, Operation::Method(_)) => {
                self.offload_expression(fix, node)
            }
            AnyNodeRef::ExprCall(call) => self.offload_call(fix, call),
            AnyNodeRef::ExprAttribute(_)
            | AnyNodeRef::ExprSubscript(_)
            | AnyNodeRef::ExprBinOp(_)
            | AnyNodeRef::ExprCompare(_) => self.offload_expression(fix, node),
            AnyNodeRef::StmtFor(each) if self.ends(chain) => self.offload_iterable(fix, &each.iter),
            _ => Err("what blocks runs while it is iterated over".to_owned()),
        }
    }
}

impl<'a> Cx<'a> {
    /// Whether what a chain iterates over certainly has an end: generators without a `while` loop, over files.
    fn ends(&self, chain: &Chain) -> bool {
        let Some(program) = self.program.map(FileAnalysis::program) else { return false };
        let steps = chain.steps.iter().map(|step| program.function(step.function).traits);
        chain.leaf.blocking.category == Category::File
            && program.function(chain.steps[0].function).traits.has(FunctionTraits::GENERATOR)
            && !steps.into_iter().any(|traits| traits.has(FunctionTraits::MAY_YIELD_FOR_EVER))
    }

    /// Makes a list in a thread of what a loop iterates over.
    fn offload_iterable(&self, fix: &mut FixBuilder<'a>, iterable: &'a Expr) -> Build {
        let node = self.node(iterable);
        let offload = self.offload(fix, node, Keywords::Absent)?;
        fix.lower_safety(Safety::Unsafe, "everything is read before the loop begins".to_owned());
        let template = Template::new()
            .text(format!("{}list, ", offload.opening))
            .expression(self.document, node.id, Slot::Argument)
            .text(offload.closing);
        fix.replace(node.id, Precedence::Await, template);
        Ok(())
    }
}

/// Whether a call of a builtin takes all that its argument gives, and raises nothing of its own that a thread cannot pass
/// on.
fn takes_all(call: &ast::ExprCall) -> bool {
    matches!(&*call.func, Expr::Name(name) if !matches!(name.id.as_str(), "next" | "enumerate" | "zip"))
}
