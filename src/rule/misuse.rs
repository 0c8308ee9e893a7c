//! What is done to the value of an expression that is wrong if it is a coroutine, whatever happens later.

use crate::model::coroutine::{LOGGING_METHODS, VALUE_BUILTINS};
use crate::syntax::{AnyNodeRef, Expr, Node, Ranged as _, ast};

use super::Cx;

/// Attributes that a coroutine has.
const COROUTINE_ATTRIBUTES: &[&str] =
    &["close", "cr_await", "cr_code", "cr_frame", "cr_origin", "cr_running", "cr_suspended", "send", "throw"];

/// Builtins that ask each item of what they are given.
const ITEM_BUILTINS: &[&str] = &["all", "any", "max", "min", "sorted", "sum"];

/// How a coroutine is misused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misuse<'a> {
    /// It is a statement of its own.
    Dropped,
    /// It is tested, compared, formatted and so on.
    Used(&'static str),
    /// It is asked for an attribute that it has not.
    AskedFor(&'a str),
    /// It is passed to a builtin that has no use for it.
    PassedTo(&'a str),
}

impl std::fmt::Display for Misuse<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Misuse::Dropped => f.write_str("never awaited"),
            Misuse::Used(how) => write!(f, "{how} in place of its result"),
            Misuse::AskedFor(attribute) => write!(f, "asked for `.{attribute}` in place of its result"),
            Misuse::PassedTo(builtin) => write!(f, "passed to `{builtin}` in place of its result"),
        }
    }
}

impl<'a> Cx<'a> {
    /// How the value of an expression is misused if it is a coroutine; `None` where it can still be awaited.
    pub fn misuse(&self, node: Node<'a>) -> Option<Misuse<'a>> {
        let mut value = node;
        loop {
            let parent = self.parent(value)?;
            let is = |part: &Expr| part.range() == value.range();
            let use_of_result = match parent.ast {
                // The last operand and the branches are the value of the whole.
                AnyNodeRef::ExprBoolOp(operation) if operation.values.last().is_some_and(is) => {
                    value = parent;
                    continue;
                }
                AnyNodeRef::ExprIf(conditional) if !is(&conditional.test) => {
                    value = parent;
                    continue;
                }
                AnyNodeRef::StmtExpr(_) => return Some(Misuse::Dropped),
                AnyNodeRef::ExprBoolOp(_)
                | AnyNodeRef::ExprIf(_)
                | AnyNodeRef::StmtIf(_)
                | AnyNodeRef::ElifElseClause(_)
                | AnyNodeRef::StmtWhile(_) => "tested",
                AnyNodeRef::StmtAssert(assert) if is(&assert.test) => "tested",
                AnyNodeRef::Comprehension(each) if each.ifs.iter().any(is) => "tested",
                AnyNodeRef::ExprUnaryOp(operation) if operation.op == ast::UnaryOp::Not => "tested",
                AnyNodeRef::ExprCompare(_) => "compared",
                AnyNodeRef::InterpolatedElement(_) if is_in_format_string(self, parent) => "formatted",
                AnyNodeRef::ExprBinOp(_) | AnyNodeRef::ExprUnaryOp(_) | AnyNodeRef::StmtAugAssign(_) => {
                    "computed with"
                }
                AnyNodeRef::ExprSubscript(subscript) if is(&subscript.value) => "subscripted",
                AnyNodeRef::StmtFor(each) if !each.is_async && is(&each.iter) => "iterated over",
                AnyNodeRef::Comprehension(each) if !each.is_async && is(&each.iter) => "iterated over",
                AnyNodeRef::StmtAssign(assign) if assign.targets.iter().any(is_sequence) => "unpacked",
                AnyNodeRef::ExprStarred(_) => "unpacked",
                AnyNodeRef::WithItem(item) if is(&item.context_expr) => "entered",
                AnyNodeRef::ExprGenerator(ast::ExprGenerator { elt, .. })
                | AnyNodeRef::ExprListComp(ast::ExprListComp { elt, .. })
                | AnyNodeRef::ExprSetComp(ast::ExprSetComp { elt, .. })
                    if is(elt) =>
                {
                    return self.item_builtin(parent).map(Misuse::PassedTo);
                }
                AnyNodeRef::ExprAttribute(attribute) => {
                    return is_result_attribute(attribute).then(|| Misuse::AskedFor(attribute.attr.as_str()));
                }
                AnyNodeRef::Arguments(_) => {
                    return value_builtin(self, parent).map(Misuse::PassedTo);
                }
                _ => return None,
            };
            return Some(Misuse::Used(use_of_result));
        }
    }

    /// What asks each item of what it is given here, and keeps none: `all`, `any` and their kin, and the `join` of a string
    /// that is written out.
    pub fn item_builtin(&self, items: Node<'a>) -> Option<&'a str> {
        let arguments = self.parent(items)?;
        let AnyNodeRef::Arguments(given) = arguments.ast else { return None };
        let AnyNodeRef::ExprCall(call) = self.parent(arguments)?.ast else { return None };
        if !given.keywords.is_empty() || given.args.len() != 1 {
            return None;
        }
        if let Expr::Attribute(method) = &*call.func {
            return (method.attr.as_str() == "join" && method.value.is_string_literal_expr())
                .then_some("join");
        }
        let name = self.qualified(&call.func)?;
        matches!(name.segments(), ["builtins", name] if ITEM_BUILTINS.contains(name)).then(|| name.last())
    }
}

fn is_result_attribute(attribute: &ast::ExprAttribute) -> bool {
    let name = attribute.attr.as_str();
    !COROUTINE_ATTRIBUTES.contains(&name) && !name.starts_with("__")
}

fn is_sequence(target: &Expr) -> bool {
    matches!(target, Expr::Tuple(_) | Expr::List(_))
}

/// What a positional argument is passed to, if it has no use for a coroutine: a builtin, the `format` of a string that is
/// written out, a method that logs.
fn value_builtin<'a>(cx: &Cx<'a>, arguments: Node<'a>) -> Option<&'a str> {
    let AnyNodeRef::ExprCall(call) = cx.parent(arguments)?.ast else { return None };
    if let Expr::Attribute(method) = &*call.func {
        let name = method.attr.as_str();
        let is_format = name == "format" && method.value.is_string_literal_expr();
        let logs = || {
            cx.qualified(&method.value).is_some_and(|module| module.is("logging"))
                || cx.type_of(&method.value).is_some_and(|class| class.is("logging.Logger"))
        };
        return (is_format || LOGGING_METHODS.contains(&name) && logs()).then_some(name);
    }
    let name = cx.qualified(&call.func)?;
    let is_value_builtin = matches!(name.segments(), ["builtins", name] if VALUE_BUILTINS.contains(name));
    is_value_builtin.then(|| name.last())
}

/// Whether a replacement field stands in an f-string: a t-string only stores its values.
fn is_in_format_string<'a>(cx: &Cx<'a>, field: Node<'a>) -> bool {
    let string = cx
        .nodes
        .ancestors(field.id)
        .find(|node| matches!(node.ast, AnyNodeRef::FString(_) | AnyNodeRef::TString(_)));
    string.is_some_and(|string| matches!(string.ast, AnyNodeRef::FString(_)))
}
