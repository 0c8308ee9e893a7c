//! One sweep over the nodes in source order, which records what runs and what is assigned.

use super::context::{Words, is_async_flag, lets_block, off_loop_ranges};
use super::guards::Guards;
use super::terms::{builtin_method, comparison_method, constant, operator_method};
use super::{Extractor, Name, TermId};
use crate::facts::{
    Argument, ArgumentForm, Call, CallContext, ClassIndex, Constant, FunctionTraits, GuardId, KeptParameter,
    Operation, Slot, Span, Term, Text, index_u32,
};
use crate::model::coroutine::{LOGGING_METHODS, VALUE_BUILTINS, is_until_stopped};
use crate::model::directives::Directives;
use crate::model::shared::MUTATORS;
use crate::model::{BindingKind, ScopeId, ScopeKind};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, NodeKind, Ranged as _, TextRange, ast};
use smallvec::SmallVec;

/// A run of nodes with something in common for the calls in it.
#[derive(Debug, Clone, Copy)]
struct Region {
    start: NodeId,
    end: NodeId,
    context: CallContext,
}

/// What the sweep carries from node to node.
struct Sweep<'a> {
    words: Words,
    /// The regions that have not ended, inner ones last.
    regions: Vec<Region>,
    guards: Guards,
    directives: Directives<'a>,
    /// Functions that have suspended already.
    suspended: Vec<bool>,
}

impl<'a> Extractor<'_, 'a> {
    pub(super) fn sweep(&mut self) {
        let model = self.model;
        let mut sweep = Sweep {
            words: Words::of(model),
            regions: Vec::new(),
            guards: Guards::default(),
            directives: Directives::new(model.text, model.parsed),
            suspended: vec![false; self.facts.functions.len()],
        };
        self.facts.positions.has_directives = !sweep.directives.is_empty();
        let mut cursor = model.scopes().cursor();
        for node in model.nodes.of_kinds(concerns_facts) {
            sweep.regions.retain(|region| region.end > node.id);
            sweep.guards.come_to(node.id);
            let scope = cursor.of(node.id);
            self.visit(&mut sweep, node, scope);
        }
        self.sort_calls();
        for function in 0..self.facts.functions.len() {
            let returned = std::mem::take(&mut self.returned[function]);
            let returned: Vec<TermId> =
                returned.into_iter().filter(|term| !matches!(self.facts.term(*term), Term::None)).collect();
            let gives = match *returned {
                [] if self.facts.functions[function].traits.has(NOT_A_PROCEDURE) => TermId::UNKNOWN,
                [] => self.intern(Term::None),
                _ => self.agreed(returned),
            };
            self.facts.functions[function].gives = gives;
        }
    }

    /// Calls stand in the order of their starts; a few are met out of order.
    fn sort_calls(&mut self) {
        let positions = &self.facts.positions.calls;
        if positions.is_sorted_by_key(|range| range.0) {
            return;
        }
        let mut order: Vec<usize> = (0..positions.len()).collect();
        order.sort_by_key(|place| positions[*place].0);
        self.facts.calls = order.iter().map(|place| self.facts.calls[*place]).collect();
        self.facts.positions.calls = order.iter().map(|place| self.facts.positions.calls[*place]).collect();
    }

    fn visit(&mut self, sweep: &mut Sweep<'a>, node: Node<'a>, scope: ScopeId) {
        match node.ast {
            AnyNodeRef::ExprCall(call) => self.call(sweep, node, call, scope),
            AnyNodeRef::WithItem(item) => self.with_item(sweep, node, item, scope),
            AnyNodeRef::StmtFor(each) => {
                self.open(sweep, node, CallContext::IN_LOOP);
                let operation = if each.is_async { Operation::IterateAsync } else { Operation::Iterate };
                self.operation(sweep, node.id, &each.iter, operation, scope);
                if each.is_async {
                    self.suspend(sweep, scope);
                }
            }
            AnyNodeRef::StmtWhile(each) => {
                self.open(sweep, node, CallContext::IN_LOOP.with(CallContext::IN_WHILE));
                self.guard_loop(&mut sweep.guards, node, each, scope);
                let mut inside = self.model.nodes.subtree(node.id);
                if inside
                    .any(|node| matches!(node.ast, AnyNodeRef::ExprYield(_) | AnyNodeRef::ExprYieldFrom(_)))
                {
                    self.add_trait(scope, FunctionTraits::MAY_YIELD_FOR_EVER);
                }
                if is_until_stopped(each) && self.model.suspension_points(node.id).next().is_some() {
                    self.add_trait(scope, FunctionTraits::RUNS_UNTIL_STOPPED);
                }
            }
            AnyNodeRef::Comprehension(each) => {
                let operation = if each.is_async { Operation::IterateAsync } else { Operation::Iterate };
                let scope = self.model.scope_of(&each.iter);
                let before = self.facts.calls.len();
                self.operation(sweep, node.id, &each.iter, operation, scope);
                if self.is_of_kept_generator(node) {
                    for call in &mut self.facts.calls[before..] {
                        call.context = call.context.with(CallContext::LAZY);
                    }
                }
                if each.is_async {
                    self.suspend(sweep, scope);
                }
            }
            AnyNodeRef::ExprAwait(_) => self.suspend(sweep, scope),
            AnyNodeRef::ExprYield(_) => self.add_trait(scope, FunctionTraits::GENERATOR),
            AnyNodeRef::ExprYieldFrom(each) => {
                self.add_trait(scope, FunctionTraits::GENERATOR);
                self.operation(sweep, node.id, &each.value, Operation::Iterate, scope);
            }
            AnyNodeRef::StmtReturn(statement) => {
                if let (Some(function), Some(value)) = (self.owner(scope).function, &statement.value) {
                    let term = self.term(value, scope);
                    self.returned[function as usize].push(term);
                    if !value.is_none_literal_expr() {
                        self.add_trait(scope, FunctionTraits::RETURNS_VALUE);
                    }
                    if holds_names(value) {
                        self.add_trait(scope, FunctionTraits::RETURNS_NAMES);
                    }
                }
            }
            AnyNodeRef::StmtIf(statement) => {
                self.branch(sweep, node, statement, scope);
                self.guard_branches(&mut sweep.guards, node, statement, scope);
                let filled = self.first_use(node, statement, scope);
                let region = |(start, end)| Region { start, end, context: CallContext::FIRST_USE };
                sweep.regions.extend(filled.map(region));
            }
            AnyNodeRef::StmtAssert(statement) => {
                self.guard_assertion(&mut sweep.guards, node, statement, scope);
            }
            AnyNodeRef::ExprIf(choice) => self.guard_choice(&mut sweep.guards, choice, scope),
            AnyNodeRef::ExprBoolOp(operation) => self.guard_operands(&mut sweep.guards, operation, scope),
            AnyNodeRef::StmtTry(statement) => self.attempt(sweep, node, statement, scope),
            AnyNodeRef::ExceptHandlerExceptHandler(_) => {
                self.open(sweep, node, CallContext::IN_HANDLER.with(CallContext::IN_EXCEPT));
            }
            AnyNodeRef::ExprAttribute(attribute) => self.attribute_access(sweep, node, attribute, scope),
            AnyNodeRef::ExprSubscript(subscript) => self.subscript(sweep, node, subscript, scope),
            AnyNodeRef::ExprBinOp(operation) => {
                let method = Operation::Method(Name::new(operator_method(operation.op)));
                self.operation_on_object(sweep, node, &operation.left, method, scope);
            }
            AnyNodeRef::ExprCompare(comparison) => {
                if let ([ast::CmpOp::In | ast::CmpOp::NotIn], [right]) =
                    (&*comparison.ops, &*comparison.comparators)
                {
                    let method = Operation::Method(Name::constant("__contains__"));
                    self.operation_on_object(sweep, node, right, method, scope);
                } else if let [operator] = &*comparison.ops
                    && let Some(method) = comparison_method(*operator)
                {
                    let method = Operation::Method(Name::new(method));
                    self.operation_on_object(sweep, node, &comparison.left, method, scope);
                }
            }
            AnyNodeRef::ExprStarred(starred) if starred.ctx.is_load() => {
                self.operation(sweep, node.id, &starred.value, Operation::Iterate, scope);
            }
            AnyNodeRef::StmtAssign(assign) => {
                self.replaced_by_assignment(assign, scope);
                if let [Expr::Tuple(_) | Expr::List(_)] = &*assign.targets
                    && let Expr::Call(_) = &*assign.value
                {
                    self.operation(sweep, node.id, &assign.value, Operation::Iterate, scope);
                }
            }
            AnyNodeRef::StmtImport(import) => self.import(sweep, node, import, scope),
            AnyNodeRef::StmtImportFrom(import) => self.import_from(sweep, node, import, scope),
            AnyNodeRef::StmtGlobal(statement) => self.writes_names(&statement.names, scope),
            AnyNodeRef::StmtNonlocal(statement) => self.writes_names(&statement.names, scope),
            _ => {}
        }
    }

    fn open(&self, sweep: &mut Sweep<'a>, node: Node<'a>, context: CallContext) {
        sweep.regions.push(Region { start: node.id, end: self.model.nodes.end(node.id), context });
    }

    /// The context that the regions around a place add up to, in the function that it belongs to.
    fn context_at(&self, sweep: &Sweep<'a>, id: NodeId, scope: ScopeId) -> CallContext {
        let owner = self.owner(scope);
        let function_start = self.function_start(scope);
        let mut context = CallContext::default();
        for region in sweep.regions.iter().filter(|region| region.start <= id) {
            // What a function is defined under is no matter to its calls, but for code that never runs.
            if region.start >= function_start || region.context.has(CallContext::TYPE_CHECKING) {
                context = context.with(region.context);
            }
        }
        if owner.is_lazy {
            context = context.with(CallContext::LAZY);
        }
        if let Some(function) = owner.function
            && !sweep.suspended[function as usize]
        {
            context = context.with(CallContext::BEFORE_FIRST_AWAIT);
        }
        context
    }

    /// The node of the function that the code of a scope belongs to; the module's if to none.
    pub(super) fn function_start(&self, scope: ScopeId) -> NodeId {
        let mut current = scope;
        loop {
            let data = self.model.scopes().get(current);
            if matches!(data.kind, ScopeKind::Function { .. } | ScopeKind::Lambda | ScopeKind::Module) {
                return data.node;
            }
            let Some(parent) = data.parent else { return data.node };
            current = parent;
        }
    }

    fn suspend(&mut self, sweep: &mut Sweep<'a>, scope: ScopeId) {
        if let Some(function) = self.owner(scope).function {
            sweep.suspended[function as usize] = true;
        }
        self.add_trait(scope, FunctionTraits::SUSPENDS);
    }

    fn add_trait(&mut self, scope: ScopeId, new: FunctionTraits) {
        if let Some(function) = self.owner(scope).function {
            let traits = &mut self.facts.functions[function as usize].traits;
            *traits = traits.with(new);
        }
    }

    fn record(&mut self, sweep: &mut Sweep<'a>, at: NodeId, range: TextRange, mut call: Call) {
        let demands = match self.model.nodes.get(at).ast {
            AnyNodeRef::ExprCall(expr) if call.operation == Operation::Call => {
                self.demands(expr, self.model.scopes().of(at))
            }
            _ => SmallVec::new(),
        };
        call.guard = self.guard_at(&mut sweep.guards, at, call.function, demands);
        if self.is_object_unchanged(&mut sweep.guards, at, call.function) {
            call.context = call.context.with(CallContext::OBJECT_UNCHANGED);
        }
        let lets_block = |directive: usize| {
            sweep.directives.all()[directive].names().iter().any(|name| lets_block(name.text))
        };
        if sweep.directives.about(range).any(lets_block) {
            call.context = call.context.with(CallContext::SILENCED);
        }
        self.facts.positions.calls.push((range.start().to_u32(), range.end().to_u32()));
        self.facts.calls.push(call);
    }

    fn operation(
        &mut self,
        sweep: &mut Sweep<'a>,
        at: NodeId,
        object: &'a Expr,
        operation: Operation,
        scope: ScopeId,
    ) {
        let callee = self.term(object, scope);
        let is_async = matches!(operation, Operation::EnterAsync | Operation::IterateAsync);
        let is_literal = matches!(self.facts.term(callee), Term::Literal(_) | Term::Constant(_));
        if callee == TermId::UNKNOWN || is_literal && !is_async {
            return;
        }
        let context = self.context_at(sweep, at, scope);
        let function = self.owner(scope).function;
        self.record(
            sweep,
            at,
            object.range(),
            Call {
                callee,
                operation,
                function,
                context,
                positional: 0,
                arguments: Span::default(),
                guard: GuardId::NONE,
            },
        );
    }

    /// An operation on what may be an object of the program: not on modules, classes and literals.
    fn operation_on_object(
        &mut self,
        sweep: &mut Sweep<'a>,
        node: Node<'a>,
        object: &'a Expr,
        operation: Operation,
        scope: ScopeId,
    ) {
        let Operation::Method(method) = operation else { return };
        self.facts.reads.push(method.low());
        if !self.interest.contains(&method) {
            return;
        }
        let callee = self.term(object, scope);
        if !self.may_be_object(callee) {
            return;
        }
        let context = self.context_at(sweep, node.id, scope);
        let function = self.owner(scope).function;
        self.record(
            sweep,
            node.id,
            node.range(),
            Call {
                callee,
                operation,
                function,
                context,
                positional: 0,
                arguments: Span::default(),
                guard: GuardId::NONE,
            },
        );
    }

    /// Whether a term may stand for an object whose class has methods of the program's.
    fn may_be_object(&self, term: TermId) -> bool {
        !matches!(
            self.facts.term(term),
            Term::Unknown
                | Term::None
                | Term::Literal(_)
                | Term::Constant(_)
                | Term::Module { .. }
                | Term::Function(_)
                | Term::Class(_)
                | Term::Parameter(..)
        )
    }

    /// `import a.b` inside of a function.
    fn import(&mut self, sweep: &mut Sweep<'a>, node: Node<'a>, import: &'a ast::StmtImport, scope: ScopeId) {
        if self.owner(scope).function.is_none() {
            return;
        }
        for alias in &import.names {
            let module = self.module(0, alias.name.as_str());
            self.record_import(sweep, node, alias.range(), module, scope);
        }
    }

    /// `from a import b` inside of a function: `a`, and `b` where that is a module.
    fn import_from(
        &mut self,
        sweep: &mut Sweep<'a>,
        node: Node<'a>,
        import: &'a ast::StmtImportFrom,
        scope: ScopeId,
    ) {
        if self.owner(scope).function.is_none() {
            return;
        }
        let name = import.module.as_ref().map_or("", |module| module.as_str());
        let package = self.module(import.level, name);
        self.record_import(sweep, node, import.range(), package, scope);
        for alias in &import.names {
            let member = self.text(alias.name.as_str());
            let term = self.intern(Term::Import { module: package, member });
            self.record_import(sweep, node, alias.range(), term, scope);
        }
    }

    fn record_import(
        &mut self,
        sweep: &mut Sweep<'a>,
        node: Node<'a>,
        range: TextRange,
        callee: TermId,
        scope: ScopeId,
    ) {
        let context = self.context_at(sweep, node.id, scope);
        let function = self.owner(scope).function;
        let operation = Operation::Import;
        self.record(
            sweep,
            node.id,
            range,
            Call {
                callee,
                operation,
                function,
                context,
                positional: 0,
                arguments: Span::default(),
                guard: GuardId::NONE,
            },
        );
    }

    fn with_item(&mut self, sweep: &mut Sweep<'a>, node: Node<'a>, item: &'a ast::WithItem, scope: ScopeId) {
        let Some(AnyNodeRef::StmtWith(with)) = self.model.nodes.parent(node.id).map(|with| with.ast) else {
            return;
        };
        let operation = if with.is_async { Operation::EnterAsync } else { Operation::Enter };
        self.operation(sweep, node.id, &item.context_expr, operation, scope);
        if with.is_async {
            self.suspend(sweep, scope);
        }
    }

    fn branch(&mut self, sweep: &mut Sweep<'a>, node: Node<'a>, statement: &'a ast::StmtIf, scope: ScopeId) {
        let nodes = &self.model.nodes;
        let mut context = sweep.words.context_of_test(self.model, &statement.test);
        if scope == ScopeId::MODULE && self.model.slice(statement.test.range()).contains("__name__") {
            context = context.with(CallContext::GUARDED);
        }
        if context != CallContext::default()
            && let (Some(first), Some(last)) = (statement.body.first(), statement.body.last())
        {
            let end = if context.has(CallContext::TYPE_CHECKING) {
                nodes.end(nodes.id_of(last))
            } else {
                nodes.end(node.id)
            };
            sweep.regions.push(Region { start: nodes.id_of(first), end, context });
        }
        let tests = std::iter::once(&*statement.test)
            .chain(statement.elif_else_clauses.iter().filter_map(|clause| clause.test.as_ref()));
        let mut tests = tests.map(crate::syntax::Ranged::range);
        let is_plain =
            |function: u32| !self.facts.functions[function as usize].traits.has(FunctionTraits::ASYNC);
        let serves_both = self.owner(scope).function.is_some_and(is_plain);
        if tests.any(|range| {
            sweep.words.is_thread_check(self.model, range) || serves_both && is_async_flag(self.model, range)
        }) {
            let end = self.function_end(scope);
            sweep.regions.push(Region { start: node.id, end, context: CallContext::OFF_LOOP });
        }
    }

    pub(super) fn function_end(&self, scope: ScopeId) -> NodeId {
        self.model.nodes.end(self.function_start(scope))
    }

    fn attempt(
        &mut self,
        sweep: &mut Sweep<'a>,
        node: Node<'a>,
        statement: &'a ast::StmtTry,
        scope: ScopeId,
    ) {
        let nodes = &self.model.nodes;
        if let (Some(first), Some(last)) = (statement.body.first(), statement.body.last()) {
            let (start, end) = (nodes.id_of(first), nodes.end(nodes.id_of(last)));
            if !statement.handlers.is_empty() {
                sweep.regions.push(Region { start, end, context: CallContext::IN_TRY });
            }
            let body = TextRange::new(first.start(), last.end());
            let is_short = statement.body.len() <= 3 && !statement.handlers.is_empty();
            if is_short && sweep.words.is_thread_check(self.model, body) {
                for (start, end) in off_loop_ranges(self.model, statement, self.function_end(scope)) {
                    sweep.regions.push(Region { start, end, context: CallContext::OFF_LOOP });
                }
            }
        }
        if let Some(first) = statement.finalbody.first() {
            let (start, end) = (nodes.id_of(first), nodes.end(node.id));
            sweep.regions.push(Region { start, end, context: CallContext::IN_HANDLER });
        }
    }

    fn call(&mut self, sweep: &mut Sweep<'a>, node: Node<'a>, call: &'a ast::ExprCall, scope: ScopeId) {
        self.mutation(call, scope);
        self.replaced_by_call(call, scope);
        self.given_to_method(sweep, node, call, scope);
        let callee = self.term(&call.func, scope);
        if callee == TermId::UNKNOWN {
            return;
        }
        if let Term::Builtin(name) = self.facts.term(callee) {
            self.consumption(sweep, node, call, name, scope);
            if !CALLING_BUILTINS.contains(&name) {
                return;
            }
        }
        let mut context = self.context_at(sweep, node.id, scope).with(self.place_of(node));
        let start = index_u32(self.facts.arguments.len());
        let has_star = call.arguments.args.iter().any(Expr::is_starred_expr)
            || call.arguments.keywords.iter().any(|keyword| keyword.arg.is_none());
        if has_star {
            context = context.with(CallContext::HAS_STAR);
        }
        if call.arguments.args.iter().any(Expr::is_starred_expr) {
            context = context.with(CallContext::HAS_STARRED);
        }
        if self.installs_what_is_missing(call, scope) {
            context = context.with(CallContext::INSTALLS);
        }
        let mut arguments = Vec::new();
        let mut positional = 0;
        for (place, argument) in
            call.arguments.args.iter().enumerate().take_while(|(_, argument)| !argument.is_starred_expr())
        {
            let Ok(place) = u8::try_from(place) else { break };
            positional = place.saturating_add(1);
            let slot = Slot::Position(place);
            let words = self.words_of(argument, slot, scope);
            let argument = self.argument(sweep, argument, slot, scope);
            if argument.value != TermId::UNKNOWN || argument.form != ArgumentForm::Other || !words.is_empty()
            {
                arguments.push(argument);
            }
            arguments.extend(words);
        }
        for keyword in &call.arguments.keywords {
            let Some(name) = &keyword.arg else { continue };
            let slot = Slot::Keyword(Name::new(name.as_str()));
            if let (true, Expr::List(list)) = (name.as_str().starts_with("on_"), &keyword.value) {
                for element in &list.elts {
                    arguments.push(self.argument(sweep, element, slot, scope));
                }
                continue;
            }
            arguments.push(self.argument(sweep, &keyword.value, slot, scope));
            arguments.extend(self.words_of(&keyword.value, slot, scope));
        }
        self.facts.arguments.extend(arguments);
        let arguments = Span { start, end: index_u32(self.facts.arguments.len()) };
        let function = self.owner(scope).function;
        self.record(
            sweep,
            node.id,
            node.range(),
            Call {
                callee,
                operation: Operation::Call,
                function,
                context,
                positional,
                arguments,
                guard: GuardId::NONE,
            },
        );
    }

    /// What is said of an argument besides its value, as further ones for its place.
    fn words_of(&mut self, argument: &'a Expr, slot: Slot, scope: ScopeId) -> Vec<Argument> {
        let words = self.words(argument, scope).into_iter();
        let constants = words.map(|word| Term::Constant(Constant::Text(Name::new(word))));
        constants.map(|term| Argument { slot, value: self.intern(term), form: ArgumentForm::Other }).collect()
    }

    fn argument(&mut self, sweep: &Sweep<'a>, argument: &'a Expr, slot: Slot, scope: ScopeId) -> Argument {
        let value = self.argument_value(argument, scope);
        let form = match argument {
            Expr::Name(name) => {
                let is_callable = self.callables.contains(name.id.as_str());
                let parameter = is_callable.then(|| self.own_parameter(argument, scope)).flatten();
                let variable = || self.guarded_variable(&sweep.guards, argument, scope);
                match parameter.map(ArgumentForm::Parameter) {
                    Some(parameter) => parameter,
                    None => variable().map_or(ArgumentForm::Other, ArgumentForm::Variable),
                }
            }
            Expr::Attribute(_) | Expr::Lambda(_) | Expr::Call(_) => ArgumentForm::Other,
            _ if value == TermId::UNKNOWN => ArgumentForm::Other,
            _ => ArgumentForm::Literal,
        };
        Argument { slot, value, form }
    }

    /// The term of an argument that may hold a function, or decides whether the call waits; unknown for others.
    fn argument_value(&mut self, argument: &'a Expr, scope: ScopeId) -> TermId {
        match argument {
            Expr::Name(name) if !self.callables.contains(name.id.as_str()) => {
                match self.number_of_module(name.id.as_str(), scope) {
                    Some(number) => self.intern(Term::Constant(number)),
                    None => TermId::UNKNOWN,
                }
            }
            Expr::Name(_) | Expr::Attribute(_) | Expr::Lambda(_) | Expr::Call(_) => {
                self.term(argument, scope)
            }
            Expr::NoneLiteral(_) => self.intern(Term::None),
            // An address is told by its host.
            Expr::Tuple(tuple) => match tuple.elts.first().and_then(constant) {
                Some(host @ Constant::Text(_)) => self.intern(Term::Constant(host)),
                _ => TermId::UNKNOWN,
            },
            _ => match constant(argument) {
                Some(constant) => self.intern(Term::Constant(constant)),
                None => TermId::UNKNOWN,
            },
        }
    }

    /// The number that a name of the module always stands for.
    fn number_of_module(&self, name: &str, scope: ScopeId) -> Option<Constant> {
        let scopes = self.model.scopes();
        if scopes.lookup(scope, name)? != ScopeId::MODULE {
            return None;
        }
        let mut bindings = scopes.bindings_of(ScopeId::MODULE, name);
        let value = match bindings.next()?.kind {
            BindingKind::Value(value) => value,
            BindingKind::Annotated(assign) => assign.value.as_deref()?,
            _ => return None,
        };
        let is_only_one = bindings.next().is_none() && value.is_number_literal_expr();
        is_only_one.then(|| constant(value)).flatten()
    }

    /// How a call stands in the expression or statement around it.
    fn place_of(&self, node: Node<'a>) -> CallContext {
        let Some(parent) = self.model.nodes.parent(node.id) else { return CallContext::default() };
        match parent.ast {
            AnyNodeRef::ExprAwait(_) => CallContext::AWAITED,
            AnyNodeRef::StmtExpr(_) => CallContext::STATEMENT,
            AnyNodeRef::Arguments(_) if self.is_given_to_value_builtin(parent) => {
                CallContext::ARGUMENT.with(CallContext::USED)
            }
            AnyNodeRef::ExprStarred(_) => CallContext::ARGUMENT.with(CallContext::USED),
            AnyNodeRef::ExprGenerator(_) | AnyNodeRef::ExprListComp(_) | AnyNodeRef::ExprSetComp(_)
                if self
                    .model
                    .nodes
                    .parent(parent.id)
                    .is_some_and(|arguments| self.is_given_to_value_builtin(arguments)) =>
            {
                CallContext::USED
            }
            AnyNodeRef::Arguments(_) | AnyNodeRef::Keyword(_) => CallContext::ARGUMENT,
            AnyNodeRef::WithItem(_) => CallContext::ENTERED,
            AnyNodeRef::StmtReturn(_) => CallContext::RETURNED,
            AnyNodeRef::StmtFor(each) if each.iter.range() == node.range() => CallContext::CONSUMED,
            AnyNodeRef::Comprehension(each) if each.iter.range() == node.range() => CallContext::CONSUMED,
            AnyNodeRef::StmtAssign(assign) => match assign.targets.first() {
                Some(Expr::Tuple(_) | Expr::List(_)) => CallContext::USED,
                Some(Expr::Name(_)) => CallContext::BOUND,
                _ => CallContext::default(),
            },
            AnyNodeRef::StmtAnnAssign(assign) if assign.target.is_name_expr() => CallContext::BOUND,
            AnyNodeRef::ExprSubscript(subscript) if subscript.value.range() != node.range() => {
                CallContext::default()
            }
            AnyNodeRef::ExprBoolOp(_)
            | AnyNodeRef::ExprIf(_)
            | AnyNodeRef::StmtIf(_)
            | AnyNodeRef::ElifElseClause(_)
            | AnyNodeRef::StmtWhile(_)
            | AnyNodeRef::StmtAssert(_)
            | AnyNodeRef::Comprehension(_)
            | AnyNodeRef::ExprUnaryOp(_)
            | AnyNodeRef::ExprCompare(_)
            | AnyNodeRef::InterpolatedElement(_)
            | AnyNodeRef::ExprBinOp(_)
            | AnyNodeRef::StmtAugAssign(_)
            | AnyNodeRef::ExprSubscript(_)
            | AnyNodeRef::ExprAttribute(_) => CallContext::USED,
            _ => CallContext::default(),
        }
    }

    /// Methods that enter or iterate over their argument, whatever object they are called on.
    fn given_to_method(
        &mut self,
        sweep: &mut Sweep<'a>,
        node: Node<'a>,
        call: &'a ast::ExprCall,
        scope: ScopeId,
    ) {
        let (Expr::Attribute(method), [argument]) = (&*call.func, &*call.arguments.args) else { return };
        let operation = match method.attr.as_str() {
            "enter_context" => Operation::Enter,
            "enter_async_context" => Operation::EnterAsync,
            name if CONSUMING_METHODS.contains(&name) => Operation::Iterate,
            _ => return,
        };
        if matches!(argument, Expr::Call(_) | Expr::Name(_) | Expr::Attribute(_)) {
            self.operation(sweep, node.id, argument, operation, scope);
        }
    }

    /// Whether arguments may be those of a builtin, or of a method of a string or logger, that takes a value and has no use
    /// for a coroutine.
    fn is_given_to_value_builtin(&self, arguments: Node<'a>) -> bool {
        let Some(AnyNodeRef::ExprCall(call)) = self.model.nodes.parent(arguments.id).map(|call| call.ast)
        else {
            return false;
        };
        match &*call.func {
            Expr::Name(name) => VALUE_BUILTINS.contains(&name.id.as_str()),
            Expr::Attribute(method) => {
                matches!(method.attr.as_str(), "format" | "join")
                    || LOGGING_METHODS.contains(&method.attr.as_str())
            }
            _ => false,
        }
    }

    /// Builtins that iterate over their argument, or call a method of it.
    fn consumption(
        &mut self,
        sweep: &mut Sweep<'a>,
        node: Node<'a>,
        call: &'a ast::ExprCall,
        builtin: Name,
        scope: ScopeId,
    ) {
        let Some(first) = call.arguments.args.first() else { return };
        let taken = if CONSUMING_BUILTINS.contains(&builtin) {
            std::slice::from_ref(first)
        } else if PASSING_BUILTINS.contains(&builtin) && self.is_used_up(node, scope) {
            &call.arguments.args
        } else if let Some(method) = builtin_method(call) {
            let method = Operation::Method(Name::new(method));
            return self.operation_on_object(sweep, node, first, method, scope);
        } else {
            return;
        };
        for argument in taken {
            if matches!(argument, Expr::Call(_) | Expr::Name(_) | Expr::Attribute(_)) {
                self.operation(sweep, node.id, argument, Operation::Iterate, scope);
            }
        }
    }

    /// Whether a clause belongs to a generator expression that is kept: it runs when somebody iterates over that.
    fn is_of_kept_generator(&self, clause: Node<'a>) -> bool {
        let around = self.model.nodes.parent(clause.id);
        around.is_some_and(|around| around.is_expr_generator() && !self.is_taken_at_once(around.id))
    }

    /// Whether somebody iterates over an expression at once: a loop, or a call that is known to.
    fn is_used_up(&mut self, node: Node<'a>, scope: ScopeId) -> bool {
        let Some(parent) = self.model.nodes.parent(node.id) else { return false };
        if !matches!(parent.ast, AnyNodeRef::Arguments(_)) {
            return self.is_taken_at_once(node.id);
        }
        let Some(outer) = self.model.nodes.parent(parent.id) else { return false };
        let AnyNodeRef::ExprCall(call) = outer.ast else { return false };
        if let Expr::Attribute(method) = &*call.func {
            return CONSUMING_METHODS.contains(&method.attr.as_str());
        }
        let callee = self.term(&call.func, scope);
        match self.facts.term(callee) {
            Term::Builtin(name) if PASSING_BUILTINS.contains(&name) => self.is_used_up(outer, scope),
            Term::Builtin(name) => CONSUMING_BUILTINS.contains(&name),
            _ => false,
        }
    }

    fn attribute_access(
        &mut self,
        sweep: &mut Sweep<'a>,
        node: Node<'a>,
        attribute: &'a ast::ExprAttribute,
        scope: ScopeId,
    ) {
        if attribute.ctx.is_load() {
            let is_callee = matches!(
                self.model.nodes.parent(node.id).map(|parent| parent.ast),
                Some(AnyNodeRef::ExprCall(call)) if call.func.range() == node.range()
            );
            if !is_callee {
                let operation = Operation::Method(Name::new(attribute.attr.as_str()));
                self.operation_on_object(sweep, node, &attribute.value, operation, scope);
            }
            return;
        }
        if let Expr::Name(receiver) = &*attribute.value
            && let Term::Receiver(class) | Term::ReceiverClass(class) = {
                let term = self.name(receiver.id.as_str(), scope);
                self.facts.term(term)
            }
            && attribute.ctx.is_store()
        {
            let value = self.assigned_value(node, scope);
            let name = Name::new(attribute.attr.as_str());
            self.attributes[class as usize].entry(name).or_default().push(value);
            self.keep_parameter(node, class, name, scope);
        }
        self.writes(attribute.range(), &attribute.value, scope);
    }

    /// Notes that an attribute keeps a parameter of its class's constructor.
    fn keep_parameter(&mut self, target: Node<'a>, class: ClassIndex, name: Name, scope: ScopeId) {
        let value = match self.model.nodes.parent(target.id).map(|parent| parent.ast) {
            Some(AnyNodeRef::StmtAssign(assign)) if assign.targets.len() == 1 => Some(&*assign.value),
            Some(AnyNodeRef::StmtAnnAssign(assign)) => assign.value.as_deref(),
            _ => None,
        };
        let Some(function) = self.owner(scope).function else { return };
        let is_constructor = self.facts.functions[function as usize].key == Name::constant("__init__");
        let place = value.filter(|_| is_constructor).and_then(|value| self.own_parameter(value, scope));
        if let Some(place) = place.filter(|place| *place > 0) {
            self.facts.kept.push(KeptParameter { class, name, function, place });
        }
    }

    /// Forgets the attributes that keep something else besides.
    pub(super) fn drop_rewritten(&mut self) {
        let attributes = &self.attributes;
        self.facts.kept.retain(|kept| {
            attributes[kept.class as usize].get(&kept.name).is_some_and(|values| values.len() == 1)
        });
    }

    /// What the statement around a target assigns to it.
    fn assigned_value(&mut self, target: Node<'a>, scope: ScopeId) -> TermId {
        match self.model.nodes.parent(target.id).map(|parent| parent.ast) {
            Some(AnyNodeRef::StmtAssign(assign)) => self.term(&assign.value, scope),
            Some(AnyNodeRef::StmtAnnAssign(assign)) => self.annotated(assign, scope),
            Some(AnyNodeRef::WithItem(item)) => {
                let value = self.term(&item.context_expr, scope);
                self.of(value, Term::Entered)
            }
            _ => TermId::UNKNOWN,
        }
    }

    fn subscript(
        &mut self,
        sweep: &mut Sweep<'a>,
        node: Node<'a>,
        subscript: &'a ast::ExprSubscript,
        scope: ScopeId,
    ) {
        let method = match subscript.ctx {
            ast::ExprContext::Store => Name::constant("__setitem__"),
            ast::ExprContext::Del => Name::constant("__delitem__"),
            _ => Name::constant("__getitem__"),
        };
        self.operation_on_object(sweep, node, &subscript.value, Operation::Method(method), scope);
        if !subscript.ctx.is_load() {
            self.writes(subscript.range(), &subscript.value, scope);
        }
    }

    /// `self.cache.append(x)` and the like.
    fn mutation(&mut self, call: &'a ast::ExprCall, scope: ScopeId) {
        if let Expr::Attribute(method) = &*call.func
            && MUTATORS.contains(&method.attr.as_str())
        {
            self.writes(method.value.range(), &method.value, scope);
        }
    }

    /// Notes that a function writes to what other tasks may see: an attribute or item of anything but its own names.
    fn writes(&mut self, range: TextRange, object: &'a Expr, scope: ScopeId) {
        let Some(function) = self.owner(scope).function else { return };
        if self.facts.functions[function as usize].writes != Text::default() || self.is_own(object, scope) {
            return;
        }
        let builds = self.facts.functions[function as usize].traits.has(FunctionTraits::BUILDS);
        if builds && self.is_of_receiver(object, scope) {
            return;
        }
        let text = self.text(self.model.slice(range));
        self.facts.functions[function as usize].writes = text;
    }

    fn writes_names(&mut self, names: &'a [ast::Identifier], scope: ScopeId) {
        let Some(function) = self.owner(scope).function else { return };
        let is_bound_here = |name: &&'a ast::Identifier| self.is_bound_in(name.as_str(), scope);
        if let Some(name) = names.iter().find(is_bound_here)
            && self.facts.functions[function as usize].writes == Text::default()
        {
            let text = self.text(name.as_str());
            self.facts.functions[function as usize].writes = text;
        }
    }

    /// Whether a name that a function declares `global` or `nonlocal` is bound or deleted in it.
    fn is_bound_in(&self, name: &str, scope: ScopeId) -> bool {
        let Some(owner) = self.model.scopes().lookup(scope, name) else { return false };
        let start = self.model.scopes().get(scope).node;
        let end = self.model.nodes.end(start);
        let mut bindings = self.model.scopes().bindings_of(owner, name);
        bindings.any(|binding| (start..end).contains(&binding.node))
    }

    /// Whether an object is reached through a name that the function itself binds, other than as a parameter.
    fn is_own(&self, object: &Expr, scope: ScopeId) -> bool {
        let Some(root) = root(object) else { return true };
        let scopes = self.model.scopes();
        let Some(owner) = scopes.lookup(scope, root) else { return false };
        self.owner(owner).function == self.owner(scope).function
            && owner != ScopeId::MODULE
            && scopes.bindings_of(owner, root).all(|binding| match binding.kind {
                // The tuple or dictionary of `*args` and `**kwargs` is made for the call, what it holds is not.
                BindingKind::Parameter { is_variadic, .. } => is_variadic && object.is_name_expr(),
                _ => true,
            })
    }

    fn is_of_receiver(&mut self, object: &'a Expr, scope: ScopeId) -> bool {
        let Expr::Name(name) = object else { return false };
        let term = self.name(name.id.as_str(), scope);
        matches!(self.facts.term(term), Term::Receiver(_) | Term::ReceiverClass(_))
    }
}

/// Whether an expression is a tuple, list or dictionary that names or calls something.
fn holds_names(value: &Expr) -> bool {
    let is_object = |part: &Expr| matches!(part, Expr::Name(_) | Expr::Call(_));
    match value {
        Expr::Tuple(tuple) => tuple.elts.iter().any(is_object),
        Expr::List(list) => list.elts.iter().any(is_object),
        Expr::Dict(dict) => dict.items.iter().any(|item| is_object(&item.value)),
        _ => false,
    }
}

/// The name that an attribute or item chain starts with.
fn root(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => root(&attribute.value),
        Expr::Subscript(subscript) => root(&subscript.value),
        Expr::Call(call) => root(&call.func),
        _ => None,
    }
}

/// What may give something though no `return` of it has a value: it yields, it only declares, or it always raises.
const NOT_A_PROCEDURE: FunctionTraits =
    FunctionTraits::GENERATOR.with(FunctionTraits::STUB).with(FunctionTraits::RETURNS_VALUE);

/// Builtins that call what they are given, or block.
const CALLING_BUILTINS: &[Name] = &[
    Name::constant("open"),
    Name::constant("input"),
    Name::constant("breakpoint"),
    Name::constant("__import__"),
    Name::constant("sorted"),
    Name::constant("map"),
    Name::constant("filter"),
    Name::constant("min"),
    Name::constant("max"),
];

/// Builtins that iterate over their first argument to the end.
const CONSUMING_BUILTINS: &[Name] = &[
    Name::constant("all"),
    Name::constant("any"),
    Name::constant("dict"),
    Name::constant("frozenset"),
    Name::constant("list"),
    Name::constant("max"),
    Name::constant("min"),
    Name::constant("next"),
    Name::constant("set"),
    Name::constant("sorted"),
    Name::constant("sum"),
    Name::constant("tuple"),
];

/// Methods that iterate over their argument to the end, whatever object they are called on.
const CONSUMING_METHODS: &[&str] = &["extend", "join", "update", "writelines"];

/// Builtins that iterate over their arguments as far as somebody iterates over what they give.
const PASSING_BUILTINS: &[Name] =
    &[Name::constant("enumerate"), Name::constant("filter"), Name::constant("map"), Name::constant("zip")];

fn concerns_facts(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::ExprCall
            | NodeKind::WithItem
            | NodeKind::StmtFor
            | NodeKind::StmtWhile
            | NodeKind::Comprehension
            | NodeKind::ExprAwait
            | NodeKind::ExprYield
            | NodeKind::ExprYieldFrom
            | NodeKind::StmtReturn
            | NodeKind::StmtIf
            | NodeKind::ExprIf
            | NodeKind::ExprBoolOp
            | NodeKind::StmtTry
            | NodeKind::ExceptHandlerExceptHandler
            | NodeKind::ExprAttribute
            | NodeKind::ExprSubscript
            | NodeKind::ExprBinOp
            | NodeKind::ExprCompare
            | NodeKind::ExprStarred
            | NodeKind::StmtAssert
            | NodeKind::StmtAssign
            | NodeKind::StmtImport
            | NodeKind::StmtImportFrom
            | NodeKind::StmtGlobal
            | NodeKind::StmtNonlocal
    )
}
