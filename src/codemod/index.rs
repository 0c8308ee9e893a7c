//! Which codemods may match at a node, and which files they may match in: by the names that their patterns mention, so
//! that what is not mentioned costs nothing, however many codemods there are.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Codemod;
use super::pattern::{NodePattern, Part, Pattern};
use crate::facts::{Facts, Name, Term};
use crate::model::Model;
use crate::rule::{Cx, Finding};
use crate::syntax::{AnyNodeRef, Node, NodeId, NodeKind};

/// Codemods, arranged for quick dispatch, each with a number that its owner knows it by.
#[derive(Default)]
pub struct Index {
    codemods: Vec<(usize, &'static Codemod)>,
    /// By the last name of what is called, where the pattern is a call or has one.
    by_call: FxHashMap<&'static str, Vec<Candidate>>,
    /// By the last name, where the pattern is a name or has one.
    by_name: FxHashMap<&'static str, Vec<Candidate>>,
    /// By the kind of node the pattern begins with, where it has no name to go by.
    by_kind: FxHashMap<NodeKind, Vec<usize>>,
    /// By one of the names without which a file has nothing for it.
    by_need: FxHashMap<u32, Vec<usize>>,
    /// Those that mention no name.
    needless: Vec<usize>,
    /// For each codemod the packages of which a file has to import one; none where builtins or methods alone are
    /// mentioned.
    roots: Vec<Vec<&'static str>>,
}

/// A codemod that a name leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Candidate {
    /// Its place in the index.
    place: usize,
    /// What the name has to mean; `None` for the name of a method.
    dotted: Option<&'static str>,
    /// The kind of node around the name that the pattern begins with; `None` where it begins with the name or its call.
    root: Option<NodeKind>,
}

/// The part of a pattern that leads to it.
struct Anchor {
    /// The last part of the name.
    last: &'static str,
    dotted: Option<&'static str>,
    is_called: bool,
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
        let kind = match part {
            Part::Call(_) => NodeKind::ExprCall,
            Part::Node(node) => node.kind,
            Part::Named(name) => {
                let candidate = Candidate { place, dotted: Some(name), root: None };
                return add(&mut self.by_name, last(name), candidate);
            }
            Part::Hole(_) | Part::Local(_) => return,
        };
        let own = own_anchor(part);
        let root = own.is_none().then_some(kind);
        match own.or_else(|| anchor(part)) {
            Some(Anchor { last, dotted, is_called }) => {
                let map = if is_called { &mut self.by_call } else { &mut self.by_name };
                add(map, last, Candidate { place, dotted, root });
            }
            None => add(&mut self.by_kind, kind, place),
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

    /// The codemods that may match at a node, or around it, and where.
    fn each_candidate<'a>(&self, cx: &Cx<'a>, node: Node<'a>, mut visit: impl FnMut(usize, Node<'a>)) {
        for place in self.by_kind.get(&cx.nodes.kind(node.id)).into_iter().flatten() {
            visit(*place, node);
        }
        let (map, named) = match node.ast {
            AnyNodeRef::ExprCall(call) => (&self.by_call, cx.node(&*call.func)),
            AnyNodeRef::ExprName(_) | AnyNodeRef::ExprAttribute(_) => (&self.by_name, node),
            _ => return,
        };
        if map.is_empty() {
            return;
        }
        let qualified = OnceCell::new();
        let means = |dotted: &str| {
            let name = qualified.get_or_init(|| cx.qualified_node(named));
            name.as_ref().is_some_and(|name| name.is(dotted))
        };
        let candidates = name_at(cx.model, named).and_then(|name| map.get(name));
        for candidate in candidates.into_iter().flatten() {
            if !candidate.dotted.is_none_or(means) {
                continue;
            }
            match candidate.root {
                None => visit(candidate.place, node),
                Some(kind) => {
                    for ancestor in cx.nodes.ancestors(node.id) {
                        if cx.nodes.kind(ancestor.id) == kind {
                            visit(candidate.place, ancestor);
                        }
                        if ancestor.is_statement() {
                            break;
                        }
                    }
                }
            }
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

/// Enabled codemods on their way through one file.
pub struct Search<'i, E> {
    index: &'i Index,
    is_enabled: E,
    tried: FxHashSet<(NodeId, usize)>,
}

impl<'i, E: Fn(usize) -> bool> Search<'i, E> {
    /// A search for what the codemods of an index find, of those whose numbers are enabled.
    pub fn new(index: &'i Index, is_enabled: E) -> Self {
        Self { index, is_enabled, tried: FxHashSet::default() }
    }

    /// What the codemods find at a node, and around it if its name is what leads to them, with their numbers.
    pub fn check<'a>(&mut self, cx: &Cx<'a>, node: Node<'a>, mut add: impl FnMut(usize, Finding)) {
        let Self { index, is_enabled, tried } = self;
        index.each_candidate(cx, node, |place, node| {
            let (number, codemod) = index.codemods[place];
            if is_enabled(number)
                && tried.insert((node.id, place))
                && let Some(finding) = codemod.check(cx, node)
            {
                add(number, finding);
            }
        });
    }

    /// Whether a codemod may find something at or around a node, whatever the program knows of it.
    pub fn may_find<'a>(&self, cx: &Cx<'a>, node: Node<'a>) -> bool {
        let mut may = false;
        self.index.each_candidate(cx, node, |place, node| {
            let (number, codemod) = self.index.codemods[place];
            may = may || (self.is_enabled)(number) && codemod.may_match(cx, node);
        });
        may
    }
}

fn add<K: Eq + std::hash::Hash, V: PartialEq>(map: &mut FxHashMap<K, Vec<V>>, key: K, value: V) {
    let values = map.entry(key).or_default();
    if !values.contains(&value) {
        values.push(value);
    }
}

/// The anchor of a call by what it calls.
fn own_anchor(part: &'static Part) -> Option<Anchor> {
    let Part::Call(call) = part else { return None };
    match &call.callee {
        Part::Named(name) => Some(Anchor { last: last(name), dotted: Some(name), is_called: true }),
        Part::Node(node) if node.kind == NodeKind::ExprAttribute && node.member.is_none() => {
            Some(Anchor { last: &node.own, dotted: None, is_called: true })
        }
        _ => None,
    }
}

/// An anchor inside of a part: a name that has to mean something, rather than a method.
fn anchor(part: &'static Part) -> Option<Anchor> {
    let mut all = Vec::new();
    anchors(part, &mut all);
    let best = all.iter().position(|anchor| anchor.dotted.is_some()).unwrap_or(0);
    (!all.is_empty()).then(|| all.swap_remove(best))
}

fn anchors(part: &'static Part, found: &mut Vec<Anchor>) {
    match part {
        Part::Named(name) => {
            found.push(Anchor { last: last(name), dotted: Some(name), is_called: false });
        }
        Part::Call(call) => {
            match own_anchor(part) {
                Some(anchor) => found.push(anchor),
                None => anchors(&call.callee, found),
            }
            let values = call.keywords.iter().map(|(_, value)| value);
            call.positional.iter().chain(values).for_each(|part| anchors(part, found));
        }
        Part::Node(node) => node.children.iter().for_each(|part| anchors(part, found)),
        Part::Hole(_) | Part::Local(_) => {}
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
