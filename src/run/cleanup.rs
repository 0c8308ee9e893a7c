//! Imports that fixes leave unused are removed with them: `import time` after the last `time.sleep` is gone.

use std::collections::BTreeMap;

use crate::edit::{Applied, Document, Fix, FixBuilder, apply};
use crate::model::{Binding, BindingKind, Model, ScopeId};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged, TextRange, ast};

/// Applies fixes and, in the same step, removes the imports whose last uses they took away.
pub fn apply_with_cleanup(model: &Model, document: &Document, fixes: &[(&str, &Fix)]) -> Applied {
    let applied = apply(document, fixes);
    let mut by_statement: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for (statement, alias) in unused_imports(model, &applied.edits) {
        by_statement.entry(statement.id).or_default().push(model.nodes.id_of(alias));
    }
    let unused: Vec<Fix> = by_statement
        .into_iter()
        .filter_map(|(statement, aliases)| {
            let mut fix = FixBuilder::new(document, "Remove the unused import");
            fix.remove_import_aliases(statement, &aliases);
            fix.finish().ok()
        })
        .collect();
    if unused.is_empty() {
        return applied;
    }
    let mut all: Vec<(&str, &Fix)> = applied.accepted.iter().map(|fix| fixes[*fix]).collect();
    all.extend(unused.iter().map(|fix| ("", fix)));
    let cleaned = apply(document, &all);
    let kept = applied.accepted.len();
    if cleaned.accepted.iter().filter(|fix| **fix < kept).count() < kept {
        return applied;
    }
    Applied { text: cleaned.text, edits: cleaned.edits, ..applied }
}

/// The imported names that are read in replaced text alone.
fn unused_imports<'a>(model: &Model<'a>, edits: &[(TextRange, String)]) -> Vec<(Node<'a>, &'a ast::Alias)> {
    let is_replaced = |range: TextRange| {
        let index = edits.partition_point(|(edit, _)| edit.end() < range.end());
        edits.get(index).is_some_and(|(edit, _)| edit.contains_range(range))
    };
    let mut names: Vec<(ScopeId, &str)> = Vec::new();
    for node in model.nodes.iter() {
        if let AnyNodeRef::ExprName(name) = node.ast
            && name.ctx.is_load()
            && is_replaced(name.range())
            && let Some(owner) = model.scopes().lookup(model.scopes().of(node.id), name.id.as_str())
            && !names.contains(&(owner, name.id.as_str()))
        {
            names.push((owner, name.id.as_str()));
        }
    }
    names
        .into_iter()
        .filter(|(_, name)| !edits.iter().any(|(_, content)| may_read(content, name)))
        .filter(|(owner, name)| model.references(*owner, name).all(|read| is_replaced(read.range())))
        .filter(|(_, name)| !is_used_as_text(model, name))
        .filter_map(|(owner, name)| {
            let mut bindings = model.scopes().bindings_of(owner, name);
            let binding = bindings.next()?;
            if bindings.next().is_some() {
                return None;
            }
            import_alias(model, binding)
        })
        .collect()
}

/// The statement and alias of an import that may go: not one that re-exports (`import x as x`), nor a fallback.
fn import_alias<'a>(model: &Model<'a>, binding: &Binding<'a>) -> Option<(Node<'a>, &'a ast::Alias)> {
    if !matches!(binding.kind, BindingKind::Import { .. } | BindingKind::ImportFrom { .. }) {
        return None;
    }
    let statement = model.nodes.get(binding.node);
    let parent = model.nodes.parent(statement.id)?;
    if matches!(parent.ast, AnyNodeRef::StmtTry(_) | AnyNodeRef::ExceptHandlerExceptHandler(_)) {
        return None;
    }
    let aliases = match statement.ast {
        AnyNodeRef::StmtImport(import) => &import.names,
        AnyNodeRef::StmtImportFrom(import)
            if import.module.as_ref().is_none_or(|m| m.as_str() != "__future__") =>
        {
            &import.names
        }
        _ => return None,
    };
    let alias = aliases.iter().find(|alias| bound_name(alias) == binding.name)?;
    let is_reexport = alias.asname.as_ref().is_some_and(|name| name.as_str() == alias.name.as_str());
    (!is_reexport).then_some((statement, alias))
}

fn bound_name(alias: &ast::Alias) -> &str {
    match &alias.asname {
        Some(name) => name.as_str(),
        None => alias.name.as_str().split('.').next().unwrap_or_default(),
    }
}

/// Whether a name is used as text: in `__all__`, in a string annotation, as `name.` in any string (a patch of
/// `"module.time.sleep"`), or through `globals()`.
fn is_used_as_text(model: &Model, name: &str) -> bool {
    let dotted = format!("{name}.");
    model.nodes.iter().any(|node| match node.ast {
        AnyNodeRef::ExprStringLiteral(literal) => {
            let text = literal.value.to_str();
            has_word(text, name) && (text.contains(&dotted) || is_in_all_or_annotation(model, node))
        }
        AnyNodeRef::ExprCall(call) => {
            matches!(&*call.func, Expr::Name(func) if matches!(func.id.as_str(), "globals" | "vars"))
        }
        _ => false,
    })
}

fn is_in_all_or_annotation(model: &Model, string: Node) -> bool {
    let mut inner = string;
    for outer in model.nodes.ancestors(string.id) {
        match outer.ast {
            AnyNodeRef::Parameter(_) => return true,
            AnyNodeRef::StmtAnnAssign(assign) if inner.ast.ptr_eq((&*assign.annotation).into()) => {
                return true;
            }
            AnyNodeRef::StmtFunctionDef(def) => {
                return def.returns.as_deref().is_some_and(|returns| inner.ast.ptr_eq(returns.into()));
            }
            _ if outer.is_statement() => return model.slice(outer.range()).contains("__all__"),
            _ => inner = outer,
        }
    }
    false
}

/// Whether new code may read a name: it has the word, and not just as the name of an attribute.
fn may_read(code: &str, name: &str) -> bool {
    words(code, name).any(|at| !code[..at].ends_with('.') || code[..at].ends_with(".."))
}

fn has_word(text: &str, word: &str) -> bool {
    words(text, word).next().is_some()
}

/// Where a word stands in a text.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| !text[..*at].ends_with(is_part) && !text[*at + word.len()..].starts_with(is_part))
}
