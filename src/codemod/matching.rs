//! Matching: whether a pattern stands at a node, and what its holes take there.

use super::hole::{Constraint, Hole, HoleIndex, LiteralKind};
use super::own::own;
use super::pattern::{CallPattern, NodePattern, Part, Pattern};
use super::{Pair, Place, Use};
use crate::facts::{Name, Operation, Term};
use crate::model::BindingKind;
use crate::program::Value;
use crate::rule::Cx;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged as _, Stmt, TextRange, ast, suites};

/// What a pattern found.
#[derive(Debug, Clone)]
pub struct Found {
    /// What each hole took; `None` for one whose default is meant.
    pub holes: Vec<Option<Taken>>,
    /// The names that stand for those which the pattern binds.
    pub locals: Vec<Option<String>>,
    /// The first and the last statement, where the pattern is of statements.
    pub statements: Option<(NodeId, NodeId)>,
}

/// What a hole took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// An expression.
    Expression(NodeId),
    /// Arguments, each with its name if it has one: nodes of values for positional ones, of keywords for the others.
    Arguments(Vec<NodeId>),
    /// Statements, from the first to the last.
    Statements(NodeId, NodeId),
    /// The name of an attribute.
    Member(String),
}

/// What the pair's pattern finds at `node`: an expression, or the first of the statements.
pub fn find<'a>(cx: &Cx<'a>, pair: &Pair, node: Node<'a>) -> Option<Found> {
    find_use(cx, pair, node, None)
}

/// Whether `node` is an expression as a part of the pair's pattern has it, whatever its holes for names stand for.
pub fn is_like<'a>(cx: &Cx<'a>, pair: &Pair, part: &Part, node: Node<'a>) -> bool {
    let bound = cx.nodes.subtree(node.id).map(|inside| inside.id);
    let mut matcher = Matcher::new(cx, pair, Certainty::Known);
    bound.map(Some).any(|bound| {
        matcher.bound = bound;
        matcher.found.holes.fill(None);
        node.as_expr_ref().is_some() && matcher.part(part, node).is_some()
    })
}

/// Whether the pattern may stand at `node`, whatever the program knows of classes and signatures.
pub fn may_match<'a>(cx: &Cx<'a>, pair: &Pair, node: Node<'a>) -> bool {
    is_in_place(cx, pair, node) && Matcher::new(cx, pair, Certainty::Perhaps).pattern(pair, node).is_some()
}

/// What the pattern finds at `node`, where the expression `bound` stands for the name that another pair binds.
pub fn find_use<'a>(cx: &Cx<'a>, pair: &Pair, node: Node<'a>, bound: Option<NodeId>) -> Option<Found> {
    let mut matcher = Matcher::new(cx, pair, Certainty::Known);
    matcher.bound = bound;
    matcher.pattern(pair, node)?;
    let is_complete = pair
        .holes
        .iter()
        .zip(&matcher.found.holes)
        .all(|(hole, taken)| taken.is_some() || hole.may_be_left_out());
    (is_complete && is_in_place(cx, pair, node)).then_some(matcher.found)
}

/// Whether a pair speaks of the place of a node, and of what becomes of its value.
fn is_in_place<'a>(cx: &Cx<'a>, pair: &Pair, node: Node<'a>) -> bool {
    // Coroutines written as generators run on the loop too, and cannot await.
    let awaits = pair.replacement.as_ref().is_some_and(|replacement| replacement.awaits);
    let is_in_async_code = if awaits { cx.async_function(node).is_some() } else { cx.is_in_coroutine(node) };
    let is_in_place = pair.place == Place::Anywhere || is_in_async_code;
    let is_used_so = pair.value == Use::Anyhow || cx.parent(node).is_some_and(|parent| parent.is_stmt_expr());
    is_in_place && is_used_so
}

/// The names of what a coroutine function gives.
const COROUTINE: &[&str] = &["collections.abc.Coroutine", "typing.Coroutine", "types.CoroutineType"];

/// How much of a suite a sequence of parts stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All of it.
    Whole,
    /// What it begins with.
    Beginning,
}

/// What is said of what only the whole program can know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// What it knows.
    Known,
    /// That it may be so.
    Perhaps,
}

struct Matcher<'m, 'a> {
    cx: &'m Cx<'a>,
    holes: &'m [Hole],
    certainty: Certainty,
    bound: Option<NodeId>,
    found: Found,
}

impl<'m, 'a> Matcher<'m, 'a> {
    fn new(cx: &'m Cx<'a>, pair: &'m Pair, certainty: Certainty) -> Self {
        let (holes, locals) = (vec![None; pair.holes.len()], vec![None; pair.locals.len()]);
        Self {
            cx,
            holes: &pair.holes,
            certainty,
            bound: None,
            found: Found { holes, locals, statements: None },
        }
    }

    fn pattern(&mut self, pair: &Pair, node: Node<'a>) -> Option<()> {
        match &pair.pattern {
            Pattern::Expression(part) => {
                node.as_expr_ref()?;
                self.part(part, node)
            }
            Pattern::Statements(parts) => {
                let (suite, place) = self.cx.nodes.suite(node.id)?;
                let end = self.prefix(parts, &suite[place..], Extent::Beginning)?;
                let last = self.cx.node(&suite[place + end - 1]).id;
                self.found.statements = Some((node.id, last));
                Some(())
            }
        }
    }

    fn part(&mut self, part: &Part, node: Node<'a>) -> Option<()> {
        match part {
            Part::Hole(hole) => self.take_expression(*hole, node),
            Part::Named(name) => self.names(name, node).then_some(()),
            Part::Local(local) => {
                let AnyNodeRef::ExprName(name) = node.ast else { return None };
                self.bind(*local, name.id.as_str())
            }
            Part::Call(pattern) => {
                let AnyNodeRef::ExprCall(call) = node.ast else { return None };
                self.call(pattern, call)
            }
            Part::Node(pattern) => self.node(pattern, node),
        }
    }

    fn bind(&mut self, local: usize, name: &str) -> Option<()> {
        let bound = self.found.locals.get_mut(local)?;
        if let Some(bound) = bound {
            return (bound == name).then_some(());
        }
        *bound = Some(name.to_owned());
        Some(())
    }

    fn names(&self, dotted: &str, node: Node<'a>) -> bool {
        let last = dotted.rsplit('.').next().unwrap_or(dotted);
        let may_be = match node.ast {
            AnyNodeRef::ExprAttribute(attribute) => {
                attribute.attr.as_str() == last && attribute.ctx.is_load()
            }
            AnyNodeRef::ExprName(name) => {
                name.ctx.is_load()
                    && (name.id.as_str() == last || self.cx.scopes().may_be_renamed(name.id.as_str()))
            }
            _ => false,
        };
        may_be && !self.is_alias(node) && self.cx.qualified_node(node).is_some_and(|name| name.is(dotted))
    }

    /// Whether a name is bound by an assignment, so that what is assigned is what matches: one that is not called, or one
    /// that is imported where that works and stands for something else where it does not.
    fn is_alias(&self, node: Node<'a>) -> bool {
        let AnyNodeRef::ExprName(name) = node.ast else { return false };
        let is_called = self.cx.parent(node).is_some_and(|parent| parent.is_expr_call());
        let scopes = self.cx.scopes();
        let owner = scopes.lookup(scopes.of(node.id), name.id.as_str());
        owner.is_some_and(|owner| {
            let bindings = || scopes.bindings_of(owner, name.id.as_str());
            let is_import = |kind: &BindingKind<'_>| {
                matches!(kind, BindingKind::Import { .. } | BindingKind::ImportFrom { .. })
            };
            let is_assigned = bindings().any(|binding| matches!(binding.kind, BindingKind::Value(_)));
            is_assigned && (!is_called || bindings().any(|binding| is_import(&binding.kind)))
        })
    }

    fn node(&mut self, pattern: &NodePattern, node: Node<'a>) -> Option<()> {
        if self.cx.nodes.kind(node.id) != pattern.kind {
            return None;
        }
        match (pattern.member, node.ast) {
            (Some(hole), AnyNodeRef::ExprAttribute(attribute)) => {
                let word = attribute.attr.as_str();
                if !self.holes[hole].allows_word(word) {
                    return None;
                }
                self.take(hole, Taken::Member(word.to_owned()))?;
            }
            _ if own(node.ast)? != pattern.own => return None,
            _ => {}
        }
        if let Some(local) = pattern.binds {
            let AnyNodeRef::ExceptHandlerExceptHandler(handler) = node.ast else { return None };
            self.bind(local, handler.name.as_ref()?.as_str())?;
        }
        let mut children = self.cx.nodes.children(node.id).filter(|child| !child.is_statement());
        for part in &pattern.children {
            self.part(part, children.next()?)?;
        }
        if children.next().is_some() {
            return None;
        }
        let blocks = suites(node.ast);
        if blocks.len() != pattern.suites.len() {
            return None;
        }
        for (parts, block) in pattern.suites.iter().zip(blocks) {
            self.prefix(parts, block, Extent::Whole)?;
        }
        Some(())
    }

    /// Matches a suite's beginning; the number of statements that it took. A hole for statements takes as few as let the
    /// parts behind it match, or all that the suite has.
    fn prefix(&mut self, parts: &[Part], suite: &'a [Stmt], extent: Extent) -> Option<usize> {
        let body = parts.iter().position(|part| self.is_statements(part));
        let Some(body) = body else {
            self.each(parts, suite)?;
            let is_all = extent == Extent::Beginning || parts.len() == suite.len();
            return is_all.then_some(parts.len());
        };
        let behind = parts.len() - body - 1;
        let longest = suite.len().checked_sub(body + behind)?;
        let is_last = behind == 0;
        let shortest = if extent == Extent::Whole || is_last { longest } else { 1 };
        (shortest.max(1)..=longest).find_map(|length| {
            let before = self.found.clone();
            let end = body + length;
            let matched = self.with_body(parts, body, suite, end);
            if matched.is_none() {
                self.found = before;
            }
            matched.map(|()| end + behind)
        })
    }

    fn with_body(&mut self, parts: &[Part], body: usize, suite: &'a [Stmt], end: usize) -> Option<()> {
        self.each(&parts[..body], suite)?;
        let Part::Hole(hole) = parts[body] else { return None };
        let (first, last) = (self.cx.node(&suite[body]).id, self.cx.node(&suite[end - 1]).id);
        self.take(hole, Taken::Statements(first, last))?;
        self.each(&parts[body + 1..], &suite[end..])
    }

    /// Matches parts against as many statements.
    fn each(&mut self, parts: &[Part], suite: &'a [Stmt]) -> Option<()> {
        if parts.len() > suite.len() {
            return None;
        }
        parts.iter().zip(suite).try_for_each(|(part, statement)| self.part(part, self.cx.node(statement)))
    }

    fn is_statements(&self, part: &Part) -> bool {
        matches!(part, Part::Hole(hole) if self.holes[*hole].takes == super::hole::Takes::Statements)
    }

    fn take(&mut self, hole: HoleIndex, taken: Taken) -> Option<()> {
        match &self.found.holes[hole] {
            None => self.found.holes[hole] = Some(taken),
            Some(known) => {
                let (Taken::Expression(known), Taken::Expression(new)) = (known, &taken) else { return None };
                if !self.is_same(self.cx.nodes.get(*known), self.cx.nodes.get(*new)) {
                    return None;
                }
            }
        }
        Some(())
    }

    fn take_expression(&mut self, hole: HoleIndex, node: Node<'a>) -> Option<()> {
        node.as_expr_ref()?;
        let constraints = &self.holes[hole].constraints;
        if !constraints.is_empty() && !constraints.iter().any(|constraint| self.satisfies(constraint, node)) {
            return None;
        }
        self.take(hole, Taken::Expression(node.id))
    }

    /// Whether two expressions are the same code.
    fn is_same(&self, left: Node<'a>, right: Node<'a>) -> bool {
        let own_of = (own(left.ast), own(right.ast));
        let (Some(first), Some(second)) = own_of else { return false };
        if first != second || self.cx.nodes.kind(left.id) != self.cx.nodes.kind(right.id) {
            return false;
        }
        let (mut all, mut others) = (self.cx.nodes.children(left.id), self.cx.nodes.children(right.id));
        loop {
            match (all.next(), others.next()) {
                (None, None) => return true,
                (Some(one), Some(other)) if self.is_same(one, other) => {}
                _ => return false,
            }
        }
    }

    fn call(&mut self, pattern: &CallPattern, call: &'a ast::ExprCall) -> Option<()> {
        self.part(&pattern.callee, self.cx.node(&*call.func))?;
        if self.certainty == Certainty::Perhaps {
            return self.arguments_perhaps(pattern, call);
        }
        let arguments = &call.arguments;
        let mut given: Vec<Option<Argument<'a>>> = Vec::new();
        for value in &*arguments.args {
            let is_plain = !value.is_starred_expr();
            given.push(Some(Argument {
                name: None,
                value: self.cx.node(value),
                whole: self.cx.node(value),
                is_plain,
            }));
        }
        let positional = given.len();
        for keyword in &*arguments.keywords {
            let name = keyword.arg.as_ref().map(|name| Name::new(name.as_str()));
            let (value, whole) = (self.cx.node(&keyword.value), self.cx.node(keyword));
            given.push(Some(Argument { name, value, whole, is_plain: name.is_some() }));
        }
        let has_unpacked = given.iter().flatten().any(|argument| !argument.is_plain);
        let parameters = if has_unpacked { Vec::new() } else { self.parameters(call) };
        for (place, part) in pattern.positional.iter().enumerate() {
            let own_place =
                given[..positional].get(place).copied().flatten().filter(|argument| argument.is_plain);
            let by_place = own_place.map(|argument| (place, argument));
            let found = by_place.or_else(|| by_name(&given, *parameters.get(place)?));
            let Some((at, argument)) = found else {
                if self.may_be_left_out(part, has_unpacked) {
                    continue;
                }
                return None;
            };
            given[at] = None;
            self.part(part, argument.value)?;
        }
        for (name, part) in &pattern.keywords {
            let place = || parameters.iter().position(|parameter| *parameter == Name::new(name));
            let by_place = || {
                let place = place().filter(|place| *place < positional)?;
                Some((place, given[place]?))
            };
            match by_name(&given, Name::new(name)).or_else(by_place) {
                Some((at, argument)) => {
                    given[at] = None;
                    self.part(part, argument.value)?;
                }
                None if self.may_be_left_out(part, has_unpacked) => {}
                None => return None,
            }
        }
        self.rest(pattern, &given[..positional], &given[positional..])
    }

    /// Those arguments that are spelled as the pattern has them. The others are counted: which parameter a position
    /// stands for, the program alone can tell.
    fn arguments_perhaps(&mut self, pattern: &CallPattern, call: &'a ast::ExprCall) -> Option<()> {
        let (positional, keywords) = (&*call.arguments.args, &*call.arguments.keywords);
        let is_unpacked = |keyword: &ast::Keyword| keyword.arg.is_none();
        if positional.iter().any(Expr::is_starred_expr) || keywords.iter().any(is_unpacked) {
            return Some(());
        }
        for (part, value) in pattern.positional.iter().zip(positional) {
            self.part(part, self.cx.node(value))?;
        }
        let by_name = |name: &str| {
            let is_it =
                |keyword: &&ast::Keyword| keyword.arg.as_ref().is_some_and(|own| own.as_str() == name);
            keywords.iter().find(is_it)
        };
        let missing_places: Vec<&Part> = pattern.positional.iter().skip(positional.len()).collect();
        let (mut missing_names, mut taken): (Vec<&Part>, Vec<&str>) = (Vec::new(), Vec::new());
        for (name, part) in &pattern.keywords {
            match by_name(name) {
                Some(keyword) => {
                    self.part(part, self.cx.node(&keyword.value))?;
                    taken.push(name);
                }
                None => missing_names.push(part),
            }
        }
        let is_left =
            |keyword: &&ast::Keyword| !taken.iter().any(|name| keyword.arg.as_deref() == Some(name));
        let left_keywords: Vec<&Expr> =
            keywords.iter().filter(is_left).map(|keyword| &keyword.value).collect();
        let left_places: Vec<&Expr> = positional.iter().skip(pattern.positional.len()).collect();
        self.may_be_among(&missing_places, &left_keywords, pattern.rest_keywords)?;
        self.may_be_among(&missing_names, &left_places, pattern.rest)
    }

    /// Whether parts may be among arguments that are left, each of which has to be one of them or taken by `rest`.
    fn may_be_among(&mut self, parts: &[&Part], left: &[&'a Expr], rest: Option<HoleIndex>) -> Option<()> {
        let required = parts.iter().filter(|part| !self.may_be_left_out(part, false));
        let has_enough = required.clone().count() <= left.len();
        let takes_all = rest.is_some() || left.len() <= parts.len();
        (has_enough && takes_all).then_some(())?;
        let before = self.found.clone();
        let required: Vec<&&Part> = required.collect();
        let is_each_there = required.into_iter().all(|part| {
            left.iter().any(|value| {
                let is_it = self.part(part, self.cx.node(*value)).is_some();
                self.found.clone_from(&before);
                is_it
            })
        });
        is_each_there.then_some(())
    }

    fn rest(
        &mut self,
        pattern: &CallPattern,
        positional: &[Option<Argument<'a>>],
        keywords: &[Option<Argument<'a>>],
    ) -> Option<()> {
        for (hole, left) in [(pattern.rest, positional), (pattern.rest_keywords, keywords)] {
            if let Some(hole) = hole.filter(|hole| !self.holes[*hole].constraints.is_empty())
                && !left.iter().flatten().all(|argument| self.is_allowed(hole, argument))
            {
                return None;
            }
            let left: Vec<NodeId> = left.iter().flatten().map(|argument| argument.whole.id).collect();
            match hole {
                Some(hole) => self.take(hole, Taken::Arguments(left))?,
                None if left.is_empty() => {}
                None => return None,
            }
        }
        Some(())
    }

    fn is_allowed(&self, hole: HoleIndex, argument: &Argument<'a>) -> bool {
        let AnyNodeRef::Keyword(keyword) = argument.whole.ast else { return false };
        keyword.arg.as_ref().is_some_and(|name| self.holes[hole].allows_word(name.as_str()))
    }

    /// Whether a call may lack an argument. What is unpacked in it may bring one that is not what the hole has to be.
    fn may_be_left_out(&self, part: &Part, has_unpacked: bool) -> bool {
        let Part::Hole(hole) = part else { return false };
        let hole = &self.holes[*hole];
        hole.default.is_some() && (hole.constraints.is_empty() || !has_unpacked)
    }

    /// The names of the parameters that a call may fill by position, as far as its callee is known.
    fn parameters(&self, call: &'a ast::ExprCall) -> Vec<Name> {
        let known = self.cx.program.and_then(|file| {
            let id = file.at(call.range(), Operation::Call)?;
            Some(file.program().parameters_by_position(id))
        });
        known.unwrap_or_default()
    }

    fn satisfies(&self, constraint: &Constraint, node: Node<'a>) -> bool {
        match constraint {
            Constraint::Instance(class) => self.is_instance(node, class),
            Constraint::Value(kind, value) => {
                self.cx.nodes.kind(node.id) == *kind && own(node.ast).as_deref() == Some(value)
            }
            Constraint::Literal(kind) => is_literal(*kind, node.ast),
            Constraint::Bound if self.bound == Some(node.id) => true,
            Constraint::Name | Constraint::Bound => matches!(node.ast, AnyNodeRef::ExprName(_)),
            Constraint::Caught => false,
        }
    }

    /// Whether an expression is known to be an object of a class, or of one that derives from it.
    fn is_instance(&self, node: Node<'a>, class: &str) -> bool {
        if self.certainty == Certainty::Perhaps {
            return true;
        }
        if COROUTINE.contains(&class) {
            let AnyNodeRef::ExprCall(call) = node.ast else { return false };
            return self.cx.called_coroutine_function(call).is_some();
        }
        let by_file = self.cx.nodes.expression(node.id).and_then(|expr| self.cx.type_of(expr));
        if by_file.is_some_and(|known| known.is(class)) {
            return true;
        }
        let Some(file) = self.cx.program else { return false };
        let Some(Value::Instance(known)) = self.value(node) else { return false };
        let program = file.program();
        program.bases(known).iter().any(|base| program.is_class_named(*base, class))
    }

    /// What the program knows of an expression: the object of a method that is called, what is entered or iterated over,
    /// or an argument.
    fn value(&self, node: Node<'a>) -> Option<Value> {
        let file = self.cx.program?;
        let parent = self.cx.parent(node)?;
        let program = file.program();
        let operations =
            [Operation::Enter, Operation::EnterAsync, Operation::Iterate, Operation::IterateAsync];
        if let Some(id) = operations.into_iter().find_map(|operation| file.at(node.range(), operation)) {
            return Some(program.value(file.id(), program.call(id).callee));
        }
        if let AnyNodeRef::ExprAttribute(_) = parent.ast {
            let AnyNodeRef::ExprCall(call) = self.cx.parent(parent)?.ast else { return None };
            let id = file.at(call.range(), Operation::Call)?;
            let Term::Attribute(object, _) = file.facts().term(program.call(id).callee) else { return None };
            return Some(program.value(file.id(), object));
        }
        let (call, place) = self.argument_of(node)?;
        let id = file.at(call, Operation::Call)?;
        let argument = file.facts().arguments(program.call(id)).get(place)?;
        Some(program.value(file.id(), argument.value))
    }

    /// The call that an expression is an argument of, and its place among all arguments.
    fn argument_of(&self, node: Node<'a>) -> Option<(TextRange, usize)> {
        let call = self.cx.nodes.ancestors(node.id).take(3).find_map(|ancestor| match ancestor.ast {
            AnyNodeRef::ExprCall(call) => Some(call),
            _ => None,
        })?;
        let values =
            call.arguments.args.iter().chain(call.arguments.keywords.iter().map(|keyword| &keyword.value));
        let place = values.map(|value: &Expr| self.cx.node(value).id).position(|id| id == node.id)?;
        Some((call.range(), place))
    }
}

#[derive(Clone, Copy)]
struct Argument<'a> {
    name: Option<Name>,
    value: Node<'a>,
    whole: Node<'a>,
    /// Whether it is not unpacked.
    is_plain: bool,
}

fn by_name<'a>(given: &[Option<Argument<'a>>], name: Name) -> Option<(usize, Argument<'a>)> {
    given.iter().enumerate().find_map(|(place, argument)| {
        let argument = (*argument)?;
        (argument.name == Some(name)).then_some((place, argument))
    })
}

fn is_literal(kind: LiteralKind, node: AnyNodeRef<'_>) -> bool {
    match (kind, node) {
        (LiteralKind::Int, AnyNodeRef::ExprNumberLiteral(number)) => number.value.is_int(),
        (LiteralKind::Float, AnyNodeRef::ExprNumberLiteral(number)) => number.value.is_float(),
        (LiteralKind::Str, AnyNodeRef::ExprStringLiteral(_))
        | (LiteralKind::Bytes, AnyNodeRef::ExprBytesLiteral(_))
        | (LiteralKind::Bool, AnyNodeRef::ExprBooleanLiteral(_))
        | (LiteralKind::Tuple, AnyNodeRef::ExprTuple(_))
        | (LiteralKind::List, AnyNodeRef::ExprList(_)) => true,
        _ => false,
    }
}
