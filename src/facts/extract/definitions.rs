//! Functions and classes.

use rustc_hash::FxHashMap;

use super::terms::constant;
use super::{Extractor, Name, Term, TermId};
use crate::facts::{Class, Function, FunctionTraits, Parameter, ParameterKind, Span, Text, index_u32};
use crate::model::{BindingKind, ScopeId, ScopeKind};
use crate::syntax::{AnyNodeRef, Expr, Node, Ranged as _, Stmt, ast};

impl<'a> Extractor<'_, 'a> {
    /// Adds every function and class, in the order of their numbers. What needs the whole sweep is filled in later.
    pub(super) fn definitions(&mut self) {
        let model = self.model;
        for (_, scope) in model.scopes().iter() {
            let node = model.nodes.get(scope.node);
            match (scope.kind, node.ast) {
                (ScopeKind::Function { .. }, AnyNodeRef::StmtFunctionDef(def)) => self.function(node, def),
                (ScopeKind::Lambda, AnyNodeRef::ExprLambda(lambda)) => self.lambda(node, lambda),
                (ScopeKind::Class, AnyNodeRef::StmtClassDef(class)) => self.class(node, class),
                _ => {}
            }
        }
    }

    fn function(&mut self, node: Node<'a>, def: &'a ast::StmtFunctionDef) {
        let outside = self.model.scopes().of(node.id);
        let owner = self.owner(outside);
        let mut traits = FunctionTraits::default();
        if def.is_async {
            traits = traits.with(FunctionTraits::ASYNC);
        }
        if is_stub(&def.body) {
            traits = traits.with(FunctionTraits::STUB);
        }
        if self.receiver(node.id).is_some() {
            traits = traits.with(FunctionTraits::HAS_RECEIVER);
        }
        if matches!(def.name.as_str(), "__init__" | "__new__" | "__post_init__" | "__setstate__") {
            traits = traits.with(FunctionTraits::BUILDS);
        }
        if matches!(def.body.last(), Some(Stmt::Raise(_))) {
            traits = traits.with(FunctionTraits::RETURNS_VALUE);
        }
        let decorators: Vec<TermId> =
            def.decorator_list.iter().map(|decorator| self.term(&decorator.expression, outside)).collect();
        if decorators.iter().any(|decorator| self.is_member(*decorator, "asyncio", "coroutine")) {
            traits = traits.with(FunctionTraits::LEGACY_COROUTINE);
        }
        let decorators = self.list(&decorators);
        let returns = match &def.returns {
            Some(annotation) => {
                let scope = self.model.scope_of(&**annotation);
                self.annotation(annotation, scope)
            }
            None => TermId::UNKNOWN,
        };
        let parameters = self.parameters(&def.parameters);
        let name = self.shown(def.name.as_str());
        let range = def.name.range();
        self.facts.positions.functions.push((range.start().to_u32(), range.end().to_u32()));
        self.facts.functions.push(Function {
            name,
            key: Name::new(def.name.as_str()),
            class: owner.class,
            parent: owner.function,
            traits,
            decorators,
            parameters,
            returns,
            gives: TermId::UNKNOWN,
            writes: Text::default(),
        });
    }

    fn lambda(&mut self, node: Node<'a>, lambda: &'a ast::ExprLambda) {
        let outside = self.model.scopes().of(node.id);
        let inside = self.model.scopes().opened_by(node.id).expect("a lambda opens a scope");
        let parameters = match &lambda.parameters {
            Some(parameters) => self.parameters(parameters),
            None => Span::default(),
        };
        self.facts.positions.functions.push((node.start().to_u32(), node.end().to_u32()));
        self.facts.functions.push(Function {
            name: Text::default(),
            key: Name::new(""),
            class: None,
            parent: self.owner(outside).function,
            traits: FunctionTraits::LAMBDA.with(FunctionTraits::RETURNS_VALUE),
            decorators: Span::default(),
            parameters,
            returns: TermId::UNKNOWN,
            gives: TermId::UNKNOWN,
            writes: Text::default(),
        });
        let result = self.term(&lambda.body, inside);
        let function = self.function_index(node.id) as usize;
        self.returned[function].push(result);
    }

    fn parameters(&mut self, parameters: &'a ast::Parameters) -> Span {
        let start = index_u32(self.facts.parameters.len());
        let mut all = Vec::with_capacity(parameters.len());
        let keyword_only = parameters.kwonlyargs.len();
        let positional = parameters.posonlyargs.len() + parameters.args.len();
        for (place, parameter) in parameters.iter().enumerate() {
            let name = parameter.name().as_str();
            let kind = if parameter.is_variadic() {
                ParameterKind::Variadic
            } else if place < positional || keyword_only == 0 {
                ParameterKind::Positional
            } else {
                ParameterKind::Keyword
            };
            let annotation =
                parameter.as_parameter().annotation.as_deref().filter(|_| !parameter.is_variadic());
            let declared = match annotation {
                Some(annotation) => {
                    let scope = self.model.scope_of(annotation);
                    self.annotation(annotation, scope)
                }
                None => TermId::UNKNOWN,
            };
            let default = match parameter.default() {
                Some(Expr::NoneLiteral(_)) => self.intern(Term::None),
                Some(value) => match constant(value) {
                    Some(constant) => self.intern(Term::Constant(constant)),
                    None => TermId::UNKNOWN,
                },
                None => TermId::UNKNOWN,
            };
            all.push(Parameter { key: Name::new(name), kind, declared, default });
        }
        self.facts.parameters.extend(all);
        Span { start, end: index_u32(self.facts.parameters.len()) }
    }

    fn class(&mut self, node: Node<'a>, class: &'a ast::StmtClassDef) {
        let outside = self.model.scopes().of(node.id);
        let mut has_plain_bases = true;
        let mut bases = Vec::new();
        for base in class.bases() {
            if base.is_starred_expr() {
                has_plain_bases = false;
                continue;
            }
            bases.push(self.term(base, outside));
        }
        let metaclass = class.arguments.as_ref().and_then(|arguments| arguments.find_keyword("metaclass"));
        let metaclass = metaclass.map(|keyword| self.term(&keyword.value, outside));
        let decorators: Vec<TermId> =
            class.decorator_list.iter().map(|decorator| self.term(&decorator.expression, outside)).collect();
        let (bases, decorators) = (self.list(&bases), self.list(&decorators));
        let name = self.shown(class.name.as_str());
        let range = class.name.range();
        self.facts.positions.classes.push((range.start().to_u32(), range.end().to_u32()));
        self.facts.classes.push(Class {
            name,
            key: Name::new(class.name.as_str()),
            parent: self.owner(outside).function,
            bases,
            decorators,
            metaclass,
            members: Span::default(),
            has_plain_bases,
        });
    }

    /// What classes and their instances hold, once the sweep has seen every assignment to an attribute.
    pub(super) fn members(&mut self) {
        let model = self.model;
        let scopes = model.scopes();
        let mut bodies: Vec<(u32, ScopeId)> = scopes
            .iter()
            .filter(|(_, scope)| scope.kind == ScopeKind::Class)
            .map(|(id, scope)| (self.classes[&scope.node], id))
            .collect();
        bodies.sort_unstable_by_key(|(class, _)| *class);
        let mut names: Vec<Vec<&'a str>> = vec![Vec::new(); self.facts.classes.len()];
        for binding in scopes.bindings() {
            if scopes.get(binding.scope).kind == ScopeKind::Class
                && let Some(class) = self.owner(binding.scope).class
            {
                names[class as usize].push(binding.name);
            }
        }
        for (class, body) in bodies {
            let mut of_class = std::mem::take(&mut names[class as usize]);
            of_class.sort_unstable();
            of_class.dedup();
            let mut all: FxHashMap<Name, TermId> = FxHashMap::default();
            let mut declared = Vec::new();
            for name in of_class {
                all.insert(Name::new(name), self.name(name, body));
                if self.is_declared(name, body) {
                    declared.push(Name::new(name));
                }
            }
            let mut assigned: Vec<(Name, Vec<TermId>)> =
                std::mem::take(&mut self.attributes[class as usize]).into_iter().collect();
            assigned.sort_unstable_by_key(|(name, _)| *name);
            for (name, mut terms) in assigned {
                if declared.contains(&name) {
                    continue;
                }
                terms.extend(all.get(&name));
                terms.retain(|term| !matches!(self.facts.term(*term), Term::None));
                let term = self.agreed(terms);
                all.insert(name, term);
            }
            let mut all: Vec<(Name, TermId)> = all.into_iter().collect();
            all.sort_unstable_by_key(|(name, _)| *name);
            let start = index_u32(self.facts.members.len());
            self.facts.members.extend(all);
            let end = index_u32(self.facts.members.len());
            self.facts.classes[class as usize].members = Span { start, end };
        }
    }

    /// Whether a class body annotates a name, whatever methods assign to it.
    fn is_declared(&self, name: &str, body: ScopeId) -> bool {
        let mut bindings = self.model.scopes().bindings_of(body, name);
        bindings.any(|binding| matches!(binding.kind, BindingKind::Annotated(_)))
    }
}

/// Whether a body only declares: `...`, `pass`, a docstring, `raise NotImplementedError`.
fn is_stub(body: &[Stmt]) -> bool {
    body.len() <= 3
        && body.iter().all(|statement| match statement {
            Stmt::Pass(_) => true,
            Stmt::Expr(expression) => {
                matches!(&*expression.value, Expr::EllipsisLiteral(_) | Expr::StringLiteral(_))
            }
            Stmt::Raise(raise) => match raise.exc.as_deref() {
                Some(Expr::Name(name)) => name.id.as_str() == "NotImplementedError",
                Some(Expr::Call(call)) => {
                    matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "NotImplementedError")
                }
                _ => false,
            },
            _ => false,
        })
}
