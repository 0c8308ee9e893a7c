//! Whether an `await` may be inserted at a place, and how safe the new suspension point is there.

use crate::edit::Safety;
use crate::model::ScopeKind;
use crate::model::flow::Cleanup;
use crate::syntax::{AnyNodeRef, Node, PythonVersion, Ranged as _};

use super::Cx;
use super::held_lock::BecomesAsync;

/// The verdict on a new `await`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AwaitPlace {
    /// It is legal; this safe, and if not safe, for this reason.
    Legal(Safety, Option<String>),
    /// It is not legal, or changes what the code is, for this reason.
    Impossible(String),
}

impl<'a> Cx<'a> {
    /// Judges an `await` put at `node`, an expression in an `async def`.
    ///
    /// Under a sync lock there is none: a task that waits for the lock would stop the loop that has to release it. The
    /// new suspension point is unsafe between a read and a write of one shared place, while one is iterated over, and
    /// where a cancellation can strike again.
    pub fn await_place(&self, node: Node<'a>) -> AwaitPlace {
        self.await_place_among(node, &|_| false)
    }

    /// Judges it as [`Cx::await_place`] does, where the same fix makes some locks asynchronous.
    pub fn await_place_among(&self, node: Node<'a>, becomes_async: BecomesAsync<'_>) -> AwaitPlace {
        if let Some(reason) = self.await_is_impossible(node) {
            return AwaitPlace::Impossible(reason);
        }
        if let Some(lock) = self.held_lock(node.id, becomes_async) {
            let lock = self.slice(lock.range());
            return AwaitPlace::Impossible(format!(
                "the sync lock `{lock}` would be held while other tasks run"
            ));
        }
        if let Some(cleanup) = self.cleanup_around(node.id) {
            let place = match cleanup {
                Cleanup::Finally => "a `finally` clause",
                Cleanup::CancellationHandler => "a handler of cancellation",
                Cleanup::AsyncExit => "`__aexit__`",
            };
            let reason = format!("an `await` in {place} is skipped when the task is cancelled again");
            return AwaitPlace::Legal(Safety::Unsafe, Some(reason));
        }
        if let Some(place) = self.interleaving(node.id) {
            let reason = format!("other tasks may change `{place}`, which is read before and written after");
            return AwaitPlace::Legal(Safety::Unsafe, Some(reason));
        }
        if let Some(container) = self.shared_iteration(node.id) {
            let reason = format!("`{}` may change while it is iterated over", self.slice(container.range()));
            return AwaitPlace::Legal(Safety::Unsafe, Some(reason));
        }
        AwaitPlace::Legal(Safety::Safe, None)
    }

    fn await_is_impossible(&self, node: Node<'a>) -> Option<String> {
        if self.async_function(node).is_none() {
            return Some("an `await` is only legal in an `async def`".to_owned());
        }
        let mut comprehensions = 0;
        let mut scope = Some(self.scopes().of(node.id));
        while let Some(current) = scope {
            match self.scopes().get(current).kind {
                ScopeKind::Comprehension { is_generator: true } => {
                    return Some("an `await` would make the generator expression asynchronous".to_owned());
                }
                ScopeKind::Comprehension { is_generator: false } => comprehensions += 1,
                ScopeKind::TypeParameters => {
                    return Some("an `await` is not legal in a type parameter".to_owned());
                }
                _ => break,
            }
            scope = self.scopes().get(current).parent;
        }
        if comprehensions > 1 && self.options.target < PythonVersion::PY311 {
            return Some("an `await` in a nested comprehension needs Python 3.11".to_owned());
        }
        let in_annotation = self
            .nodes
            .ancestors(node.id)
            .take_while(|ancestor| !ancestor.is_statement())
            .any(|ancestor| matches!(ancestor.ast, AnyNodeRef::Parameter(_)));
        in_annotation.then(|| "an `await` is not legal in an annotation".to_owned())
    }
}
