//! The context of calls: loops, `try`, tests of the platform, checks of the thread.

use crate::facts::CallContext;
use crate::model::{BindingKind, Model};
use crate::syntax::{Expr, NodeId, Ranged as _, Stmt, TextRange, ast};

/// Which words a text has at all, asked once: most files have none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    guards: bool,
    thread_checks: bool,
}

/// Words of tests that are only true for type checkers, on one platform or in one version.
const GUARDS: &[&str] = &["sys.platform", "version_info", "os.name", "platform.system"];

/// Words of checks for the thread or the running loop.
const THREAD_CHECKS: &[&str] = &[
    "current_thread",
    "get_ident",
    "get_native_id",
    "get_running_loop",
    "is_running()",
    "main_thread",
    "current_async_library",
    "in_event_loop",
    "get_current_task",
    "current_task()",
    "get_event_loop",
];

/// Words of flags for whether a function is called from async code, in functions that serve both.
const ASYNC_FLAGS: &[&str] = &["asynchronous", "is_async", "isasync", "in_async", "run_async"];

/// What a comment names, in any case, by which the user decides that a call may block.
const MAY_BLOCK: &[&str] = &["AFX102", "AFX103", "blocking-call", "blocking-chain"];

/// Whether a name in a comment says that the calls on its line may block. A comment without names is about what is
/// reported there alone.
pub fn lets_block(name: &str) -> bool {
    MAY_BLOCK.iter().any(|code| name.eq_ignore_ascii_case(code))
}

impl Words {
    /// Judged by what the file imports.
    pub(super) fn of(model: &Model<'_>) -> Self {
        let mut words = Self { guards: false, thread_checks: false };
        for binding in model.scopes().bindings() {
            match binding.kind {
                BindingKind::Import { module } | BindingKind::ImportFrom { module, .. } => {
                    words.guards |=
                        matches!(module, "typing" | "sys" | "os" | "platform" | "typing_extensions");
                    words.thread_checks |=
                        matches!(module, "threading" | "asyncio" | "sniffio" | "anyio" | "trio" | "_thread");
                }
                _ => {}
            }
        }
        words
    }

    /// What the test of an `if` says about what stands under it.
    pub(super) fn context_of_test(self, model: &Model<'_>, condition: &Expr) -> CallContext {
        if !self.guards {
            return CallContext::default();
        }
        let text = model.slice(condition.range());
        if text.ends_with("TYPE_CHECKING") && !text.starts_with("not ") {
            CallContext::TYPE_CHECKING
        } else if GUARDS.iter().any(|word| text.contains(word)) {
            CallContext::GUARDED
        } else {
            CallContext::default()
        }
    }

    /// Whether a test asks which thread it runs on, or whether a loop runs.
    pub(super) fn is_thread_check(self, model: &Model<'_>, range: TextRange) -> bool {
        const PARTS: &[&str] = &["thread", "_ident", "_loop", "running", "current_"];
        self.thread_checks && {
            let text = model.slice(range);
            PARTS.iter().any(|part| text.contains(part))
                && THREAD_CHECKS.iter().any(|word| text.contains(word))
        }
    }
}

/// Whether a test asks whether the function is called from async code.
pub(super) fn is_async_flag(model: &Model<'_>, range: TextRange) -> bool {
    let text = model.slice(range);
    ASYNC_FLAGS.iter().any(|word| text.contains(word))
}

/// From which node on a `try` that asks for the running loop leaves its function off the loop.
///
/// `try: get_running_loop()` with a handler that always leaves the function tells that what follows is on the loop: only
/// the handlers are off it. Otherwise what follows may be either.
pub(super) fn off_loop_ranges(
    model: &Model<'_>,
    node: &ast::StmtTry,
    function_end: NodeId,
) -> Vec<(NodeId, NodeId)> {
    let nodes = &model.nodes;
    let mut ranges = Vec::new();
    let mut handlers_leave = true;
    for handler in &node.handlers {
        let ast::ExceptHandler::ExceptHandler(handler) = handler;
        let id = nodes.id_of(handler);
        ranges.push((id, nodes.end(id)));
        handlers_leave &= !falls(&handler.body);
    }
    let goes_on = falls(&node.body) && (node.orelse.is_empty() || falls(&node.orelse));
    if !handlers_leave || !goes_on {
        let after = nodes.end(nodes.id_of(node));
        ranges.push((after, function_end));
    }
    ranges
}

fn falls(body: &[Stmt]) -> bool {
    !matches!(body.last(), Some(Stmt::Return(_) | Stmt::Raise(_)))
}
