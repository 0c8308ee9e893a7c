//! Which class a value is an instance of, where the file says so: constructors, annotations, `with … as`, attributes
//! assigned in the class, and a few standard functions whose result is known.

mod annotation;
mod members;

pub(super) use members::AttributeCache;

use super::Model;
use super::names::QualifiedName;
use super::scope::{Binding, BindingKind, ScopeId};
use crate::syntax::{AnyNodeRef, Expr, NodeId, ast};

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
            Expr::List(_) | Expr::ListComp(_) => Some(of_builtins("builtins.list")),
            Expr::Tuple(_) => Some(of_builtins("builtins.tuple")),
            _ => None,
        }
    }

    fn agreeing(
        &self,
        values: impl Iterator<Item = &'a Expr>,
        scope: ScopeId,
        limit: u32,
    ) -> Option<ClassRef<'a>> {
        let real = values.filter(|value| !value.is_none_literal_expr());
        agreed(real.map(|value| self.type_in(value, scope, limit)))
    }

    fn type_of_name(&self, name: &'a str, scope: ScopeId, limit: u32) -> Option<ClassRef<'a>> {
        let owner = self.scopes.lookup(scope, name)?;
        let is_none = |binding: &Binding| matches!(binding.kind, BindingKind::Value(value) if value.is_none_literal_expr());
        let bindings = self.scopes.bindings_of(owner, name).filter(|binding| !is_none(binding));
        agreed(bindings.map(|binding| self.type_of_binding(binding, limit)))
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
}

fn of_builtins<'a>(class: &'static str) -> ClassRef<'a> {
    ClassRef::External(QualifiedName::of_module(0, class))
}

/// The type that all of several agree on.
fn agreed<'a>(mut types: impl Iterator<Item = Option<ClassRef<'a>>>) -> Option<ClassRef<'a>> {
    let first = types.next()??;
    types.all(|other| other.as_ref() == Some(&first)).then_some(first)
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
        ["logging", "getLogger"] => "logging.Logger",
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
