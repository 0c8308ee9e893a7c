//! Which codemods may match at a node, and which files they may match in: by the names that their patterns mention, so
//! that what is not mentioned costs nothing, however many codemods there are.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Codemod;
use super::pattern::{CallPattern, NodePattern, Part, Pattern};
use crate::facts::{Facts, Name, Term};
use crate::model::Model;
use crate::rule::{Cx, Finding};
use crate::syntax::{AnyNodeRef, Node, NodeKind};

/// Codemods, arranged for quick dispatch, each with a number that its owner knows it by.
#[derive(Default)]
pub struct Index {
    codemods: Vec<(usize, &'static Codemod)>,
    /// By the last name of what is called, where the pattern is a call.
    by_call: FxHashMap<&'static str, Vec<usize>>,
    /// By the last name, where the pattern is a name.
    by_name: FxHashMap<&'static str, Vec<usize>>,
    /// By the kind of node the pattern begins with.
    by_kind: FxHashMap<NodeKind, Vec<usize>>,
    /// By one of the names without which a file has nothing for it.
    by_need: FxHashMap<u32, Vec<usize>>,
    /// Those that mention no name.
    needless: Vec<usize>,
    /// For each codemod the packages of which a file has to import one; none where builtins or methods alone are
    /// mentioned.
    roots: Vec<Vec<&'static str>>,
}

impl Index {
    /// Arranges codemods.
    pub fn new(codemods: Vec<(usize, &'static Codemod)>) -> Self {
        let mut index = Self::default();
        for (place, (_, codemod)) in codemods.iter().enumerate() {
            index.roots.push(roots(codemod));
            for pair in codemod.pairs.iter().filter(|pair| !pair.is_of_uses()) {
                let needs = needs(&pair.pattern);
                match needs.first() {
                    Some(need) => add(&mut index.by_need, Name::new(need).low(), place),
                    None if !index.needless.contains(&place) => index.needless.push(place),
                    None => {}
                }
                index.add_root(&pair.pattern, place);
            }
        }
        index.codemods = codemods;
        index
    }

    fn add_root(&mut self, pattern: &'static Pattern, place: usize) {
        let part = match pattern {
            Pattern::Expression(part) => part,
            Pattern::Statements(parts) => match parts.first() {
                Some(part) => part,
                None => return,
            },
        };
        match part {
            Part::Call(call) => match callee_name(call) {
                Some(name) => add(&mut self.by_call, name, place),
                None => add(&mut self.by_kind, NodeKind::ExprCall, place),
            },
            Part::Named(name) => add(&mut self.by_name, last(name), place),
            Part::Node(node) => add(&mut self.by_kind, node.kind, place),
            Part::Hole(_) | Part::Local(_) => {}
        }
    }

    /// The numbers of all.
    pub fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        self.codemods.iter().map(|(number, _)| *number)
    }

    /// Whether there is no codemod.
    pub fn is_empty(&self) -> bool {
        self.codemods.is_empty()
    }

    /// Whether an enabled codemod may find anything in a file of these facts.
    pub fn concerns(&self, facts: &Facts, is_enabled: impl Fn(usize) -> bool) -> bool {
        if self.is_empty() {
            return false;
        }
        let is_on = |places: &Vec<usize>| places.iter().any(|place| is_enabled(self.codemods[*place].0));
        if is_on(&self.needless) {
            return true;
        }
        let roots: OnceCell<FxHashSet<&str>> = OnceCell::new();
        let sees = |place: &usize| {
            let wanted = &self.roots[*place];
            wanted.is_empty() || {
                let roots = roots.get_or_init(|| imported_roots(facts));
                wanted.iter().any(|root| roots.contains(root))
            }
        };
        let may = |places: &Vec<usize>| {
            places.iter().any(|place| is_enabled(self.codemods[*place].0) && sees(place))
        };
        let mentions = |low: u32| self.by_need.get(&low).is_some_and(may);
        facts.reads.iter().any(|low| mentions(*low))
            || facts.terms.iter().any(|term| match term {
                Term::Attribute(_, name) | Term::Builtin(name) => mentions(name.low()),
                Term::Import { member, .. } => mentions(Name::new(facts.text(*member)).low()),
                _ => false,
            })
    }

    /// What enabled codemods find at a node, with their numbers.
    pub fn check<'a>(
        &self,
        cx: &Cx<'a>,
        node: Node<'a>,
        is_enabled: impl Fn(usize) -> bool,
        mut add: impl FnMut(usize, Finding),
    ) {
        let mut tried: FxHashSet<usize> = FxHashSet::default();
        let mut try_all = |places: Option<&Vec<usize>>| {
            for place in places.into_iter().flatten() {
                let (number, codemod) = self.codemods[*place];
                if is_enabled(number)
                    && tried.insert(*place)
                    && let Some(finding) = codemod.check(cx, node)
                {
                    add(number, finding);
                }
            }
        };
        let kind = cx.nodes.kind(node.id);
        try_all(self.by_kind.get(&kind));
        match node.ast {
            AnyNodeRef::ExprCall(call) if !self.by_call.is_empty() => {
                let callee = cx.node(&*call.func);
                try_all(name_at(cx.model, callee).and_then(|name| self.by_call.get(name)));
            }
            AnyNodeRef::ExprName(_) | AnyNodeRef::ExprAttribute(_) if !self.by_name.is_empty() => {
                try_all(name_at(cx.model, node).and_then(|name| self.by_name.get(name)));
            }
            _ => {}
        }
    }

    /// Whether codemods are asked about nodes of a kind.
    pub fn asks_about(&self, kind: NodeKind) -> bool {
        match kind {
            NodeKind::ExprCall => !self.by_call.is_empty() || self.by_kind.contains_key(&kind),
            NodeKind::ExprName | NodeKind::ExprAttribute => {
                !self.by_name.is_empty() || self.by_kind.contains_key(&kind)
            }
            _ => self.by_kind.contains_key(&kind),
        }
    }
}

fn add<K: Eq + std::hash::Hash>(map: &mut FxHashMap<K, Vec<usize>>, key: K, place: usize) {
    let places = map.entry(key).or_default();
    if !places.contains(&place) {
        places.push(place);
    }
}

/// The last part of what a name or an attribute means.
fn name_at<'a>(model: &Model<'a>, node: Node<'a>) -> Option<&'a str> {
    match node.ast {
        AnyNodeRef::ExprAttribute(attribute) => Some(attribute.attr.as_str()),
        AnyNodeRef::ExprName(name) if model.scopes().may_be_renamed(name.id.as_str()) => {
            model.qualified_node(node).map(|name| name.last())
        }
        AnyNodeRef::ExprName(name) => Some(name.id.as_str()),
        _ => None,
    }
}

fn callee_name(call: &CallPattern) -> Option<&str> {
    match &call.callee {
        Part::Named(name) => Some(last(name)),
        Part::Node(node) if node.kind == NodeKind::ExprAttribute && node.member.is_none() => Some(&node.own),
        _ => None,
    }
}

fn last(dotted: &str) -> &str {
    dotted.rsplit('.').next().unwrap_or(dotted)
}

/// The packages that a file names in imports.
fn imported_roots(facts: &Facts) -> FxHashSet<&str> {
    let modules = facts.terms.iter().filter_map(|term| match term {
        Term::Module { level: 0, name } => Some(facts.text(*name)),
        _ => None,
    });
    modules.map(|module| module.split('.').next().unwrap_or(module)).collect()
}

/// The packages of which a file has to import one for a codemod to match in it; none where a pattern names no package.
fn roots(codemod: &'static Codemod) -> Vec<&'static str> {
    let mut found = Vec::new();
    for pair in codemod.pairs.iter().filter(|pair| !pair.is_of_uses()) {
        let mut names = Vec::new();
        named(&pair.pattern, &mut names);
        let mut own = names.iter().map(|name| name.split('.').next().unwrap_or(name));
        match own.find(|root| *root != "builtins") {
            Some(root) if !found.contains(&root) => found.push(root),
            Some(_) => {}
            None => return Vec::new(),
        }
    }
    found
}

/// The qualified names in a pattern.
fn named<'p>(pattern: &'p Pattern, found: &mut Vec<&'p str>) {
    match pattern {
        Pattern::Expression(part) => named_in(part, found),
        Pattern::Statements(parts) => parts.iter().for_each(|part| named_in(part, found)),
    }
}

fn named_in<'p>(part: &'p Part, found: &mut Vec<&'p str>) {
    match part {
        Part::Named(name) => found.push(name),
        Part::Call(call) => {
            named_in(&call.callee, found);
            let values = call.keywords.iter().map(|(_, value)| value);
            call.positional.iter().chain(values).for_each(|part| named_in(part, found));
        }
        Part::Node(node) => {
            let inner = node.children.iter().chain(node.suites.iter().flatten());
            inner.for_each(|part| named_in(part, found));
        }
        Part::Hole(_) | Part::Local(_) => {}
    }
}

/// The names that a file has to mention for the pattern to match in it.
fn needs(pattern: &Pattern) -> Vec<&str> {
    let mut found = Vec::new();
    match pattern {
        Pattern::Expression(part) => needs_of(part, &mut found),
        Pattern::Statements(parts) => parts.iter().for_each(|part| needs_of(part, &mut found)),
    }
    found
}

fn needs_of<'p>(part: &'p Part, found: &mut Vec<&'p str>) {
    match part {
        Part::Named(name) => found.push(last(name)),
        Part::Call(call) => {
            needs_of(&call.callee, found);
            for argument in call.positional.iter().chain(call.keywords.iter().map(|(_, value)| value)) {
                needs_of(argument, found);
            }
        }
        Part::Node(node) => needs_of_node(node, found),
        Part::Hole(_) | Part::Local(_) => {}
    }
}

fn needs_of_node<'p>(node: &'p NodePattern, found: &mut Vec<&'p str>) {
    if node.kind == NodeKind::ExprAttribute && node.member.is_none() {
        found.push(&node.own);
    }
    let inner = node.children.iter().chain(node.suites.iter().flatten());
    inner.for_each(|part| needs_of(part, found));
}
