//! What is an asyncio event loop.

use super::Model;
use crate::syntax::Expr;

impl<'a> Model<'a> {
    /// Whether `expr` is an asyncio event loop: by its type, or, where that is unknown, by the name `loop`, `_loop` or
    /// `event_loop`.
    pub fn is_event_loop(&self, expr: &'a Expr) -> bool {
        if let Some(class) = self.type_of(expr) {
            return class.is_any(EVENT_LOOPS);
        }
        match expr {
            Expr::Name(name) => EVENT_LOOP_NAMES.contains(&name.id.as_str()),
            Expr::Attribute(attribute) => EVENT_LOOP_NAMES.contains(&attribute.attr.as_str()),
            _ => false,
        }
    }
}

/// Classes of event loops.
const EVENT_LOOPS: &[&str] = &[
    "asyncio.AbstractEventLoop",
    "asyncio.BaseEventLoop",
    "asyncio.ProactorEventLoop",
    "asyncio.SelectorEventLoop",
    "asyncio.events.AbstractEventLoop",
    "uvloop.Loop",
];

const EVENT_LOOP_NAMES: &[&str] = &["_loop", "event_loop", "loop"];
