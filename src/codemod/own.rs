//! What tells a node from others of its kind, apart from its children: the operator, the attribute's name, the value of
//! a literal, which optional parts there are.

use crate::syntax::{AnyNodeRef, ast};

/// What a node is besides its kind and its children; `None` for the kinds that patterns do not take.
pub fn own(node: AnyNodeRef<'_>) -> Option<String> {
    expression(node).or_else(|| statement(node))
}

fn expression(node: AnyNodeRef<'_>) -> Option<String> {
    Some(match node {
        AnyNodeRef::ExprName(name) => name.id.to_string(),
        AnyNodeRef::ExprAttribute(attribute) => attribute.attr.to_string(),
        AnyNodeRef::Keyword(keyword) => {
            keyword.arg.as_ref().map_or_else(|| "**".to_owned(), ToString::to_string)
        }
        AnyNodeRef::ExprBoolOp(operation) => operation.op.as_str().to_owned(),
        AnyNodeRef::ExprBinOp(operation) => operation.op.as_str().to_owned(),
        AnyNodeRef::ExprUnaryOp(operation) => operation.op.as_str().to_owned(),
        AnyNodeRef::ExprCompare(comparison) => {
            let operators: Vec<&str> = comparison.ops.iter().map(ast::CmpOp::as_str).collect();
            operators.join(",")
        }
        AnyNodeRef::ExprDict(dict) => {
            dict.items.iter().map(|item| if item.key.is_some() { ':' } else { '*' }).collect()
        }
        AnyNodeRef::ExprSlice(slice) => {
            [&slice.lower, &slice.upper, &slice.step].map(|part| presence(part.is_some())).concat()
        }
        AnyNodeRef::ExprLambda(lambda) if lambda.parameters.is_none() => String::new(),
        AnyNodeRef::Comprehension(part) => presence(part.is_async).to_owned(),
        AnyNodeRef::ExprStringLiteral(literal) => literal.value.to_str().to_owned(),
        AnyNodeRef::ExprBytesLiteral(literal) => literal.value.bytes().map(char::from).collect(),
        AnyNodeRef::ExprNumberLiteral(literal) => format!("{:?}", literal.value),
        AnyNodeRef::ExprBooleanLiteral(literal) => literal.value.to_string(),
        AnyNodeRef::Arguments(_)
        | AnyNodeRef::ExprCall(_)
        | AnyNodeRef::ExprStarred(_)
        | AnyNodeRef::ExprSubscript(_)
        | AnyNodeRef::ExprTuple(_)
        | AnyNodeRef::ExprList(_)
        | AnyNodeRef::ExprSet(_)
        | AnyNodeRef::ExprIf(_)
        | AnyNodeRef::ExprAwait(_)
        | AnyNodeRef::ExprYield(_)
        | AnyNodeRef::ExprYieldFrom(_)
        | AnyNodeRef::ExprNamed(_)
        | AnyNodeRef::ExprListComp(_)
        | AnyNodeRef::ExprSetComp(_)
        | AnyNodeRef::ExprDictComp(_)
        | AnyNodeRef::ExprGenerator(_)
        | AnyNodeRef::ExprNoneLiteral(_)
        | AnyNodeRef::ExprEllipsisLiteral(_) => String::new(),
        _ => return None,
    })
}

fn statement(node: AnyNodeRef<'_>) -> Option<String> {
    Some(match node {
        AnyNodeRef::StmtFunctionDef(def) if def.type_params.is_none() => {
            format!("{}{}", presence(def.is_async), def.name)
        }
        AnyNodeRef::Parameters(parameters) if parameters.is_empty() => String::new(),
        AnyNodeRef::StmtAugAssign(assign) => assign.op.as_str().to_owned(),
        AnyNodeRef::StmtAssign(assign) => assign.targets.len().to_string(),
        AnyNodeRef::StmtAnnAssign(assign) => presence(assign.value.is_some()).to_owned(),
        AnyNodeRef::StmtRaise(raise) => presence(raise.cause.is_some()).to_owned(),
        AnyNodeRef::StmtWith(with) => presence(with.is_async).to_owned(),
        AnyNodeRef::WithItem(item) => presence(item.optional_vars.is_some()).to_owned(),
        AnyNodeRef::StmtFor(each) => presence(each.is_async).to_owned(),
        AnyNodeRef::ElifElseClause(clause) => presence(clause.test.is_some()).to_owned(),
        AnyNodeRef::StmtTry(node) => presence(node.is_star).to_owned(),
        AnyNodeRef::ExceptHandlerExceptHandler(handler) => {
            [handler.type_.is_some(), handler.name.is_some()].map(presence).concat()
        }
        AnyNodeRef::Alias(alias) => match &alias.asname {
            Some(asname) => format!("{} as {asname}", alias.name),
            None => alias.name.to_string(),
        },
        AnyNodeRef::StmtImportFrom(import) => {
            let dots = ".".repeat(import.level as usize);
            format!("{dots}{}", import.module.as_deref().unwrap_or_default())
        }
        AnyNodeRef::Decorator(_)
        | AnyNodeRef::StmtExpr(_)
        | AnyNodeRef::StmtReturn(_)
        | AnyNodeRef::StmtDelete(_)
        | AnyNodeRef::StmtWhile(_)
        | AnyNodeRef::StmtIf(_)
        | AnyNodeRef::StmtAssert(_)
        | AnyNodeRef::StmtPass(_)
        | AnyNodeRef::StmtBreak(_)
        | AnyNodeRef::StmtContinue(_)
        | AnyNodeRef::StmtImport(_) => String::new(),
        _ => return None,
    })
}

fn presence(is_there: bool) -> &'static str {
    if is_there { "+" } else { "-" }
}
