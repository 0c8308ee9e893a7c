//! What tests replace by mocks: `monkeypatch.setattr(server, "port_used", …)`, `patch("shop.fetch")`,
//! `patch.object(client, "get")`, `client.get = Mock()`.

use super::{Extractor, Name};
use crate::facts::FunctionIndex;
use crate::model::ScopeId;
use crate::syntax::{Expr, ast};

impl Extractor<'_, '_> {
    /// Notes the function that a call replaces.
    pub(super) fn replaced_by_call(&mut self, call: &ast::ExprCall, scope: ScopeId) {
        let is_patch = |expr: &Expr| match expr {
            Expr::Name(name) => name.id.as_str() == "patch",
            Expr::Attribute(attribute) => attribute.attr.as_str() == "patch",
            _ => false,
        };
        let replaces = match &*call.func {
            Expr::Attribute(method) => match method.attr.as_str() {
                "setattr" => matches!(&*method.value, Expr::Name(name) if name.id.contains("patch")),
                "object" => is_patch(&method.value),
                _ => is_patch(&call.func),
            },
            _ => is_patch(&call.func),
        };
        if !replaces {
            return;
        }
        let test = self.test_around(scope);
        for argument in call.arguments.args.iter().take(2) {
            if let Expr::StringLiteral(path) = argument {
                let path = path.value.to_str();
                let name = Name::new(path.rsplit('.').next().unwrap_or(path));
                self.facts.replaced.push((name, test));
            }
        }
    }

    /// Notes the method that an assignment replaces.
    pub(super) fn replaced_by_assignment(&mut self, assign: &ast::StmtAssign, scope: ScopeId) {
        let is_mock = match &*assign.value {
            Expr::Lambda(_) => true,
            Expr::Call(call) => match &*call.func {
                Expr::Name(name) => name.id.ends_with("Mock"),
                Expr::Attribute(attribute) => attribute.attr.ends_with("Mock"),
                _ => false,
            },
            _ => false,
        };
        if let (true, [Expr::Attribute(target)]) = (is_mock, &*assign.targets) {
            let test = self.test_around(scope);
            self.facts.replaced.push((Name::new(target.attr.as_str()), test));
        }
    }

    /// The test that some code belongs to: what fixtures, helpers and decorators replace may be meant for any test.
    fn test_around(&self, scope: ScopeId) -> Option<FunctionIndex> {
        let function = self.owner(scope).function?;
        let name = self.facts.text(self.facts.functions[function as usize].name);
        name.starts_with("test").then_some(function)
    }
}
