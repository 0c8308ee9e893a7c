//! The classes of this file: whose method a function is, which function a call runs, what attributes hold.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::{ClassRef, STEP_LIMIT, agreed};
use crate::model::Model;
use crate::model::scope::ScopeId;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, ast};

/// What is assigned to the attributes of a class's instances, collected when first asked for.
#[derive(Default)]
pub(in crate::model) struct AttributeCache<'a> {
    by_class: RefCell<FxHashMap<NodeId, ClassAttributes<'a>>>,
}

type ClassAttributes<'a> = FxHashMap<&'a str, Vec<AttributeSource<'a>>>;

#[derive(Clone, Copy)]
enum AttributeSource<'a> {
    Value(&'a Expr, ScopeId),
    Annotation(&'a Expr, ScopeId),
    /// Assigned in a way that tells no type.
    Unknown,
}

impl<'a> Model<'a> {
    /// The class whose method `function` is, if `name` is that method's first parameter: the `self` or `cls` of it.
    pub fn class_of_receiver(&self, function: NodeId, name: &str) -> Option<Node<'a>> {
        let AnyNodeRef::StmtFunctionDef(def) = self.nodes.get(function).ast else { return None };
        let first = def.parameters.posonlyargs.first().or(def.parameters.args.first())?;
        if first.parameter.name.as_str() != name || self.is_decorated_with(def, "builtins.staticmethod") {
            return None;
        }
        self.class_of_method(function)
    }

    /// The class in whose body a function is defined directly.
    pub fn class_of_method(&self, function: NodeId) -> Option<Node<'a>> {
        let scope = self.scopes.get(self.scopes.of(function));
        let class = self.nodes.get(scope.node);
        matches!(class.ast, AnyNodeRef::StmtClassDef(_)).then_some(class)
    }

    /// Whether one of a function's decorators is this name, called or not.
    pub fn is_decorated_with(&self, def: &'a ast::StmtFunctionDef, dotted: &str) -> bool {
        def.decorator_list.iter().any(|decorator| {
            let expression = match &decorator.expression {
                Expr::Call(call) => &*call.func,
                other => other,
            };
            self.names(expression, dotted)
        })
    }

    /// The `def` of this file that a call of `callee` runs: a plain name, a method through `self`, `cls` or a receiver
    /// whose class is of this file. `None` where anything else could be meant.
    pub fn called_function(&self, callee: &'a Expr) -> Option<Node<'a>> {
        self.called_function_in(callee, self.scope_of(callee), STEP_LIMIT)
    }

    /// The `def` of this file that an attribute of an object names, if the object's class is of this file.
    pub(in crate::model) fn method_of_object(&self, attribute: &'a ast::ExprAttribute) -> Option<Node<'a>> {
        let ClassRef::Local(class) = self.type_of(&attribute.value)? else { return None };
        let method = self.method(class, attribute.attr.as_str(), STEP_LIMIT)?;
        matches!(method.ast, AnyNodeRef::StmtFunctionDef(_)).then_some(method)
    }

    pub(super) fn called_function_in(
        &self,
        callee: &'a Expr,
        scope: ScopeId,
        limit: u32,
    ) -> Option<Node<'a>> {
        let limit = limit.checked_sub(1)?;
        let node = match callee {
            Expr::Name(name) => self.definition_in(name.id.as_str(), scope)?,
            Expr::Attribute(attribute) => {
                let class = match self.type_in(&attribute.value, scope, limit) {
                    Some(ClassRef::Local(class)) => class,
                    Some(ClassRef::External(_)) => return None,
                    None => self.class_named_by(&attribute.value, scope)?,
                };
                self.method(class, attribute.attr.as_str(), limit)?
            }
            _ => return None,
        };
        matches!(node.ast, AnyNodeRef::StmtFunctionDef(_)).then_some(node)
    }

    /// The class of this file that `Class` in `Class.method` names.
    fn class_named_by(&self, expr: &'a Expr, scope: ScopeId) -> Option<NodeId> {
        let Expr::Name(name) = expr else { return None };
        let node = self.definition_in(name.id.as_str(), scope)?;
        matches!(node.ast, AnyNodeRef::StmtClassDef(_)).then_some(node.id)
    }

    /// The method that an instance of `class` has under `name`, looked up through the bases that this file defines.
    fn method(&self, class: NodeId, name: &str, limit: u32) -> Option<Node<'a>> {
        let limit = limit.checked_sub(1)?;
        let AnyNodeRef::StmtClassDef(def) = self.nodes.get(class).ast else { return None };
        let assigned = self.with_attributes(class, |attributes| attributes.contains_key(name));
        if assigned {
            return None;
        }
        let scope = self.scopes.opened_by(class)?;
        if self.scopes.bindings_of(scope, name).next().is_some() {
            return self.only_definition(scope, name);
        }
        let outside = self.scopes.of(class);
        for base in def.bases() {
            let Expr::Name(base) = base else { return None };
            let node = self.definition_in(base.id.as_str(), outside)?;
            if let Some(method) = self.method(node.id, name, limit) {
                return Some(method);
            }
            // A base that has the name in another form hides the bases after it.
            let inside = self.scopes.opened_by(node.id)?;
            if self.scopes.bindings_of(inside, name).next().is_some() {
                return None;
            }
        }
        None
    }

    /// The type that every assignment to an attribute in its class agrees on.
    pub(super) fn attribute_of_class(&self, class: NodeId, name: &str, limit: u32) -> Option<ClassRef<'a>> {
        let sources = self.with_attributes(class, |attributes| attributes.get(name).cloned())?;
        let is_none = |source: &AttributeSource| matches!(source, AttributeSource::Value(value, _) if value.is_none_literal_expr());
        let real = sources.into_iter().filter(|source| !is_none(source));
        agreed(real.map(|source| match source {
            AttributeSource::Value(value, scope) => self.type_in(value, scope, limit),
            AttributeSource::Annotation(annotation, scope) => self.annotation(annotation, scope, limit),
            AttributeSource::Unknown => None,
        }))
    }

    /// Whether a base of a class, or an attribute of its instances, is one of these classes of other modules.
    pub(in crate::model) fn has_part(&self, class: NodeId, classes: &[&str]) -> bool {
        self.has_part_within(class, classes, STEP_LIMIT)
    }

    fn has_part_within(&self, class: NodeId, classes: &[&str], limit: u32) -> bool {
        let Some(limit) = limit.checked_sub(1) else { return false };
        let AnyNodeRef::StmtClassDef(def) = self.nodes.get(class).ast else { return false };
        let names: Vec<&'a str> = self.with_attributes(class, |all| all.keys().copied().collect());
        let is_one = |name: &&'a str| {
            let class = self.attribute_of_class(class, name, limit);
            class.is_some_and(|class| class.is_any(classes))
        };
        let scope = self.scopes.of(class);
        names.iter().any(is_one)
            || def.bases().iter().any(|base| match base {
                Expr::Name(name) => match self.definition_in(name.id.as_str(), scope) {
                    Some(base) => self.has_part_within(base.id, classes, limit),
                    None => self.qualified(base).is_some_and(|name| name.is_any(classes)),
                },
                _ => self.qualified(base).is_some_and(|name| name.is_any(classes)),
            })
    }

    fn with_attributes<T>(&self, class: NodeId, ask: impl FnOnce(&ClassAttributes<'a>) -> T) -> T {
        if let Some(known) = self.attributes.by_class.borrow().get(&class) {
            return ask(known);
        }
        let collected = self.collect_attributes(class);
        let answer = ask(&collected);
        self.attributes.by_class.borrow_mut().insert(class, collected);
        answer
    }

    fn collect_attributes(&self, class: NodeId) -> ClassAttributes<'a> {
        let mut attributes = ClassAttributes::default();
        let body = self.scopes.opened_by(class);
        for node in self.nodes.descendants(class) {
            let (target, source) = match node.ast {
                AnyNodeRef::ExprAttribute(target) if target.ctx.is_store() => {
                    (target, self.attribute_source(node))
                }
                AnyNodeRef::StmtAnnAssign(assign) if Some(self.scopes.of(node.id)) == body => {
                    if let Expr::Name(name) = &*assign.target {
                        let source = AttributeSource::Annotation(&assign.annotation, self.scopes.of(node.id));
                        attributes.entry(name.id.as_str()).or_default().push(source);
                    }
                    continue;
                }
                AnyNodeRef::StmtAssign(assign) if Some(self.scopes.of(node.id)) == body => {
                    for name in assign.targets.iter().filter_map(Expr::as_name_expr) {
                        let source = AttributeSource::Value(&assign.value, self.scopes.of(node.id));
                        attributes.entry(name.id.as_str()).or_default().push(source);
                    }
                    continue;
                }
                _ => continue,
            };
            let Expr::Name(receiver) = &*target.value else { continue };
            let Some(function) = self.function_of(node.id) else { continue };
            let owner = self.class_of_receiver(function.id, receiver.id.as_str());
            if owner.is_some_and(|owner| owner.id == class) {
                attributes.entry(target.attr.as_str()).or_default().push(source);
            }
        }
        attributes
    }

    fn attribute_source(&self, target: Node<'a>) -> AttributeSource<'a> {
        let scope = self.scopes.of(target.id);
        match self.nodes.parent(target.id).map(|parent| parent.ast) {
            Some(AnyNodeRef::StmtAssign(assign)) => AttributeSource::Value(&assign.value, scope),
            Some(AnyNodeRef::StmtAnnAssign(assign)) => AttributeSource::Annotation(&assign.annotation, scope),
            _ => AttributeSource::Unknown,
        }
    }
}
