//! Which class a value is an instance of, where the file says so: constructors, annotations, `with … as`, attributes
//! assigned in the class, and a few standard functions whose result is known.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::Model;
use super::names::QualifiedName;
use super::scope::{Binding, BindingKind, ScopeId};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, ast};

/// How many steps (a name, its value, that value's receiver …) are followed before giving up.
const STEP_LIMIT: u32 = 10;

/// A class, as the type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClassRef<'a> {
    /// A class that another module defines.
    External(QualifiedName<'a>),
    /// A class of this file, by the node that defines it.
    Local(NodeId),
}

impl ClassRef<'_> {
    /// Whether it is this class of another module.
    pub fn is(&self, dotted: &str) -> bool {
        matches!(self, ClassRef::External(name) if name.is(dotted))
    }

    /// Whether it is one of these classes of other modules.
    pub fn is_any(&self, dotted: &[&str]) -> bool {
        dotted.iter().any(|name| self.is(name))
    }
}

/// What is assigned to the attributes of a class's instances, collected when first asked for.
#[derive(Default)]
pub(super) struct AttributeCache<'a> {
    by_class: RefCell<FxHashMap<NodeId, ClassAttributes<'a>>>,
}

type ClassAttributes<'a> = FxHashMap<&'a str, Vec<AttributeSource<'a>>>;

#[derive(Clone, Copy)]
enum AttributeSource<'a> {
    Value(&'a Expr, ScopeId),
    Annotation(&'a Expr, ScopeId),
    /// Assigned in a way that tells no type.
    Unknown,
}

impl<'a> Model<'a> {
    /// The class that `expr` evaluates to an instance of; `None` where the file does not tell, and for `None`.
    pub fn type_of(&self, expr: &'a Expr) -> Option<ClassRef<'a>> {
        self.type_in(expr, self.scope_of(expr), STEP_LIMIT)
    }

    fn type_in(&self, expr: &'a Expr, scope: ScopeId, limit: u32) -> Option<ClassRef<'a>> {
        let limit = limit.checked_sub(1)?;
        match expr {
            Expr::Name(name) => self.type_of_name(name.id.as_str(), scope, limit),
            Expr::Call(call) => self.type_of_call(call, scope, limit),
            Expr::Attribute(attribute) => self.type_of_attribute(attribute, scope, limit),
            Expr::Await(awaited) => match &*awaited.value {
                Expr::Call(call) => self
                    .declared_return(call, scope, limit, |def| def.is_async)
                    .or_else(|| awaited_result_of(&self.qualified_in(&call.func, scope, 8)?)),
                _ => None,
            },
            Expr::BinOp(operation) if operation.op == ast::Operator::Div => {
                let left = self.type_in(&operation.left, scope, limit)?;
                left.is_any(PATHS).then_some(left)
            }
            Expr::If(conditional) => {
                self.agreeing([&*conditional.body, &*conditional.orelse].into_iter(), scope, limit)
            }
            Expr::BoolOp(operation) => self.agreeing(operation.values.iter(), scope, limit),
            Expr::Named(named) => self.type_in(&named.value, scope, limit),
            _ => None,
        }
    }

    fn agreeing(
        &self,
        values: impl Iterator<Item = &'a Expr>,
        scope: ScopeId,
        limit: u32,
    ) -> Option<ClassRef<'a>> {
        let mut agreed = None;
        for value in values.filter(|value| !value.is_none_literal_expr()) {
            let found = self.type_in(value, scope, limit)?;
            match &agreed {
                Some(known) if *known != found => return None,
                _ => agreed = Some(found),
            }
        }
        agreed
    }

    fn type_of_name(&self, name: &'a str, scope: ScopeId, limit: u32) -> Option<ClassRef<'a>> {
        let owner = self.scopes.lookup(scope, name)?;
        let mut agreed = None;
        for binding in self.scopes.bindings_of(owner, name) {
            if let BindingKind::Value(value) = binding.kind
                && value.is_none_literal_expr()
            {
                continue;
            }
            let found = self.type_of_binding(binding, limit)?;
            match &agreed {
                Some(known) if *known != found => return None,
                _ => agreed = Some(found),
            }
        }
        agreed
    }

    fn type_of_binding(&self, binding: &Binding<'a>, limit: u32) -> Option<ClassRef<'a>> {
        match binding.kind {
            BindingKind::Value(value) => self.type_in(value, binding.evaluated_in, limit),
            BindingKind::Annotated(assign) => {
                self.annotation(&assign.annotation, binding.evaluated_in, limit)
            }
            BindingKind::Parameter { parameter, is_variadic: false } => match &parameter.annotation {
                Some(annotation) => {
                    let outside = self.scopes.of(self.nodes.id_of(&**annotation));
                    self.annotation(annotation, outside, limit)
                }
                None => {
                    self.class_of_receiver(binding.node, binding.name).map(|class| ClassRef::Local(class.id))
                }
            },
            BindingKind::With { item, .. } => {
                let class = self.type_in(&item.context_expr, binding.evaluated_in, limit)?;
                match &class {
                    ClassRef::External(name) if !name.is_any(ENTER_OTHERS) => Some(class),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The class whose method `function` is, if `name` is that method's first parameter: the `self` or `cls` of it.
    pub fn class_of_receiver(&self, function: NodeId, name: &str) -> Option<Node<'a>> {
        let AnyNodeRef::StmtFunctionDef(def) = self.nodes.get(function).ast else { return None };
        let first = def.parameters.posonlyargs.first().or(def.parameters.args.first())?;
        if first.parameter.name.as_str() != name || self.is_decorated_with(def, "builtins.staticmethod") {
            return None;
        }
        self.class_of_method(function)
    }

    /// The class in whose body a function is defined directly.
    pub fn class_of_method(&self, function: NodeId) -> Option<Node<'a>> {
        let scope = self.scopes.get(self.scopes.of(function));
        let class = self.nodes.get(scope.node);
        matches!(class.ast, AnyNodeRef::StmtClassDef(_)).then_some(class)
    }

    /// Whether one of a function's decorators is this name, called or not.
    pub fn is_decorated_with(&self, def: &'a ast::StmtFunctionDef, dotted: &str) -> bool {
        def.decorator_list.iter().any(|decorator| {
            let expression = match &decorator.expression {
                Expr::Call(call) => &*call.func,
                other => other,
            };
            self.names(expression, dotted)
        })
    }

    fn type_of_call(&self, call: &'a ast::ExprCall, scope: ScopeId, limit: u32) -> Option<ClassRef<'a>> {
        if let Some(name) = self.qualified_in(&call.func, scope, 8) {
            if let Some(result) = result_of(&name) {
                return Some(ClassRef::External(result));
            }
            let is_class =
                name.last().starts_with(|c: char| c.is_ascii_uppercase()) || name.is_any(LOWERCASE_CLASSES);
            return is_class.then_some(ClassRef::External(name));
        }
        if let Expr::Name(name) = &*call.func
            && let Some(node) = self.definition_in(name.id.as_str(), scope)
            && let AnyNodeRef::StmtClassDef(class) = node.ast
        {
            return class.decorator_list.is_empty().then_some(ClassRef::Local(node.id));
        }
        if let Some(declared) = self.declared_return(call, scope, limit, |def| !def.is_async) {
            return Some(declared);
        }
        let Expr::Attribute(method) = &*call.func else { return None };
        let receiver = self.type_in(&method.value, scope, limit)?;
        (receiver.is_any(PATHS) && PATH_TO_PATH.contains(&method.attr.as_str())).then_some(receiver)
    }

    fn declared_return(
        &self,
        call: &'a ast::ExprCall,
        scope: ScopeId,
        limit: u32,
        accept: impl Fn(&ast::StmtFunctionDef) -> bool,
    ) -> Option<ClassRef<'a>> {
        let function = self.called_function_in(&call.func, scope, limit)?;
        let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return None };
        let returns = def.returns.as_deref().filter(|_| accept(def) && def.decorator_list.is_empty())?;
        self.annotation(returns, self.scopes.of(self.nodes.id_of(returns)), limit)
    }

    /// The `def` of this file that a call of `callee` runs: a plain name, a method through `self`, `cls` or a receiver
    /// whose class is of this file. `None` where anything else could be meant.
    pub fn called_function(&self, callee: &'a Expr) -> Option<Node<'a>> {
        self.called_function_in(callee, self.scope_of(callee), STEP_LIMIT)
    }

    fn called_function_in(&self, callee: &'a Expr, scope: ScopeId, limit: u32) -> Option<Node<'a>> {
        let limit = limit.checked_sub(1)?;
        let node = match callee {
            Expr::Name(name) => self.definition_in(name.id.as_str(), scope)?,
            Expr::Attribute(attribute) => {
                let class = match self.type_in(&attribute.value, scope, limit) {
                    Some(ClassRef::Local(class)) => class,
                    Some(ClassRef::External(_)) => return None,
                    None => self.class_named_by(&attribute.value, scope)?,
                };
                self.method(class, attribute.attr.as_str(), limit)?
            }
            _ => return None,
        };
        matches!(node.ast, AnyNodeRef::StmtFunctionDef(_)).then_some(node)
    }

    /// The class of this file that `Class` in `Class.method` names.
    fn class_named_by(&self, expr: &'a Expr, scope: ScopeId) -> Option<NodeId> {
        let Expr::Name(name) = expr else { return None };
        let node = self.definition_in(name.id.as_str(), scope)?;
        matches!(node.ast, AnyNodeRef::StmtClassDef(_)).then_some(node.id)
    }

    /// The method that an instance of `class` has under `name`, looked up through the bases that this file defines.
    fn method(&self, class: NodeId, name: &str, limit: u32) -> Option<Node<'a>> {
        let limit = limit.checked_sub(1)?;
        let AnyNodeRef::StmtClassDef(def) = self.nodes.get(class).ast else { return None };
        let assigned = self.with_attributes(class, |attributes| attributes.contains_key(name));
        if assigned {
            return None;
        }
        let scope = self.scopes.opened_by(class)?;
        if self.scopes.bindings_of(scope, name).next().is_some() {
            return self.only_definition(scope, name);
        }
        let outside = self.scopes.of(class);
        for base in def.bases() {
            let Expr::Name(base) = base else { return None };
            let node = self.definition_in(base.id.as_str(), outside)?;
            if let Some(method) = self.method(node.id, name, limit) {
                return Some(method);
            }
            // A base that has the name in another form hides the bases after it.
            let inside = self.scopes.opened_by(node.id)?;
            if self.scopes.bindings_of(inside, name).next().is_some() {
                return None;
            }
        }
        None
    }

    fn type_of_attribute(
        &self,
        attribute: &'a ast::ExprAttribute,
        scope: ScopeId,
        limit: u32,
    ) -> Option<ClassRef<'a>> {
        let name = attribute.attr.as_str();
        match self.type_in(&attribute.value, scope, limit)? {
            ClassRef::Local(class) => self.attribute_of_class(class, name, limit),
            receiver if receiver.is_any(PATHS) && name == "parent" => Some(receiver),
            ClassRef::External(_) => None,
        }
    }

    /// The type that every assignment to an attribute in its class agrees on.
    fn attribute_of_class(&self, class: NodeId, name: &str, limit: u32) -> Option<ClassRef<'a>> {
        let sources = self.with_attributes(class, |attributes| attributes.get(name).cloned())?;
        let mut agreed = None;
        for source in sources {
            let found = match source {
                AttributeSource::Value(value, _) if value.is_none_literal_expr() => continue,
                AttributeSource::Value(value, scope) => self.type_in(value, scope, limit)?,
                AttributeSource::Annotation(annotation, scope) => {
                    self.annotation(annotation, scope, limit)?
                }
                AttributeSource::Unknown => return None,
            };
            match &agreed {
                Some(known) if *known != found => return None,
                _ => agreed = Some(found),
            }
        }
        agreed
    }

    fn with_attributes<T>(&self, class: NodeId, ask: impl FnOnce(&ClassAttributes<'a>) -> T) -> T {
        if let Some(known) = self.attributes.by_class.borrow().get(&class) {
            return ask(known);
        }
        let collected = self.collect_attributes(class);
        let answer = ask(&collected);
        self.attributes.by_class.borrow_mut().insert(class, collected);
        answer
    }

    fn collect_attributes(&self, class: NodeId) -> ClassAttributes<'a> {
        let mut attributes = ClassAttributes::default();
        let body = self.scopes.opened_by(class);
        for node in self.nodes.descendants(class) {
            let (target, source) = match node.ast {
                AnyNodeRef::ExprAttribute(target) if target.ctx.is_store() => {
                    (target, self.attribute_source(node))
                }
                AnyNodeRef::StmtAnnAssign(assign) if Some(self.scopes.of(node.id)) == body => {
                    if let Expr::Name(name) = &*assign.target {
                        let source = AttributeSource::Annotation(&assign.annotation, self.scopes.of(node.id));
                        attributes.entry(name.id.as_str()).or_default().push(source);
                    }
                    continue;
                }
                _ => continue,
            };
            let Expr::Name(receiver) = &*target.value else { continue };
            let Some(function) = self.function_of(node.id) else { continue };
            let owner = self.class_of_receiver(function.id, receiver.id.as_str());
            if owner.is_some_and(|owner| owner.id == class) {
                attributes.entry(target.attr.as_str()).or_default().push(source);
            }
        }
        attributes
    }

    fn attribute_source(&self, target: Node<'a>) -> AttributeSource<'a> {
        let scope = self.scopes.of(target.id);
        match self.nodes.parent(target.id).map(|parent| parent.ast) {
            Some(AnyNodeRef::StmtAssign(assign)) => AttributeSource::Value(&assign.value, scope),
            Some(AnyNodeRef::StmtAnnAssign(assign)) => AttributeSource::Annotation(&assign.annotation, scope),
            _ => AttributeSource::Unknown,
        }
    }

    /// The class that an annotation allows besides `None`.
    fn annotation(&self, annotation: &'a Expr, scope: ScopeId, limit: u32) -> Option<ClassRef<'a>> {
        let limit = limit.checked_sub(1)?;
        match annotation {
            Expr::Name(_) | Expr::Attribute(_) => self.annotated_class(annotation, scope),
            Expr::StringLiteral(string) => self.annotation_text(string.value.to_str(), scope),
            Expr::BinOp(union) if union.op == ast::Operator::BitOr => match (&*union.left, &*union.right) {
                (Expr::NoneLiteral(_), other) | (other, Expr::NoneLiteral(_)) => {
                    self.annotation(other, scope, limit)
                }
                _ => None,
            },
            Expr::Subscript(subscript) => {
                let name = self.qualified_in(&subscript.value, scope, 8)?;
                let typing = matches!(name.segments(), ["typing" | "typing_extensions", _]);
                match (&*subscript.slice, name.last()) {
                    (Expr::Tuple(tuple), "Annotated") if typing => {
                        self.annotation(tuple.elts.first()?, scope, limit)
                    }
                    (Expr::Tuple(tuple), "Union") if typing => {
                        let mut real = tuple.elts.iter().filter(|element| !element.is_none_literal_expr());
                        let only = real.next()?;
                        real.next().is_none().then(|| self.annotation(only, scope, limit))?
                    }
                    (inner, "Optional" | "Final" | "ClassVar" | "Required" | "NotRequired") if typing => {
                        self.annotation(inner, scope, limit)
                    }
                    _ if typing => None,
                    // A generic class: `asyncio.Queue[int]`.
                    _ => Some(ClassRef::External(name)),
                }
            }
            _ => None,
        }
    }

    fn annotated_class(&self, annotation: &'a Expr, scope: ScopeId) -> Option<ClassRef<'a>> {
        if let Some(name) = self.qualified_in(annotation, scope, 8) {
            return (!matches!(name.segments(), ["typing", "Any"])).then_some(ClassRef::External(name));
        }
        let Expr::Name(name) = annotation else { return None };
        self.local_class(name.id.as_str(), scope)
    }

    fn local_class(&self, name: &str, scope: ScopeId) -> Option<ClassRef<'a>> {
        let node = self.definition_in(name, scope)?;
        matches!(node.ast, AnyNodeRef::StmtClassDef(_)).then_some(ClassRef::Local(node.id))
    }

    /// A string annotation: a dotted name, with `| None` or inside `Optional[…]`.
    fn annotation_text(&self, text: &'a str, scope: ScopeId) -> Option<ClassRef<'a>> {
        let text = text.trim();
        let text = text.strip_suffix("| None").or(text.strip_prefix("None |")).unwrap_or(text).trim();
        let text = match text.strip_prefix("Optional[").or(text.strip_prefix("typing.Optional[")) {
            Some(inner) => inner.strip_suffix(']')?,
            None => text,
        };
        let mut parts = text.split('.');
        let head = parts.next()?;
        if !is_identifier(head) || !parts.clone().all(is_identifier) {
            return None;
        }
        if let Some(name) = self.qualified_name_in(head, scope) {
            return Some(ClassRef::External(parts.fold(name, QualifiedName::join)));
        }
        parts.next().is_none().then(|| self.local_class(head, scope))?
    }
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}

/// Classes whose paths do file-system work when asked to.
pub const PATHS: &[&str] = &["pathlib.Path", "pathlib.PosixPath", "pathlib.WindowsPath"];

/// Methods of a path that return a path.
const PATH_TO_PATH: &[&str] = &[
    "absolute",
    "expanduser",
    "joinpath",
    "resolve",
    "with_name",
    "with_segments",
    "with_stem",
    "with_suffix",
];

/// Classes whose names are not capitalised.
const LOWERCASE_CLASSES: &[&str] =
    &["socket.socket", "threading.local", "ssl.SSLContext", "collections.deque"];

/// Classes whose `__enter__` returns something other than the instance.
const ENTER_OTHERS: &[&str] =
    &["tempfile.TemporaryDirectory", "unittest.mock.patch", "concurrent.futures.Future"];

/// What a function of another module returns, for the few that the rules ask about.
fn result_of<'a>(function: &QualifiedName<'a>) -> Option<QualifiedName<'a>> {
    let class = match function.segments() {
        ["asyncio", "get_event_loop" | "get_running_loop" | "new_event_loop"]
        | ["uvloop", "new_event_loop"]
        | ["asyncio", "events", "get_event_loop" | "get_running_loop" | "new_event_loop"] => {
            "asyncio.AbstractEventLoop"
        }
        ["asyncio", "create_task" | "ensure_future"] => "asyncio.Task",
        ["pathlib", "Path", "cwd" | "home"] => "pathlib.Path",
        ["builtins" | "io", "open"] => "io.TextIOWrapper",
        ["threading", "Lock"] => "threading.Lock",
        ["threading", "RLock"] => "threading.RLock",
        _ => return None,
    };
    Some(QualifiedName::of_module(0, class))
}

/// What awaiting a coroutine function of another module gives, for the few that the rules ask about.
fn awaited_result_of<'a>(function: &QualifiedName<'a>) -> Option<ClassRef<'a>> {
    let class = match function.segments() {
        ["asyncio", "create_subprocess_exec" | "create_subprocess_shell"] => "asyncio.subprocess.Process",
        ["asyncio", "start_server" | "start_unix_server"] => "asyncio.Server",
        _ => return None,
    };
    Some(ClassRef::External(QualifiedName::of_module(0, class)))
}
