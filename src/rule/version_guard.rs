//! Code that is there for some Python versions only, and says so.

use crate::model::Model;
use crate::syntax::{AnyNodeRef, Expr, Node, ast};

use super::Cx;

/// Words in the names of constants that stand for a comparison of versions: `PY310`, `IS_PY3`, `_PYTHON_3_11`.
const VERSION_WORDS: &[&str] = &["PY2", "PY3", "PY_3", "PYTHON3", "PYTHON_3"];

impl<'a> Cx<'a> {
    /// Whether a condition around `node`, or a decorator of a function or class around it, asks for the Python version
    /// or whether a name exists: what stands there is chosen on purpose, and its twin for the other versions stands
    /// beside it.
    pub fn is_version_guarded(&self, node: Node<'a>) -> bool {
        self.nodes.ancestors(node.id).any(|ancestor| match ancestor.ast {
            AnyNodeRef::StmtIf(statement) => {
                let elifs = statement.elif_else_clauses.iter().filter_map(|clause| clause.test.as_ref());
                std::iter::once(&*statement.test).chain(elifs).any(|test| asks_for_version(self.model, test))
            }
            AnyNodeRef::ExprIf(conditional) => asks_for_version(self.model, &conditional.test),
            // `@pytest.mark.skipif(sys.version_info >= …)`
            AnyNodeRef::StmtFunctionDef(def) => is_decorated_by_version(self.model, &def.decorator_list),
            AnyNodeRef::StmtClassDef(class) => is_decorated_by_version(self.model, &class.decorator_list),
            _ => false,
        })
    }
}

fn is_decorated_by_version<'a>(model: &Model<'a>, decorators: &'a [ast::Decorator]) -> bool {
    decorators.iter().any(|decorator| asks_for_version(model, &decorator.expression))
}

fn asks_for_version<'a>(model: &Model<'a>, test: &'a Expr) -> bool {
    let test = model.nodes.id_of(test);
    model.nodes.subtree(test).any(|node| match node.ast {
        AnyNodeRef::ExprAttribute(attribute) => is_version_word(attribute.attr.as_str()),
        AnyNodeRef::ExprName(name) => is_version_word(name.id.as_str()),
        _ => false,
    })
}

fn is_version_word(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    matches!(name, "version_info" | "hexversion" | "hasattr")
        || VERSION_WORDS.iter().any(|word| upper.contains(word))
}
