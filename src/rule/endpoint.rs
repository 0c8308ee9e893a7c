//! Endpoints that are better plain functions: where one can be, the repairs inside it give way to that.

use crate::program::{Demotion, Endpoint};
use crate::syntax::{Node, Ranged as _, ast};

use super::suppression::Suppressions;
use super::{Build, Cx, registry};

impl<'a> Cx<'a> {
    /// The endpoint that a function is, if it should be a plain one.
    pub fn endpoint(&self, def: &'a ast::StmtFunctionDef) -> Option<Endpoint> {
        let program = self.program?;
        program.endpoint(program.function_at(def.name.start().to_u32())?)
    }

    /// Leaves a place to the repair of the endpoint around it, which takes the coroutine off the loop whole.
    ///
    /// # Errors
    /// The place stands in an endpoint that is to become a plain function, which cannot await.
    pub fn give_way_to_demotion(&self, node: Node<'a>) -> Build {
        let Some(def) = self.async_function(node) else { return Ok(()) };
        let is_demoted = self.endpoint(def).is_some_and(|endpoint| endpoint.demotion == Demotion::Safe);
        let rule = registry::all().iter().find(|entry| entry.rule.name == "endpoint-should-be-sync");
        let Some(rule) = rule.filter(|_| is_demoted) else { return Ok(()) };
        if Suppressions::new(self.text, self.parsed).silence(rule.rule, def.name.range()) {
            return Ok(());
        }
        Err(format!("`{}` should be a plain function (`{}`), which cannot await", def.name, rule.rule.name))
    }
}
