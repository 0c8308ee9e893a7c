//! A special method that is `async` and that Python calls plainly.
//!
//! ## What it does
//! Finds `async def __init__`, `__len__`, `__bool__`, `__contains__`, `__str__`, `__exit__`, `__del__` and other methods whose
//! result Python uses on the spot or drops, and the setters and deleters of properties.
//!
//! Methods that give their result to whoever asks, such as `__call__`, `__getitem__` and the getter of a property, can be
//! awaited there and are left alone. So are stubs, classes with a decorator that may treat their methods in its own way, and
//! files that import `ray`, whose actors are made and ended by what awaits `__init__` and `__del__`.
//!
//! ## Why is this bad?
//! Python awaits none of them. `__init__` and `__len__` raise a `TypeError`; `__contains__`, `__bool__` and `__exit__` give a
//! coroutine, which is always true, so that everything is contained and every exception is swallowed; setters and `__del__`
//! never run.
//!
//! ## Example
//! ```python
//! class Client:
//!     async def __init__(self, pool):
//!         self.connection = await pool.acquire()
//! ```
//!
//! ## Use instead
//! ```python
//! class Client:
//!     def __init__(self, connection):
//!         self.connection = connection
//!
//!     @classmethod
//!     async def create(cls, pool):
//!         return cls(await pool.acquire())
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX208",
    name: "async-special-method",
    safety: None,
    default: Default::On,
    aliases: &["CH015", "WPS610", "S935", "S2876"],
    on: &[NodeKind::StmtFunctionDef],
    needs: Needs::Words(&[&["async", "__"], &["async", "setter"], &["async", "deleter"]]),
    program: None,
    check,
};

/// What Python does with what each gives.
const METHODS: &[(&[&str], &str)] = &[
    (
        &[
            "__bytes__", "__complex__", "__float__", "__format__", "__hash__", "__index__", "__init__", "__int__", "__iter__",
            "__len__", "__length_hint__", "__repr__", "__reversed__", "__sizeof__", "__str__",
        ],
        "raises an error, as Python does not await it",
    ),
    (
        &["__bool__", "__contains__", "__eq__", "__exit__", "__ge__", "__gt__", "__le__", "__lt__", "__ne__"],
        "gives a coroutine, which is always true, as Python does not await it",
    ),
    (
        &[
            "__del__", "__delattr__", "__delete__", "__delitem__", "__init_subclass__", "__post_init__", "__set__",
            "__set_name__", "__setattr__", "__setitem__",
        ],
        "never runs, as Python does not await it",
    ),
];

/// Runtimes that make objects themselves, and await their constructors and destructors. From the documentation of Ray 2.
const RUNTIMES: &[&str] = &["ray"];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtFunctionDef(def) = node.ast else { return None };
    let name = def.name.as_str();
    let AnyNodeRef::StmtClassDef(class) = cx.class_of_method(node.id).filter(|_| def.is_async)?.ast else { return None };
    let is_plain = |decorator: &'a ast::Decorator| {
        let decorator = &decorator.expression;
        let callee = decorator.as_call_expr().map_or(decorator, |call| &*call.func);
        cx.qualified(callee).is_some_and(|name| name.is_any(&["dataclasses.dataclass", "typing.final"]))
    };
    if cx.is_generator(node) || cx.is_stub() || !class.decorator_list.iter().all(is_plain) {
        return None;
    }
    if matches!(name, "__init__" | "__del__") && imports_runtime(cx) {
        return None;
    }
    let is_accessor = |decorator: &ast::Decorator| {
        matches!(&decorator.expression, Expr::Attribute(accessor)
            if matches!(accessor.attr.as_str(), "setter" | "deleter")
                && matches!(&*accessor.value, Expr::Name(property) if property.id.as_str() == name))
    };
    let consequence = if def.decorator_list.iter().any(is_accessor) {
        "never runs, as Python does not await it"
    } else if def.decorator_list.is_empty() {
        METHODS.iter().find(|(methods, _)| methods.contains(&name))?.1
    } else {
        return None;
    };
    let finding = cx.finding(&def.name, format!("`{name}` as a coroutine function {consequence}"));
    Some(finding.help("make it a plain method, and do what has to be awaited in one of its own"))
}

fn imports_runtime(cx: &Cx<'_>) -> bool {
    cx.scopes().bindings().iter().any(|binding| match binding.kind {
        BindingKind::Import { module } | BindingKind::ImportFrom { module, level: 0, .. } => {
            module.split('.').next().is_some_and(|package| RUNTIMES.contains(&package))
        }
        _ => false,
    })
}
