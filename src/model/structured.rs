//! Blocks that structure concurrency: groups of tasks, and scopes that cancel what runs in them.

use super::{Flavour, Model};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, ast};

/// What a call opens that is entered by `with` or `async with`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Structure {
    /// Whose it is.
    pub library: Flavour,
    /// What it does to the block.
    pub kind: StructureKind,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureKind {
    /// Its end waits for the tasks that were started in it: a task group, a nursery.
    Group,
    /// It is cancelled by hand, or at the deadline that it is given.
    CancelScope,
    /// It is cancelled after so many seconds, or at a time of the loop's clock.
    Timeout(Deadline, Expiry),
}

/// What a timeout is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// Seconds from now on.
    Relative,
    /// A time of the loop's clock.
    Absolute,
}

/// How a timeout ends its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// With a `TimeoutError`.
    Raises,
    /// As if nothing had happened.
    Passes,
}

impl Structure {
    /// Whether it cancels its block by itself or on demand, and waits for no tasks.
    pub fn is_scope(self) -> bool {
        self.kind != StructureKind::Group
    }

    /// Whether its end raises when the time is up.
    pub fn raises_timeout(self) -> bool {
        matches!(self.kind, StructureKind::Timeout(_, Expiry::Raises))
    }
}

/// The functions and classes that open a structure. From the documentation of Python 3.14, anyio 4.16 and trio 0.35.
const STRUCTURES: &[(&str, Flavour, StructureKind)] = {
    use Deadline::{Absolute, Relative};
    use Expiry::{Passes, Raises};
    use Flavour::{Anyio, Asyncio, Trio};
    use StructureKind::{CancelScope, Group, Timeout};
    &[
        ("asyncio.TaskGroup", Asyncio, Group),
        ("asyncio.taskgroups.TaskGroup", Asyncio, Group),
        ("anyio.create_task_group", Anyio, Group),
        ("trio.open_nursery", Trio, Group),
        ("asyncio.timeout", Asyncio, Timeout(Relative, Raises)),
        ("asyncio.timeouts.timeout", Asyncio, Timeout(Relative, Raises)),
        ("async_timeout.timeout", Asyncio, Timeout(Relative, Raises)),
        ("asyncio.timeout_at", Asyncio, Timeout(Absolute, Raises)),
        ("asyncio.timeouts.timeout_at", Asyncio, Timeout(Absolute, Raises)),
        ("async_timeout.timeout_at", Asyncio, Timeout(Absolute, Raises)),
        ("anyio.CancelScope", Anyio, CancelScope),
        ("anyio.fail_after", Anyio, Timeout(Relative, Raises)),
        ("anyio.move_on_after", Anyio, Timeout(Relative, Passes)),
        ("anyio.fail_at", Anyio, Timeout(Absolute, Raises)),
        ("anyio.move_on_at", Anyio, Timeout(Absolute, Passes)),
        ("trio.CancelScope", Trio, CancelScope),
        ("trio.fail_after", Trio, Timeout(Relative, Raises)),
        ("trio.move_on_after", Trio, Timeout(Relative, Passes)),
        ("trio.fail_at", Trio, Timeout(Absolute, Raises)),
        ("trio.move_on_at", Trio, Timeout(Absolute, Passes)),
    ]
};

/// The words of which a file has to have one to open a structure.
pub const STRUCTURE_WORDS: &[&[&str]] = &[
    &["TaskGroup"],
    &["create_task_group"],
    &["open_nursery"],
    &["timeout"],
    &["CancelScope"],
    &["fail_after"],
    &["fail_at"],
    &["move_on_"],
];

impl<'a> Model<'a> {
    /// What an expression opens, if it is a call that is known to.
    pub fn structure(&self, expr: &'a Expr) -> Option<Structure> {
        let Expr::Call(call) = expr else { return None };
        self.structure_of(call)
    }

    /// What a call opens, if it is known to.
    pub fn structure_of(&self, call: &'a ast::ExprCall) -> Option<Structure> {
        let name = self.qualified(&call.func)?;
        let (_, library, kind) = *STRUCTURES.iter().find(|(dotted, ..)| name.is(dotted))?;
        Some(Structure { library, kind })
    }

    /// The items of a `with` that open structures.
    pub fn structures_of(
        &self,
        with: &'a ast::StmtWith,
    ) -> impl Iterator<Item = (&'a ast::WithItem, Structure)> + '_ {
        with.items.iter().filter_map(|item| Some((item, self.structure(&item.context_expr)?)))
    }

    /// The blocks of the same function around a place, innermost first, each with the item that opens a structure.
    pub fn structures_around(
        &self,
        id: NodeId,
    ) -> impl Iterator<Item = (Node<'a>, &'a ast::WithItem, Structure)> + '_ {
        let function = self.function_of(id);
        let ancestors = self.nodes.ancestors(id).take_while(move |ancestor| Some(*ancestor) != function);
        let mut inner = id;
        let blocks = ancestors.filter_map(move |ancestor| {
            let came_from = std::mem::replace(&mut inner, ancestor.id);
            match ancestor.ast {
                AnyNodeRef::StmtWith(with) if self.is_in_suite(&with.body, came_from) => {
                    Some((ancestor, with))
                }
                _ => None,
            }
        });
        blocks.flat_map(|(node, with)| {
            let mut items: Vec<_> = self.structures_of(with).collect();
            items.reverse();
            items.into_iter().map(move |(item, structure)| (node, item, structure))
        })
    }
}
