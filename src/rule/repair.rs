//! Building a fix from a rule: the builder, and the questions that decide whether and how safely a place can be fixed.

use crate::edit::{Fix, FixBuilder, Safety};
use crate::rule::held_lock::BecomesAsync;
use crate::syntax::{AnyNodeRef, Node};

use super::{AwaitPlace, Cx};

/// What a rule gives back while it builds a fix: an error is the reason why there is none here, in one clause.
pub type Build<T = ()> = Result<T, String>;

impl<'a> Cx<'a> {
    /// A fix, or the reason why there is none at this place.
    ///
    /// # Errors
    /// What `build` says, or the builder: a comment in the way, a line that is shared.
    pub fn fix(
        &self,
        title: impl Into<String>,
        build: impl FnOnce(&mut FixBuilder<'a>) -> Build,
    ) -> Build<Fix> {
        let mut fix = FixBuilder::new(self.document, title);
        build(&mut fix)?;
        fix.finish().map_err(|withheld| withheld.to_string())
    }

    /// Allows an `await` to be put at `node`, and lowers the fix's safety as the place demands.
    ///
    /// # Errors
    /// An `await` is not possible there.
    pub fn allow_await(&self, fix: &mut FixBuilder<'a>, node: Node<'a>) -> Build {
        self.allow_await_among(fix, node, &|_| false)
    }

    /// Allows it as [`Cx::allow_await`] does, where the same fix makes some locks asynchronous.
    ///
    /// # Errors
    /// An `await` is not possible there.
    pub fn allow_await_among(
        &self,
        fix: &mut FixBuilder<'a>,
        node: Node<'a>,
        becomes_async: BecomesAsync<'_>,
    ) -> Build {
        match self.await_place_among(node, becomes_async) {
            AwaitPlace::Impossible(reason) => Err(reason),
            AwaitPlace::Legal(Safety::Safe, _) => Ok(()),
            AwaitPlace::Legal(safety, reason) => {
                fix.lower_safety(safety, reason.unwrap_or_default());
                Ok(())
            }
        }
    }

    /// The text that names `module.member` at `node`; an import is asked for where the file has none.
    ///
    /// # Errors
    /// The module's name is taken by something else.
    pub fn name(
        &self,
        fix: &mut FixBuilder<'a>,
        node: Node<'a>,
        module: &str,
        member: &str,
    ) -> Build<String> {
        let reached = self
            .reach(node.id, module, member)
            .ok_or_else(|| format!("the name `{module}` is bound to something else here"))?;
        if reached.needs_import {
            if let Some(text) = self.reach_within_package(node, module, member) {
                return Ok(text);
            }
            if self.is_optional_library(module) && !self.is_of_own_package(module) {
                return Err(format!("`{module}` is imported only where it is needed"));
            }
            fix.import(module);
        }
        Ok(reached.text)
    }

    /// Makes the fix of a statement that so far always raised unsafe where somebody may count on that: in a `try` with
    /// handlers, and in test files.
    pub fn distrust_of_raising(&self, fix: &mut FixBuilder<'a>, node: Node<'a>) {
        let is_guarded = self.nodes.ancestors(node.id).any(
            |ancestor| matches!(ancestor.ast, AnyNodeRef::StmtTry(attempt) if !attempt.handlers.is_empty()),
        );
        if is_guarded {
            fix.lower_safety(Safety::Unsafe, "a handler around it may take care of the error");
        }
        if self.is_test() {
            fix.lower_safety(Safety::Unsafe, "a test may expect the error");
        }
    }

    /// Makes a fix unsafe in test files, where a third of the blocking calls are meant.
    pub fn distrust_in_tests(&self, fix: &mut FixBuilder<'a>) {
        if self.is_test() {
            fix.lower_safety(Safety::Unsafe, "a test may block on purpose");
        }
    }
}
