//! Functions by the names that people type: the dotted name, or as much of its end as says which one is meant.

use thiserror::Error;

use super::effects::Target;
use super::graph_view::{CallEdges, Node};
use super::{FunctionId, Program};
use crate::facts::FunctionIndex;

/// How many names are offered for one that is not known.
const NEAREST: usize = 5;
/// How like the name a known one must be to be offered, from 0 to 1.
const LIKENESS: f64 = 0.6;

/// A name that does not say which function is meant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SymbolError {
    /// No function is called so.
    #[error("no function is called `{symbol}`{}", if nearest.is_empty() { "" } else { "; the nearest names are" })]
    Unknown {
        /// What was typed.
        symbol: String,
        /// The full names that are most like it, the most like first.
        nearest: Vec<String>,
    },
    /// Several are.
    #[error("`{symbol}` is the name of {} functions; write one of", candidates.len())]
    Ambiguous {
        /// What was typed.
        symbol: String,
        /// The full names of all of them, sorted.
        candidates: Vec<String>,
    },
}

impl SymbolError {
    /// The names to choose from.
    pub fn names(&self) -> &[String] {
        match self {
            SymbolError::Unknown { nearest, .. } => nearest,
            SymbolError::Ambiguous { candidates, .. } => candidates,
        }
    }
}

impl Program {
    /// A node's dotted name: module, the functions and the class around it, its own.
    pub fn node_name(&self, node: Node) -> String {
        match node {
            Node::Function(function) => self.full_function_name(function),
            Node::Module(file) => self.file(file).module.clone(),
            Node::Library(Target::Function(function)) => self.qualified_function_name(function),
            Node::Library(Target::Class(class)) => self.qualified_class_name(class),
        }
    }

    fn full_function_name(&self, id: FunctionId) -> String {
        let file = self.file(id.file);
        let function = self.function(id);
        let mut name = match function.parent {
            Some(parent) => self.full_function_name(FunctionId { file: id.file, index: parent }),
            None => file.module.clone(),
        };
        let class = function.class.map(|class| file.facts.text(file.facts.classes[class as usize].name));
        let own = match file.facts.text(function.name) {
            "" => "lambda",
            name => name,
        };
        for part in class.into_iter().chain([own]) {
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(part);
        }
        name
    }

    /// The functions of a name: its whole, or an end of it that all of them share alone. Several are meant where one
    /// name is defined several times. A class stands for its constructor, and where the project has no such function,
    /// a library's counts that blocks.
    ///
    /// # Errors
    /// There is none, or the name fits functions of different names.
    pub fn find_symbol(&self, symbol: &str, edges: &CallEdges) -> Result<Vec<Node>, SymbolError> {
        let symbol = symbol.trim();
        let functions = self.named_functions();
        let libraries: Vec<(String, Node)> =
            edges.libraries().into_iter().map(|node| (self.node_name(node), node)).collect();
        for named in [&functions, &libraries] {
            let found = choose(symbol, named)?;
            if !found.is_empty() {
                return Ok(found);
            }
            // As it is imported from a package above.
            let public: Vec<Node> = named
                .iter()
                .filter(|(name, _)| last_part(name) == last_part(symbol))
                .filter(|(_, node)| self.public_name(*node) == symbol)
                .map(|(_, node)| *node)
                .collect();
            if !public.is_empty() {
                return Ok(public);
            }
        }
        let known = functions.iter().chain(&libraries).map(|(name, _)| name.as_str());
        Err(SymbolError::Unknown { symbol: symbol.to_owned(), nearest: nearest(symbol, known) })
    }

    fn public_name(&self, node: Node) -> String {
        match node {
            Node::Function(function) => self.qualified_function_name(function),
            _ => self.node_name(node),
        }
    }

    /// Every function of the project by its full name; constructors by their class's, too.
    fn named_functions(&self) -> Vec<(String, Node)> {
        let mut named = Vec::new();
        for (file, program_file) in self.first_party() {
            let count = FunctionIndex::try_from(program_file.facts.functions.len())
                .expect("the facts count in 32 bits");
            for index in 0..count {
                let function = FunctionId { file, index };
                let name = self.full_function_name(function);
                if self.function(function).class.is_some()
                    && let Some(class) = name.strip_suffix(".__init__")
                {
                    named.push((class.to_owned(), Node::Function(function)));
                }
                named.push((name, Node::Function(function)));
            }
        }
        named
    }
}

/// The nodes of a name; none where no name fits.
fn choose(symbol: &str, named: &[(String, Node)]) -> Result<Vec<Node>, SymbolError> {
    let exact: Vec<Node> = named.iter().filter(|(name, _)| name == symbol).map(|(_, node)| *node).collect();
    if !exact.is_empty() || symbol.is_empty() {
        return Ok(exact);
    }
    let is_end = |name: &str| name.strip_suffix(symbol).is_some_and(|rest| rest.ends_with('.'));
    let fitting: Vec<&(String, Node)> = named.iter().filter(|(name, _)| is_end(name)).collect();
    let mut full: Vec<&str> = fitting.iter().map(|(name, _)| name.as_str()).collect();
    full.sort_unstable();
    full.dedup();
    if full.len() > 1 {
        let candidates = full.into_iter().map(str::to_owned).collect();
        return Err(SymbolError::Ambiguous { symbol: symbol.to_owned(), candidates });
    }
    Ok(fitting.into_iter().map(|(_, node)| *node).collect())
}

/// The names that are most like one, by as many of their last parts as it has.
fn nearest<'n>(symbol: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let wanted = symbol.to_lowercase();
    let parts = symbol.split('.').count();
    let likeness = |name: &str| {
        let end = name.rmatch_indices('.').nth(parts - 1).map_or(name, |(dot, _)| &name[dot + 1..]);
        strsim::normalized_damerau_levenshtein(&wanted, &end.to_lowercase()).max(
            strsim::normalized_damerau_levenshtein(last_part(&wanted), &last_part(name).to_lowercase()) - 0.1,
        )
    };
    let mut ranked: Vec<(f64, &str)> =
        names.map(|name| (likeness(name), name)).filter(|(likeness, _)| *likeness >= LIKENESS).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    ranked.dedup_by(|one, other| one.1 == other.1);
    ranked.into_iter().take(NEAREST).map(|(_, name)| name.to_owned()).collect()
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
