//! Rewriting: the finding at a match, and its fix.

use rustc_hash::FxHashSet;

use super::caught::{self, Known};
use super::hole::HoleIndex;
use super::matching::{Found, Taken};
use super::template::{ArgumentPiece, ImportedName, Piece, Replacement};
use super::{Codemod, Fit, Pair, uses};
use crate::edit::demand::{Demand, parenthesised};
use crate::edit::{self, FixBuilder, Safety, Slot, Template, is_standard};
use crate::facts::Name;
use crate::model::{Binding, BindingKind, ScopeId, ScopeKind};
use crate::rule::{Build, Cx, Finding};
use crate::syntax::tokens::significant_before;
use crate::syntax::{
    AnyNodeRef, Node, NodeId, Precedence, Ranged as _, TextRange, TextSize, TokenKind, suites,
};

/// The finding of a pair at a node.
pub fn finding<'a>(
    cx: &Cx<'a>,
    codemod: &'static Codemod,
    pair: &Pair,
    node: Node<'a>,
    found: &Found,
) -> Finding {
    let finding = cx.finding(&head(cx, node), codemod.message.clone());
    let Some(replacement) = &pair.replacement else { return finding };
    let title = codemod.title.as_str();
    let fix = cx.fix(title, |fix| {
        if let Some(library) = codemod.runs_on.filter(|_| codemod.fit(cx) != Fit::Certain) {
            let name = library.module().unwrap_or_default();
            return Err(format!("this code may run on another loop than that of {name}"));
        }
        if let Some(safety) = codemod.safety_on(cx.options.target) {
            fix.lower_safety(safety, codemod.reason.as_deref().unwrap_or("the codemod says so"));
        }
        let mut uses = Uses { cx, fix, codemod, known: Known::default() };
        uses.rewrite(pair, found, node, replacement)?;
        let known = uses.known;
        caught::rewrite(cx, fix, codemod, &known)
    });
    finding.help(lower_first(title)).fix(fix)
}

/// Rewrites a match and all that is done with what it binds or gives, as far as the codemod has pairs about that. A use
/// that none of them knows would be broken.
struct Uses<'w, 'a> {
    cx: &'w Cx<'a>,
    fix: &'w mut FixBuilder<'a>,
    codemod: &'static Codemod,
    known: Known,
}

impl<'a> Uses<'_, 'a> {
    fn rewrite(&mut self, pair: &Pair, found: &Found, node: Node<'a>, replacement: &Replacement) -> Build {
        match self.value_in_block(pair, node) {
            Some((spot, becomes, value)) => {
                let found = Found { statements: None, ..found.clone() };
                self.write(spot, &found, value, becomes)?;
            }
            None => self.write(pair, found, node, replacement)?,
        }
        self.rewrite_uses(pair, found, node)
    }

    fn write(&mut self, pair: &Pair, found: &Found, node: Node<'a>, replacement: &Replacement) -> Build {
        let (fix, known) = (&mut *self.fix, &self.known);
        Writer { cx: self.cx, fix, known, pair, found, node, used: FxHashSet::default() }.write(replacement)
    }

    /// Where `name = value` gets a block around it: the pair about the value alone, which leaves the rest as it stands.
    fn value_in_block(
        &self,
        pair: &Pair,
        node: Node<'a>,
    ) -> Option<(&'static Pair, &'static Replacement, Node<'a>)> {
        let AnyNodeRef::StmtAssign(assign) = node.ast else { return None };
        let is_about_value = |other: &&Pair| other.on_the_spot.is_some() && other.name == pair.name;
        let spot = self.codemod.pairs.iter().find(is_about_value)?;
        let becomes = spot.replacement.as_ref().filter(|replacement| replacement.around.is_some())?;
        Some((spot, becomes, self.cx.node(&*assign.value)))
    }

    fn rewrite_uses(&mut self, pair: &Pair, found: &Found, node: Node<'a>) -> Build {
        self.known.add(self.cx, pair, found, node);
        for (place, (written, bound)) in pair.locals.iter().zip(&found.locals).enumerate() {
            let pairs = uses::about(self.codemod, written);
            if pairs.is_empty() {
                continue;
            }
            if pair.on_the_spot == Some(place) && self.cx.as_statement(node).is_none() {
                self.rewrite_use(&pairs, node, written)?;
            }
            let Some(bound) = bound else { continue };
            let scopes = self.cx.scopes();
            let owner = scopes.lookup(scopes.of(node.id), bound);
            let owner = owner.ok_or_else(|| format!("nobody knows where `{bound}` is bound"))?;
            let uses = uses::of(self.cx, owner, bound, node);
            let uses = uses.ok_or_else(|| format!("`{bound}` is bound at other places, too"))?;
            self.check_others(owner, bound)?;
            for place in uses {
                self.rewrite_use(&pairs, place, written)?;
            }
        }
        Ok(())
    }

    /// Other files may use what a module binds, and anybody what a class does.
    fn check_others(&self, owner: ScopeId, bound: &str) -> Build {
        match self.cx.scopes().get(owner).kind {
            ScopeKind::Class => Err(format!("`{bound}` is an attribute of a class")),
            ScopeKind::Module => {
                let file = self.cx.program.ok_or("other files may use it")?;
                let is_read = file.program().is_read_elsewhere(file.id(), Name::new(bound));
                if is_read { Err(format!("other files use `{bound}`, too")) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    fn rewrite_use(&mut self, pairs: &[&'static Pair], place: Node<'a>, written: &str) -> Build {
        let cx = self.cx;
        let Some((pair, found, node)) = uses::known(cx, pairs, place, written) else {
            let shown = cx.nodes.ancestors(place.id).find(|node| says_something(cx, *node));
            let shown = cx.slice(shown.unwrap_or(place).range()).lines().next().unwrap_or_default();
            return Err(format!("the codemod does not know what `{shown}` becomes"));
        };
        // What it binds in turn is used, too.
        match &pair.replacement {
            Some(replacement) => self.rewrite(pair, &found, node, replacement),
            None => self.rewrite_uses(pair, &found, node),
        }
    }
}

/// The part of a node that a finding is about: a compound statement's head, a function's name.
pub fn head(cx: &Cx<'_>, node: Node<'_>) -> TextRange {
    if let AnyNodeRef::StmtFunctionDef(def) = node.ast {
        return def.name.range();
    }
    let block = suites(node.ast).into_iter().find_map(|suite| suite.first());
    let colon = block.and_then(|first| significant_before(cx.parsed.tokens(), first.start()));
    colon.map_or(node.range(), |colon| TextRange::new(node.start(), colon.start()))
}

/// Whether a node around a name tells what is done with it: a list of arguments does not say who gets it.
fn says_something<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    match node.ast {
        AnyNodeRef::Arguments(_) | AnyNodeRef::Keyword(_) | AnyNodeRef::WithItem(_) => false,
        AnyNodeRef::ExprAttribute(_) => !cx.parent(node).is_some_and(|parent| parent.is_expr_call()),
        _ => true,
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + characters.as_str()
}

/// Writes what a pair becomes at a match.
pub struct Writer<'w, 'a> {
    /// The file.
    pub cx: &'w Cx<'a>,
    /// The fix that it is a part of.
    pub fix: &'w mut FixBuilder<'a>,
    /// What else the fix rewrites.
    pub known: &'w Known,
    /// The pair.
    pub pair: &'w Pair,
    /// What its pattern found.
    pub found: &'w Found,
    /// Where.
    pub node: Node<'a>,
    /// The holes that stand in the result already.
    pub used: FxHashSet<HoleIndex>,
}

impl<'a> Writer<'_, 'a> {
    fn write(mut self, replacement: &Replacement) -> Build {
        self.judge(replacement)?;
        if replacement.awaits {
            self.cx.allow_await_among(self.fix, self.node, &|lock| self.known.covers(lock))?;
        }
        if let Some(around) = &replacement.around {
            if let Some(statement) = self.cx.as_statement(self.node) {
                let template = self.template(around)?.text(":\n    ");
                let mut template =
                    replacement.pieces.iter().try_fold(template, |all, piece| self.add(all, piece))?;
                for piece in &mut template.pieces {
                    if let edit::Piece::Hole(range) = *piece
                        && self.cx.slice(range).contains('\n')
                    {
                        *piece = edit::Piece::Indented(range);
                    }
                }
                self.fix.replace_statements(statement.id, statement.id, template);
                return Ok(());
            }
            self.put_around(around)?;
        }
        if replacement.is_nothing {
            return self.remove();
        }
        let taken = replacement.wraps.iter().map(|wrap| match &self.found.holes[wrap.hole] {
            Some(Taken::Expression(id)) => Some((*id, wrap)),
            _ => None,
        });
        let taken: Option<Vec<_>> = taken.collect();
        if let Some(taken) = taken.filter(|taken| !taken.is_empty()) {
            for (id, wrap) in taken {
                let template = self.template(&wrap.pieces)?;
                self.fix.replace(id, wrap.precedence, template);
            }
            return Ok(());
        }
        match (self.found.statements, replacement.precedence, &replacement.head) {
            (None, Some(precedence), _) => {
                let template = self.template(&replacement.pieces)?;
                self.fix.replace(self.node.id, precedence, template);
            }
            (None, None, _) => {
                let statement = self.cx.as_statement(self.node).ok_or("it is part of a statement")?;
                let template = self.template(&replacement.pieces)?;
                self.fix.replace_statements(statement.id, statement.id, template);
            }
            (Some((first, last)), _, Some(head)) if first == last => {
                let range = self.head_range().ok_or("its head does not end with a colon")?;
                let template = self.template(head)?;
                self.fix.replace_range(range, template);
            }
            (Some((first, last)), ..) => {
                let template = self.template(&replacement.pieces)?;
                self.fix.replace_statements(first, last, template);
            }
        }
        Ok(())
    }

    /// Removes the statements that were found.
    fn remove(&mut self) -> Build {
        let statement = || self.cx.as_statement(self.node).map(|statement| (statement.id, statement.id));
        let found = self.found.statements.or_else(statement);
        let (first, last) = found.ok_or("its value is used")?;
        let (suite, place) = self.cx.nodes.suite(first).ok_or("it is part of no block")?;
        for statement in &suite[place..] {
            let id = self.cx.node(statement).id;
            self.fix.remove_statement(id);
            if id == last {
                break;
            }
        }
        Ok(())
    }

    /// Puts a block around the statement that an expression is a part of.
    fn put_around(&mut self, head: &[Piece]) -> Build {
        let statement = self.cx.nodes.statement(self.node.id).ok_or("it is part of no statement")?;
        let is_whole = matches!(
            statement.ast,
            AnyNodeRef::StmtExpr(_)
                | AnyNodeRef::StmtAssign(_)
                | AnyNodeRef::StmtAnnAssign(_)
                | AnyNodeRef::StmtAugAssign(_)
                | AnyNodeRef::StmtReturn(_)
        );
        if !is_whole {
            return Err("it is part of a statement that no block can be put around".to_owned());
        }
        let template = self.copied(head)?.text(":\n    ").indented(statement.range());
        self.fix.replace_statements(statement.id, statement.id, template);
        Ok(())
    }

    /// Pieces with the text of what the holes took, which leaves its place.
    fn copied(&mut self, pieces: &[Piece]) -> Build<Template> {
        self.template(pieces)?.pieces.into_iter().try_fold(Template::new(), |template, piece| match piece {
            edit::Piece::Text(text) => Ok(template.text(text)),
            edit::Piece::Hole(range) | edit::Piece::Indented(range) | edit::Piece::Outdented(range) => {
                let text = self.cx.slice(range);
                let is_line = !text.contains('\n');
                is_line
                    .then(|| template.text(text))
                    .ok_or_else(|| "what moves to another line takes several".to_owned())
            }
        })
    }

    /// The head of a compound statement, without its colon.
    fn head_range(&self) -> Option<TextRange> {
        let block = suites(self.node.ast).into_iter().next()?.first()?.start();
        let colon = significant_before(self.cx.parsed.tokens(), block)?;
        (colon.kind() == TokenKind::Colon).then(|| TextRange::new(self.node.start(), colon.start()))
    }

    /// Lowers the safety where what the holes took is evaluated in another order, not at all, or later.
    fn judge(&mut self, replacement: &Replacement) -> Build {
        let acts = |hole: &HoleIndex| match &self.found.holes[*hole] {
            Some(Taken::Expression(id)) => !is_plain(self.cx.nodes.get(*id)),
            Some(Taken::Arguments(all)) => all.iter().any(|id| !is_plain_argument(self.cx, *id)),
            _ => false,
        };
        let start = |hole: &HoleIndex| match &self.found.holes[*hole] {
            Some(Taken::Expression(id)) => Some(self.cx.nodes.get(*id).start()),
            Some(Taken::Arguments(all)) => all.first().map(|id| self.cx.nodes.get(*id).start()),
            _ => None,
        };
        let acting: Vec<HoleIndex> = replacement.order.iter().copied().filter(acts).collect();
        let starts: Vec<TextSize> = acting.iter().filter_map(start).collect();
        if !starts.is_sorted() {
            self.fix.lower_safety(Safety::Unsafe, "its parts are evaluated in another order");
        }
        let dropped = (0..self.pair.holes.len()).filter(acts).any(|hole| !replacement.order.contains(&hole));
        if dropped {
            self.fix
                .lower_safety(Safety::Unsafe, "what is left out of it did something when it was evaluated");
        }
        let suspends = |hole: &HoleIndex| match &self.found.holes[*hole] {
            Some(Taken::Expression(id)) => has_suspension(self.cx, *id),
            Some(Taken::Arguments(all)) => all.iter().any(|id| has_suspension(self.cx, *id)),
            _ => false,
        };
        if replacement.deferred.iter().any(suspends) {
            return Err("a part of it awaits or yields, and would stand in a function of its own".to_owned());
        }
        Ok(())
    }

    /// The text and holes of pieces.
    ///
    /// # Errors
    /// A name that cannot be reached here, or a hole that would be evaluated twice.
    pub fn template(&mut self, pieces: &[Piece]) -> Build<Template> {
        pieces.iter().try_fold(Template::new(), |template, piece| self.add(template, piece))
    }

    fn add(&mut self, template: Template, piece: &Piece) -> Build<Template> {
        Ok(match piece {
            Piece::Text(text) => template.text(text.clone()),
            Piece::Hole(hole, slot) => return self.hole(template, *hole, *slot),
            Piece::Statements(hole, deeper) => {
                let Some(Taken::Statements(first, last)) = &self.found.holes[*hole] else {
                    return Ok(template);
                };
                let range = self.cx.nodes.get(*first).range().cover(self.cx.nodes.get(*last).range());
                if *deeper == 0 { template.hole(range) } else { template.indented(range) }
            }
            Piece::Name(name) => {
                let text = self.name(name)?;
                template.text(text)
            }
            Piece::Local(local) => {
                let bound = self.found.locals.get(*local).cloned().flatten();
                let own = || self.pair.locals.get(*local).map(|own| self.cx.fresh_name(self.node, own, 0));
                template.text(bound.or_else(own).ok_or("a name of it is bound nowhere")?)
            }
            Piece::Member(object, hole) => {
                let Some(Taken::Member(name)) = &self.found.holes[*hole] else {
                    return Err(format!("`{}` is no attribute", self.pair.holes[*hole].name));
                };
                let template = object.iter().try_fold(template, |all, piece| self.add(all, piece))?;
                template.text(format!(".{name}"))
            }
            Piece::Arguments(arguments) => return self.arguments(template, arguments),
        })
    }

    fn hole(&mut self, template: Template, hole: HoleIndex, slot: Slot) -> Build<Template> {
        match &self.found.holes[hole] {
            Some(Taken::Expression(id)) => {
                let node = self.cx.nodes.get(*id);
                if self.used.insert(hole) {
                    return Ok(template.expression(self.cx.document, *id, slot));
                }
                if let Some(again) = self.again(node) {
                    return Ok(template.text(again));
                }
                Err(format!("`{}` would be evaluated twice", self.pair.holes[hole].name))
            }
            Some(_) => Err(format!("`{}` is no expression", self.pair.holes[hole].name)),
            None => {
                let default = self.pair.holes[hole].default.as_deref();
                Ok(template.text(default.ok_or("a part of it is missing")?))
            }
        }
    }

    /// The text of an expression that is evaluated a second time, where nobody could tell.
    fn again(&self, node: Node<'_>) -> Option<String> {
        if !is_plain(node) {
            return None;
        }
        let text = self.cx.slice(node.range());
        if !text.contains('\n') {
            return Some(text.to_owned());
        }
        let AnyNodeRef::ExprList(list) = node.ast else { return None };
        let elements: Vec<&str> = list.elts.iter().map(|element| self.cx.slice(element.range())).collect();
        Some(format!("[{}]", elements.join(", "))).filter(|line| !line.contains('\n'))
    }

    /// The text of a name of another module, with the import that it needs.
    fn name(&mut self, name: &ImportedName) -> Build<String> {
        let taken = |name: &str| format!("it is not certain what the name `{name}` is bound to here");
        let Some(member) = &name.member else {
            let bare = self.cx.reach(self.node.id, &name.module, "").ok_or_else(|| taken(&name.module))?;
            if bare.needs_import {
                self.import(&name.module, None);
            }
            return Ok(bare.text.trim_end_matches('.').to_owned());
        };
        let reached = self.cx.reach(self.node.id, &name.module, member);
        let head = member.split('.').next().unwrap_or(member);
        // `import unittest` makes no `unittest.mock`.
        let may_be_module =
            name.is_taken && head.len() < member.len() && head.starts_with(char::is_lowercase);
        if let Some(reached) = &reached
            && !reached.needs_import
            && !(reached.is_attribute && may_be_module)
        {
            return Ok(reached.text.clone());
        }
        if name.is_taken {
            let scopes = self.cx.scopes();
            let is_free = scopes.lookup(scopes.of(self.node.id), head).is_none();
            if is_free {
                self.import(&name.module, Some(head.to_owned()));
                return Ok(member.clone());
            }
        }
        if may_be_module {
            return Err(taken(head));
        }
        let text = match reached {
            Some(reached) => reached.text,
            None if self.is_imported_in_function(&name.module) => format!("{}.{member}", name.module),
            None => return Err(taken(&name.module)),
        };
        self.import(&name.module, None);
        Ok(text)
    }

    /// Asks for an import. A file that imports the old library only where it is needed does the same with the new one.
    fn import(&mut self, module: &str, name: Option<String>) {
        let package = module.split('.').next().unwrap_or(module);
        let bound = name.as_deref().unwrap_or(package);
        let scopes = self.cx.scopes();
        let is_of_module = scopes.lookup(scopes.of(self.node.id), bound) == Some(ScopeId::MODULE);
        let beside = match self.import_where_it_is_needed() {
            Some(binding) if !is_of_module && !is_standard(package) => Some(binding.node),
            _ => None,
        };
        self.fix.import_beside(beside, module, name);
    }

    /// The import of the first imported name of the code, where it does not stand at module level.
    fn import_where_it_is_needed(&self) -> Option<&Binding<'a>> {
        let scopes = self.cx.scopes();
        let binding = self.cx.nodes.subtree(self.node.id).find_map(|node| {
            let AnyNodeRef::ExprName(name) = node.ast else { return None };
            let owner = scopes.lookup(scopes.of(node.id), name.id.as_str())?;
            let mut bindings = scopes.bindings_of(owner, name.id.as_str());
            let binding = bindings.next().filter(|_| bindings.next().is_none())?;
            matches!(binding.kind, BindingKind::Import { .. } | BindingKind::ImportFrom { .. })
                .then_some(binding)
        })?;
        self.cx.nodes.parent(binding.node).is_some_and(|parent| !parent.is_mod_module()).then_some(binding)
    }

    /// Whether a package is imported in the function, so that a module of it can be imported there, too.
    fn is_imported_in_function(&self, module: &str) -> bool {
        let Some((package, _)) = module.split_once('.').filter(|(package, _)| !is_standard(package)) else {
            return false;
        };
        self.import_where_it_is_needed().is_some_and(|binding| {
            binding.scope != ScopeId::MODULE
                && matches!(binding.kind, BindingKind::Import { module } if module == package)
                && binding.name == package
        })
    }

    /// The arguments of a call. Neighbours of the old call that stay neighbours keep what stands between them.
    fn arguments(&mut self, template: Template, arguments: &[ArgumentPiece]) -> Build<Template> {
        let mut all: Vec<Written> = Vec::new();
        for argument in arguments {
            match argument {
                ArgumentPiece::Rest(hole) => {
                    if let Some(Taken::Arguments(taken)) = &self.found.holes[*hole] {
                        all.extend(taken.iter().map(|id| Written::Kept(*id)));
                        self.used.insert(*hole);
                    }
                }
                ArgumentPiece::Elements(hole) => {
                    let elements = self.elements(*hole)?;
                    all.extend(elements);
                }
                ArgumentPiece::Positional(pieces) => {
                    if let Some(kept) = self.kept(pieces, None) {
                        all.push(kept);
                    } else if !self.is_left_out(pieces) {
                        all.push(Written::New(None, self.template(pieces)?));
                    }
                }
                ArgumentPiece::Keyword(name, pieces) => {
                    if let Some(kept) = self.kept(pieces, Some(name)) {
                        all.push(kept);
                    } else if !self.is_left_out(pieces) {
                        all.push(Written::New(Some(name.clone()), self.template(pieces)?));
                    }
                }
            }
        }
        // Positional arguments that become keywords let others follow them that are none.
        let is_keyword = |written: &Written| match written {
            Written::Kept(id) => matches!(self.cx.nodes.get(*id).ast, AnyNodeRef::Keyword(_)),
            Written::New(name, _) => name.is_some(),
        };
        let first_keyword = all.iter().position(is_keyword).unwrap_or(all.len());
        if all[first_keyword..].iter().any(|written| !is_keyword(written)) {
            return Err("a positional argument would follow one by name".to_owned());
        }
        // The order of arguments by name is nobody's matter: what stays of them stays in its order.
        all[first_keyword..].sort_by_key(|written| match written {
            Written::Kept(id) => (0, id.index()),
            Written::New(..) => (1, 0),
        });
        Ok(self.joined(template.text("("), all).text(")"))
    }

    /// `*hole`: the elements of a list or tuple that is written out, or anything else, unpacked.
    fn elements(&mut self, hole: HoleIndex) -> Build<Vec<Written>> {
        let Some(Taken::Expression(id)) = &self.found.holes[hole] else {
            return Err("what is to be unpacked is missing".to_owned());
        };
        let written_out = match self.cx.nodes.get(*id).ast {
            AnyNodeRef::ExprList(list) => Some(&list.elts),
            AnyNodeRef::ExprTuple(tuple) => Some(&tuple.elts),
            _ => None,
        };
        if let Some(elements) = written_out {
            self.used.insert(hole);
            return Ok(elements.iter().map(|element| Written::Kept(self.cx.node(element).id)).collect());
        }
        let unpacked =
            self.hole(Template::new().text("*"), hole, Slot::Place(Demand::new(Precedence::BitOr)))?;
        Ok(vec![Written::New(None, unpacked)])
    }

    /// The argument itself, where it is one hole that took an argument of the same spelling.
    fn kept(&mut self, pieces: &[Piece], name: Option<&String>) -> Option<Written> {
        let [Piece::Hole(hole, _)] = pieces else { return None };
        let Some(Taken::Expression(id)) = &self.found.holes[*hole] else { return None };
        let parent = self.cx.nodes.parent(*id)?;
        let whole = match (parent.ast, name) {
            (AnyNodeRef::Keyword(keyword), Some(name)) if keyword.arg.as_deref() == Some(name.as_str()) => {
                parent.id
            }
            (AnyNodeRef::Arguments(_), None) => *id,
            _ => return None,
        };
        self.used.insert(*hole).then_some(Written::Kept(whole))
    }

    /// Whether an argument is one hole whose default is meant.
    fn is_left_out(&self, pieces: &[Piece]) -> bool {
        matches!(pieces, [Piece::Hole(hole, _)] if self.found.holes[*hole].is_none())
    }

    fn joined(&self, mut template: Template, all: Vec<Written>) -> Template {
        if let Some(inside) = self.whole_list(&all) {
            return template.hole(inside);
        }
        let lines = self.lines_of_list(&all);
        let mut previous: Option<NodeId> = None;
        let mut run: Option<TextRange> = None;
        let mut is_first = true;
        for written in all {
            if let (Written::Kept(id), Some(open)) = (&written, run)
                && previous.is_some_and(|previous| self.follows(previous, *id))
            {
                run = Some(open.cover(self.argument_range(*id)));
                previous = Some(*id);
                continue;
            }
            if let Some(open) = run.take() {
                template = template.hole(open);
            }
            if !is_first {
                template = template.text(", ");
            }
            is_first = false;
            match written {
                Written::Kept(id) => {
                    let range = self.argument_range(id);
                    let opening = lines.as_ref().filter(|_| previous.is_none()).map(|lines| lines.start);
                    run = Some(TextRange::new(opening.unwrap_or(range.start()), range.end()));
                    previous = Some(id);
                }
                Written::New(name, value) => {
                    if let Some(name) = name {
                        template = template.text(format!("{name}="));
                    }
                    for piece in value.pieces {
                        template = match piece {
                            edit::Piece::Text(text) => template.text(text),
                            edit::Piece::Hole(range) => template.hole(range),
                            edit::Piece::Indented(range) => template.indented(range),
                            edit::Piece::Outdented(range) => template.outdented(range),
                        };
                    }
                }
            }
        }
        let template = match run {
            Some(open) => template.hole(open),
            None => template,
        };
        match lines {
            Some(lines) => template.text(lines.end),
            None => template,
        }
    }

    /// How a list begins and ends whose arguments stand on lines of their own, where its first one is kept.
    fn lines_of_list(&self, all: &[Written]) -> Option<LinesOfList> {
        let Some(Written::Kept(first)) = all.first() else { return None };
        let arguments = self.cx.nodes.parent(*first).filter(|parent| parent.is_arguments())?;
        if self.cx.nodes.children(arguments.id).next()?.id != *first {
            return None;
        }
        let inside = self.cx.slice(arguments.range()).strip_prefix('(')?.strip_suffix(')')?;
        let is_opened = inside.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        let start = arguments.start() + TextSize::new(1);
        let end = if inside.trim_end().ends_with(',') { ",\n" } else { "\n" };
        is_opened.then_some(LinesOfList { start, end })
    }

    /// All that stands between the old call's parentheses, where just its arguments are kept, in their order.
    fn whole_list(&self, all: &[Written]) -> Option<TextRange> {
        let Some(Written::Kept(first)) = all.first() else { return None };
        let arguments = self.cx.nodes.parent(*first)?;
        if !arguments.is_arguments() {
            return None;
        }
        let old: Vec<NodeId> = self.cx.nodes.children(arguments.id).map(|child| child.id).collect();
        let is_same = old.len() == all.len()
            && old.iter().zip(all).all(|(old, new)| matches!(new, Written::Kept(new) if new == old));
        let text = self.cx.slice(arguments.range());
        let is_enclosed = text.starts_with('(') && text.ends_with(')');
        let inner = TextRange::new(arguments.start() + TextSize::new(1), arguments.end() - TextSize::new(1));
        (is_same && is_enclosed).then_some(inner)
    }

    fn follows(&self, previous: NodeId, next: NodeId) -> bool {
        let nodes = &self.cx.nodes;
        nodes.parent(previous) == nodes.parent(next) && nodes.end(previous) == next
    }

    fn argument_range(&self, id: NodeId) -> TextRange {
        let own = self.cx.nodes.get(id).as_expr_ref().and_then(|_| parenthesised(self.cx.document, id));
        own.unwrap_or_else(|| self.cx.nodes.get(id).range())
    }
}

/// The first and last lines of a list of arguments that has lines of its own.
struct LinesOfList {
    start: TextSize,
    end: &'static str,
}

/// An argument of the new call.
enum Written {
    /// One of the old call's, as it stands.
    Kept(NodeId),
    /// Another, with its name.
    New(Option<String>, Template),
}

/// Whether evaluating an expression does nothing that anybody could tell.
fn is_plain(node: Node<'_>) -> bool {
    match node.ast {
        AnyNodeRef::ExprName(_)
        | AnyNodeRef::ExprStringLiteral(_)
        | AnyNodeRef::ExprBytesLiteral(_)
        | AnyNodeRef::ExprNumberLiteral(_)
        | AnyNodeRef::ExprBooleanLiteral(_)
        | AnyNodeRef::ExprNoneLiteral(_)
        | AnyNodeRef::ExprEllipsisLiteral(_) => true,
        AnyNodeRef::ExprAttribute(attribute) => is_dotted(&attribute.value),
        AnyNodeRef::ExprUnaryOp(operation) => operation.operand.is_literal_expr(),
        AnyNodeRef::ExprList(list) => list.elts.iter().all(is_plain_expression),
        _ => false,
    }
}

fn is_plain_expression(expr: &crate::syntax::Expr) -> bool {
    expr.is_literal_expr() || is_dotted(expr)
}

fn is_dotted(expr: &crate::syntax::Expr) -> bool {
    match expr {
        crate::syntax::Expr::Name(_) => true,
        crate::syntax::Expr::Attribute(attribute) => is_dotted(&attribute.value),
        _ => false,
    }
}

fn is_plain_argument(cx: &Cx<'_>, id: NodeId) -> bool {
    let node = cx.nodes.get(id);
    match node.ast {
        AnyNodeRef::Keyword(keyword) => is_plain(cx.node(&keyword.value)),
        _ => is_plain(node),
    }
}

fn has_suspension(cx: &Cx<'_>, id: NodeId) -> bool {
    cx.nodes.subtree(id).any(|node| {
        matches!(
            node.ast,
            AnyNodeRef::ExprAwait(_)
                | AnyNodeRef::ExprYield(_)
                | AnyNodeRef::ExprYieldFrom(_)
                | AnyNodeRef::ExprNamed(_)
        )
    })
}
