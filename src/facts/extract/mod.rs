//! From a file's model to its facts, in two steps: the definitions, by scope; then one sweep over the nodes that call
//! something or change the context of calls.

mod annotations;
mod changes;
mod conditions;
mod context;
mod definitions;
mod elements;
mod first_use;
mod flow;
mod guards;
mod narrowing;
mod replaced;
mod sweep;
mod terms;
mod words;

pub use context::lets_block;
pub use terms::{builtin_method, comparison_method, constant, operator_method};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ClassIndex, Facts, FunctionIndex, Name, Span, Term, TermId, Text, index_u32};
use crate::model::{BindingKind, Model, ScopeId, ScopeKind};
use crate::syntax::{AnyNodeRef, Expr, NodeId};

/// What a file tells the program. Of the operators and attributes that can run a method or a property, only those in
/// `interest` are recorded: nearly all of them run nothing that matters.
#[expect(clippy::implicit_hasher, reason = "all sets of the program hash alike")]
pub fn extract(model: &Model<'_>, interest: &FxHashSet<Name>) -> Facts {
    let mut extractor = Extractor::new(model, interest);
    extractor.definitions();
    extractor.sweep();
    extractor.drop_rewritten();
    extractor.globals();
    extractor.members();
    extractor.facts.reads.sort_unstable();
    extractor.facts.reads.dedup();
    extractor.facts.replaced.sort_unstable();
    extractor.facts.replaced.dedup();
    extractor.facts.shrink();
    extractor.facts
}

struct Extractor<'m, 'a> {
    model: &'m Model<'a>,
    interest: &'m FxHashSet<Name>,
    facts: Facts,
    /// Names that stand for functions or classes somewhere in the file.
    callables: FxHashSet<&'a str>,
    interned: FxHashMap<Term, TermId>,
    /// The lists of terms of which there is one.
    alternatives: FxHashMap<Vec<TermId>, Span>,
    texts: FxHashMap<&'a str, Text>,
    /// What names mean, by the scope they are read in.
    names: FxHashMap<(ScopeId, &'a str), Meaning>,
    /// What names mean at one place.
    uses: FxHashMap<NodeId, TermId>,
    /// How many uses that need one another are being followed.
    uses_followed: u32,
    /// The `isinstance` calls about names.
    tests: FxHashMap<&'a str, Vec<NodeId>>,
    /// The bindings whose terms are being made: one that needs itself is unknown.
    pending: FxHashSet<(ScopeId, &'a str)>,
    functions: FxHashMap<NodeId, FunctionIndex>,
    classes: FxHashMap<NodeId, ClassIndex>,
    /// What the code of each scope belongs to.
    owners: Vec<Owner>,
    /// For each class what its methods assign to attributes of its instances.
    attributes: Vec<FxHashMap<Name, Vec<TermId>>>,
    /// For each function the terms that it returns.
    returned: Vec<Vec<TermId>>,
}

/// The names that some binding of the file makes a function, a class, a parameter or something imported.
fn callables<'a>(model: &Model<'a>) -> FxHashSet<&'a str> {
    let is_callable = |kind: &BindingKind<'a>| match kind {
        BindingKind::Import { .. }
        | BindingKind::ImportFrom { .. }
        | BindingKind::Function(_)
        | BindingKind::Class(_)
        | BindingKind::Parameter { .. } => true,
        BindingKind::Value(value) => matches!(value, Expr::Lambda(_) | Expr::Attribute(_) | Expr::Call(_)),
        _ => false,
    };
    let bindings = model.scopes().bindings().iter();
    bindings.filter(|binding| is_callable(&binding.kind)).map(|binding| binding.name).collect()
}

/// What a name means in a scope.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    /// What all its bindings agree on.
    term: TermId,
    /// Whether its function binds it several times, and not to one thing.
    differs_by_place: bool,
}

/// What the code of a scope belongs to.
#[derive(Debug, Clone, Copy, Default)]
struct Owner {
    function: Option<FunctionIndex>,
    /// The class whose body it is.
    class: Option<ClassIndex>,
    /// Whether it runs only when a generator expression is iterated over.
    is_lazy: bool,
}

impl<'m, 'a> Extractor<'m, 'a> {
    fn new(model: &'m Model<'a>, interest: &'m FxHashSet<Name>) -> Self {
        let size = model.nodes.len();
        let mut extractor = Self {
            model,
            interest,
            facts: Facts::default(),
            callables: callables(model),
            interned: FxHashMap::with_capacity_and_hasher(size / 16, rustc_hash::FxBuildHasher),
            alternatives: FxHashMap::default(),
            texts: FxHashMap::default(),
            names: FxHashMap::with_capacity_and_hasher(size / 16, rustc_hash::FxBuildHasher),
            uses: FxHashMap::default(),
            uses_followed: 0,
            tests: narrowing::tests(model),
            pending: FxHashSet::default(),
            functions: FxHashMap::default(),
            classes: FxHashMap::default(),
            owners: Vec::new(),
            attributes: Vec::new(),
            returned: Vec::new(),
        };
        extractor.intern(Term::Unknown);
        extractor.number_scopes();
        extractor
    }

    /// Numbers functions and classes in the order of the source, and finds what each scope's code belongs to.
    fn number_scopes(&mut self) {
        let (mut functions, mut classes) = (0, 0);
        for (_, scope) in self.model.scopes().iter() {
            let outer = scope.parent.map(|parent| self.owners[parent.index()]).unwrap_or_default();
            let owner = match scope.kind {
                ScopeKind::Module => Owner::default(),
                ScopeKind::Function { .. } | ScopeKind::Lambda => {
                    self.functions.insert(scope.node, functions);
                    functions += 1;
                    Owner { function: Some(functions - 1), class: None, is_lazy: false }
                }
                ScopeKind::Class => {
                    self.classes.insert(scope.node, classes);
                    classes += 1;
                    Owner { class: Some(classes - 1), ..outer }
                }
                ScopeKind::Comprehension { is_generator } => {
                    let is_lazy = outer.is_lazy || is_generator && !self.is_taken_at_once(scope.node);
                    Owner { class: None, is_lazy, ..outer }
                }
                ScopeKind::TypeParameters => outer,
            };
            self.owners.push(owner);
        }
        self.attributes.resize_with(classes as usize, FxHashMap::default);
        self.returned.resize_with(functions as usize, Vec::new);
    }

    /// Whether a generator expression is an argument or a loop's iterable: nearly always iterated over at once.
    fn is_taken_at_once(&self, generator: NodeId) -> bool {
        let parent = self.model.nodes.parent(generator).map(|parent| parent.ast);
        matches!(
            parent,
            Some(
                AnyNodeRef::Arguments(_)
                    | AnyNodeRef::ExprStarred(_)
                    | AnyNodeRef::StmtFor(_)
                    | AnyNodeRef::Comprehension(_)
            )
        )
    }

    fn owner(&self, scope: ScopeId) -> Owner {
        self.owners[scope.index()]
    }

    fn intern(&mut self, term: Term) -> TermId {
        let next = TermId(index_u32(self.facts.terms.len()));
        match self.interned.entry(term) {
            std::collections::hash_map::Entry::Occupied(known) => *known.get(),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(next);
                self.facts.terms.push(term);
                next
            }
        }
    }

    /// A name that is only shown, and never compared.
    fn shown(&mut self, text: &str) -> Text {
        let start = index_u32(self.facts.text.len());
        self.facts.text.push_str(text);
        Text { start, end: index_u32(self.facts.text.len()) }
    }

    fn text(&mut self, text: &'a str) -> Text {
        if let Some(known) = self.texts.get(text) {
            return *known;
        }
        let stored = self.shown(text);
        self.texts.insert(text, stored);
        stored
    }

    fn list(&mut self, terms: &[TermId]) -> Span {
        let start = index_u32(self.facts.lists.len());
        self.facts.lists.extend_from_slice(terms);
        Span { start, end: index_u32(self.facts.lists.len()) }
    }

    /// The function that a node opens.
    fn function_index(&self, node: NodeId) -> FunctionIndex {
        self.functions[&node]
    }

    /// What several terms agree on.
    fn agreed(&mut self, mut terms: Vec<TermId>) -> TermId {
        const LIMIT: usize = 6;
        terms.sort_unstable();
        terms.dedup();
        if terms.contains(&TermId::UNKNOWN) || terms.len() > LIMIT {
            return TermId::UNKNOWN;
        }
        match *terms {
            [] => TermId::UNKNOWN,
            [only] => only,
            _ => {
                let span = self.shared_list(terms);
                self.intern(Term::Agreed(span))
            }
        }
    }

    /// The same list for the same terms.
    fn shared_list(&mut self, terms: Vec<TermId>) -> Span {
        if let Some(known) = self.alternatives.get(&terms) {
            return *known;
        }
        let span = self.list(&terms);
        self.alternatives.insert(terms, span);
        span
    }

    /// The globals of the module, once every function is known.
    fn globals(&mut self) {
        let module = ScopeId::MODULE;
        let mut names: Vec<&'a str> = Vec::new();
        for binding in self.model.scopes().bindings() {
            if binding.scope == module {
                names.push(binding.name);
            }
        }
        names.sort_unstable();
        names.dedup();
        let is_private = |name: &&&str| name.starts_with('_');
        let mut private: Vec<Name> = names.iter().filter(is_private).map(|name| Name::new(name)).collect();
        private.sort_unstable();
        self.facts.private = private;
        let mut globals: Vec<(Name, TermId)> =
            names.into_iter().map(|name| (Name::new(name), self.name(name, module))).collect();
        globals.sort_unstable_by_key(|(name, _)| *name);
        self.facts.globals = globals;
        self.facts.exports = self.exports();
        self.facts.stars = self.stars();
        self.imports();
    }

    /// The strings that the module's one `__all__` lists.
    fn exports(&self) -> Option<Vec<Name>> {
        let mut bindings = self.model.scopes().bindings_of(ScopeId::MODULE, "__all__");
        let binding = bindings.next()?;
        if bindings.next().is_some() {
            return None;
        }
        let value = match binding.kind {
            BindingKind::Value(value) => value,
            BindingKind::Annotated(assign) => assign.value.as_deref()?,
            _ => return None,
        };
        let elements = match value {
            Expr::List(list) => &list.elts,
            Expr::Tuple(tuple) => &tuple.elts,
            _ => return None,
        };
        let mut names = Vec::new();
        for element in elements {
            let Expr::StringLiteral(string) = element else { return None };
            names.push(Name::new(string.value.to_str()));
        }
        names.sort_unstable();
        names.dedup();
        Some(names)
    }

    /// The dotted modules that the file imports whole.
    fn imports(&mut self) {
        let model = self.model;
        let mut inner = Vec::new();
        for node in model.nodes.of_kinds(|kind| kind == crate::syntax::NodeKind::StmtImport) {
            let AnyNodeRef::StmtImport(import) = node.ast else { continue };
            for alias in &import.names {
                if alias.asname.is_none() && alias.name.contains('.') {
                    let name = self.text(alias.name.as_str());
                    let scope = model.scopes().of(node.id);
                    match self.owner(scope).function {
                        Some(_) => inner.push(name),
                        None => self.facts.imports.push(name),
                    }
                }
            }
        }
        self.facts.outer_imports = index_u32(self.facts.imports.len());
        self.facts.imports.extend(inner);
    }

    fn stars(&mut self) -> Vec<TermId> {
        let module = self.model.scopes().get(ScopeId::MODULE);
        if !module.has_star_import {
            return Vec::new();
        }
        let model = self.model;
        let mut stars = Vec::new();
        for node in model.nodes.of_kinds(|kind| kind == crate::syntax::NodeKind::StmtImportFrom) {
            let AnyNodeRef::StmtImportFrom(import) = node.ast else { continue };
            if import.names.iter().any(|alias| alias.name.as_str() == "*")
                && model.scopes().of(node.id) == ScopeId::MODULE
            {
                let name = import.module.as_ref().map_or("", |module| module.as_str());
                stars.push(self.module(import.level, name));
            }
        }
        stars
    }
}
