//! Which calls make a coroutine: calls of this file's `async def`s, and of the async libraries' coroutine functions.
//!
//! A function is a coroutine function only if nothing can have made another kind of it: a decorator, a class's
//! metaclass, a subclass, a test that patches it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::scope::{BindingKind, ScopeKind};
use super::{ClassRef, Model};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, ast};

/// What a call that makes a coroutine calls.
#[derive(Debug, Clone, Copy)]
pub enum CoroutineFunction<'a> {
    /// An `async def` of this file.
    Local(&'a ast::StmtFunctionDef),
    /// A coroutine function or method of asyncio, anyio, trio or `contextlib`.
    Library,
}

impl<'a> Model<'a> {
    /// The coroutine function that a call certainly calls.
    pub fn called_coroutine_function(&self, call: &'a ast::ExprCall) -> Option<CoroutineFunction<'a>> {
        if let Some(def) = self.called_async_def(&call.func) {
            return Some(CoroutineFunction::Local(def));
        }
        self.is_library_coroutine_function(&call.func).then_some(CoroutineFunction::Library)
    }

    fn called_async_def(&self, callee: &'a Expr) -> Option<&'a ast::StmtFunctionDef> {
        let name = match callee {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => return None,
        };
        if !self.scopes().has_async_function(name) {
            return None;
        }
        let function = self.called_function(callee)?;
        let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return None };
        let is_certain = def.is_async
            && !self.is_generator(function)
            && def.decorator_list.iter().all(|decorator| self.keeps_kind(decorator))
            && !self.declares_async_generator(def)
            && self.is_left_alone_by_its_class(function, def)
            && !self.is_replaced(def.name.as_str());
        is_certain.then_some(def)
    }

    /// Whether a function's own body yields.
    pub fn is_generator(&self, function: Node<'a>) -> bool {
        self.nodes.descendants(function.id).any(|node| {
            matches!(node.ast, AnyNodeRef::ExprYield(_) | AnyNodeRef::ExprYieldFrom(_))
                && self.function_of(node.id) == Some(function)
        })
    }

    /// The `async def` without a body of an asynchronous generator, which a subclass writes out.
    fn declares_async_generator(&self, def: &ast::StmtFunctionDef) -> bool {
        let declared =
            def.returns.as_deref().map_or("", |returns| self.slice(crate::syntax::Ranged::range(returns)));
        ["AsyncIterator", "AsyncIterable", "AsyncGenerator"].iter().any(|kind| declared.contains(kind))
    }

    fn keeps_kind(&self, decorator: &'a ast::Decorator) -> bool {
        let name = match &decorator.expression {
            Expr::Call(call) => &*call.func,
            other => other,
        };
        self.qualified(name).is_some_and(|name| {
            name.is_any(KIND_KEEPING_DECORATORS) || matches!(name.segments(), ["pytest", "mark", _])
        })
    }

    fn is_left_alone_by_its_class(&self, method: Node<'a>, def: &ast::StmtFunctionDef) -> bool {
        let Some(owner) = self.class_of_method(method.id) else { return true };
        let AnyNodeRef::StmtClassDef(class) = owner.ast else { return true };
        let is_plain =
            class.decorator_list.iter().all(|decorator| self.is_harmless_class_decorator(decorator))
                && class.keywords().iter().all(|keyword| self.names(&keyword.value, "abc.ABCMeta"));
        is_plain
            && !self.scopes().bindings().iter().any(|binding| {
                let BindingKind::Function(other) = binding.kind else { return false };
                let scope = self.scopes().get(binding.scope);
                binding.name == def.name.as_str()
                    && !other.is_async
                    && scope.kind == ScopeKind::Class
                    && self.derives_from(scope.node, owner.id, 5)
            })
    }

    fn is_harmless_class_decorator(&self, decorator: &'a ast::Decorator) -> bool {
        let name = match &decorator.expression {
            Expr::Call(call) => &*call.func,
            other => other,
        };
        self.qualified(name).is_some_and(|name| name.is_any(HARMLESS_CLASS_DECORATORS))
    }

    /// Whether a class of this file has another one among its bases, as far as the file tells.
    fn derives_from(&self, class: NodeId, base: NodeId, limit: u32) -> bool {
        let (AnyNodeRef::StmtClassDef(def), Some(limit)) = (self.nodes.get(class).ast, limit.checked_sub(1))
        else {
            return false;
        };
        def.bases().iter().any(|expr| {
            let Expr::Name(name) = expr else { return false };
            self.definition(name)
                .is_some_and(|node| node.id == base || self.derives_from(node.id, base, limit))
        })
    }

    /// Whether this file puts something else in the place of a function of this name: `module.name = …`,
    /// `monkeypatch.setattr(module, "name", …)`, `patch("module.name")`.
    fn is_replaced(&self, name: &str) -> bool {
        let is_name = |text: &str| {
            text.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        self.nodes.iter().any(|node| match node.ast {
            AnyNodeRef::ExprAttribute(attribute) => {
                !attribute.ctx.is_load() && attribute.attr.as_str() == name
            }
            AnyNodeRef::ExprCall(call) => is_patching(&call.func)
                && call.arguments.args.iter().any(
                    |argument| matches!(argument, Expr::StringLiteral(text) if is_name(text.value.to_str())),
                ),
            _ => false,
        })
    }

    /// Whether an `async def` has a loop that waits and has no end of its own: `while True`, `while self.running`,
    /// `while not stopped`. Whoever awaits such a function waits until somebody stops it.
    pub fn runs_until_stopped(&self, def: &'a ast::StmtFunctionDef) -> bool {
        let function = self.nodes.node(def);
        self.suspension_points(function.id).any(|point| {
            self.nodes
                .ancestors(point.id)
                .take_while(|ancestor| *ancestor != function)
                .any(|ancestor| matches!(ancestor.ast, AnyNodeRef::StmtWhile(each) if is_until_stopped(each)))
        })
    }

    fn is_library_coroutine_function(&self, callee: &'a Expr) -> bool {
        let Expr::Attribute(method) = callee else {
            return self.qualified(callee).is_some_and(|name| name.is_any(COROUTINE_FUNCTIONS));
        };
        let name = method.attr.as_str();
        if !is_last_part_of_coroutine(name) {
            return false;
        }
        if self.qualified(callee).is_some_and(|name| name.is_any(COROUTINE_FUNCTIONS)) {
            return true;
        }
        let Some(class @ ClassRef::External(_)) = self.type_of(&method.value) else { return false };
        COROUTINE_METHODS.iter().any(|(classes, methods)| methods.contains(&name) && class.is_any(classes))
    }
}

/// Whether a library's coroutine function or method has this name.
fn is_last_part_of_coroutine(name: &str) -> bool {
    static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let functions = COROUTINE_FUNCTIONS.iter().filter_map(|function| function.rsplit('.').next());
        functions.chain(COROUTINE_METHODS.iter().flat_map(|(_, methods)| *methods).copied()).collect()
    });
    NAMES.contains(name)
}

fn is_until_stopped(each: &ast::StmtWhile) -> bool {
    let flag = match &*each.test {
        Expr::UnaryOp(negation) => &*negation.operand,
        other => other,
    };
    matches!(flag, Expr::BooleanLiteral(_) | Expr::NumberLiteral(_) | Expr::Name(_) | Expr::Attribute(_))
}

fn is_patching(callee: &Expr) -> bool {
    let name = match callee {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return false,
    };
    matches!(name, "setattr" | "delattr" | "patch" | "object" | "stub" | "spy" | "when")
}

/// Decorators that give back the function, or one of the same kind.
const KIND_KEEPING_DECORATORS: &[&str] = &[
    "abc.abstractmethod",
    "builtins.classmethod",
    "builtins.staticmethod",
    "functools.wraps",
    "typing.final",
    "typing.no_type_check",
    "typing.override",
    "typing_extensions.deprecated",
    "typing_extensions.final",
    "typing_extensions.override",
    "warnings.deprecated",
];

/// Class decorators that leave the methods as they are.
const HARMLESS_CLASS_DECORATORS: &[&str] = &[
    "attr.attrs",
    "attr.define",
    "attr.dataclass",
    "attr.frozen",
    "attr.s",
    "attrs.define",
    "attrs.frozen",
    "attrs.mutable",
    "dataclasses.dataclass",
    "enum.unique",
    "functools.total_ordering",
    "typing.final",
    "typing.runtime_checkable",
    "typing_extensions.final",
    "typing_extensions.runtime_checkable",
];

/// Functions of the async libraries that are `async def`.
const COROUTINE_FUNCTIONS: &[&str] = &[
    "anyio.aclose_forcefully",
    "anyio.connect_tcp",
    "anyio.connect_unix",
    "anyio.create_tcp_listener",
    "anyio.create_udp_socket",
    "anyio.create_unix_listener",
    "anyio.getaddrinfo",
    "anyio.getnameinfo",
    "anyio.lowlevel.cancel_shielded_checkpoint",
    "anyio.lowlevel.checkpoint",
    "anyio.lowlevel.checkpoint_if_cancelled",
    "anyio.open_file",
    "anyio.open_process",
    "anyio.run_process",
    "anyio.sleep",
    "anyio.sleep_forever",
    "anyio.sleep_until",
    "anyio.to_process.run_sync",
    "anyio.to_thread.run_sync",
    "anyio.wait_all_tasks_blocked",
    "asyncio.create_subprocess_exec",
    "asyncio.create_subprocess_shell",
    "asyncio.open_connection",
    "asyncio.open_unix_connection",
    "asyncio.sleep",
    "asyncio.start_server",
    "asyncio.start_unix_server",
    "asyncio.to_thread",
    "asyncio.wait",
    "asyncio.wait_for",
    "trio.aclose_forcefully",
    "trio.lowlevel.cancel_shielded_checkpoint",
    "trio.lowlevel.checkpoint",
    "trio.lowlevel.checkpoint_if_cancelled",
    "trio.open_file",
    "trio.open_ssl_over_tcp_listeners",
    "trio.open_ssl_over_tcp_stream",
    "trio.open_tcp_listeners",
    "trio.open_tcp_stream",
    "trio.open_unix_socket",
    "trio.run_process",
    "trio.serve_listeners",
    "trio.serve_ssl_over_tcp",
    "trio.serve_tcp",
    "trio.sleep",
    "trio.sleep_forever",
    "trio.sleep_until",
    "trio.testing.wait_all_tasks_blocked",
    "trio.to_thread.run_sync",
];

/// Methods that are `async def`, with the classes that have them.
const COROUTINE_METHODS: &[(&[&str], &[&str])] = &[
    (
        &["asyncio.Queue", "asyncio.LifoQueue", "asyncio.PriorityQueue", "asyncio.queues.Queue"],
        &["get", "join", "put"],
    ),
    (&["asyncio.Event", "asyncio.Barrier", "anyio.Event", "trio.Event"], &["wait"]),
    (
        &[
            "anyio.CapacityLimiter",
            "anyio.Lock",
            "anyio.Semaphore",
            "asyncio.BoundedSemaphore",
            "asyncio.Lock",
            "asyncio.Semaphore",
            "trio.CapacityLimiter",
            "trio.Lock",
            "trio.Semaphore",
            "trio.StrictFIFOLock",
        ],
        &["acquire"],
    ),
    (&["asyncio.Condition", "anyio.Condition", "trio.Condition"], &["acquire", "wait", "wait_for"]),
    (&["asyncio.StreamWriter", "asyncio.streams.StreamWriter"], &["drain", "start_tls", "wait_closed"]),
    (
        &["asyncio.StreamReader", "asyncio.streams.StreamReader"],
        &["read", "readexactly", "readline", "readuntil"],
    ),
    (&["asyncio.subprocess.Process"], &["communicate", "wait"]),
    (&["asyncio.Server", "asyncio.AbstractServer"], &["serve_forever", "start_serving", "wait_closed"]),
    (
        &["asyncio.AbstractEventLoop"],
        &[
            "create_connection",
            "create_server",
            "getaddrinfo",
            "shutdown_asyncgens",
            "shutdown_default_executor",
        ],
    ),
    (
        &["anyio.streams.memory.MemoryObjectSendStream", "trio.MemorySendChannel", "trio.abc.SendChannel"],
        &["aclose", "send"],
    ),
    (
        &[
            "anyio.streams.memory.MemoryObjectReceiveStream",
            "trio.MemoryReceiveChannel",
            "trio.abc.ReceiveChannel",
        ],
        &["aclose", "receive"],
    ),
    (&["contextlib.AsyncExitStack"], &["aclose", "enter_async_context"]),
    (&["trio.Nursery", "anyio.abc.TaskGroup"], &["start"]),
];
