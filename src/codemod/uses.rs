//! Uses of the names that a pair binds, and the pairs that say what becomes of them.

use super::matching::{self, Found, Taken};
use super::{Codemod, Pair};
use crate::model::ScopeId;
use crate::rule::Cx;
use crate::syntax::{AnyNodeRef, Node, Ranged as _, TextRange};

/// How far around a name the pattern of its use may reach.
const DEPTH_OF_USES: usize = 8;

/// The pairs of a codemod about the uses of a name, as the codemod spells it.
pub fn about(codemod: &'static Codemod, written: &str) -> Vec<&'static Pair> {
    let is_about = |pair: &&Pair| pair.holes.iter().any(|hole| hole.is_bound() && hole.name == written);
    codemod.pairs.iter().filter(is_about).collect()
}

/// The uses of what is bound to a name at `node`; `None` where that is not certain, as the name is bound at other places,
/// too. `with` blocks that each bind the name again do not matter to each other.
pub fn of<'a>(cx: &Cx<'a>, owner: ScopeId, name: &str, node: Node<'a>) -> Option<Vec<Node<'a>>> {
    let references = || cx.references(owner, name);
    if cx.scopes().bindings_of(owner, name).count() == 1 {
        return Some(references().collect());
    }
    let own = block(cx, node)?;
    let mut blocks = Vec::new();
    for binding in cx.scopes().bindings_of(owner, name) {
        let target = cx.nodes.get(binding.node);
        let with = cx.nodes.ancestors(target.id).find(|ancestor| ancestor.is_stmt_with())?;
        let block = block(cx, with)?;
        if block.contains_range(target.range()) || own.contains_range(target.range()) {
            return None;
        }
        blocks.push(block);
    }
    let is_in_a_block = |place: Node<'a>| blocks.iter().any(|block| block.contains_range(place.range()));
    if !references().all(is_in_a_block) {
        return None;
    }
    Some(references().filter(|place| own.contains_range(place.range())).collect())
}

/// The block of a `with`.
fn block(cx: &Cx<'_>, node: Node<'_>) -> Option<TextRange> {
    let AnyNodeRef::StmtWith(with) = node.ast else { return None };
    let (first, last) = (with.body.first()?, with.body.last()?);
    Some(cx.node(first).range().cover(cx.node(last).range()))
}

/// What a use of a name at `place` belongs to: the pair that knows it, what its pattern finds, and where.
pub fn known<'a>(
    cx: &Cx<'a>,
    pairs: &[&'static Pair],
    place: Node<'a>,
    written: &str,
) -> Option<(&'static Pair, Found, Node<'a>)> {
    // The largest pattern tells most: `for row in connection.execute(query)` goes before `connection.execute(query)`.
    let mut around: Vec<Node<'a>> =
        std::iter::once(place).chain(cx.nodes.ancestors(place.id)).take(DEPTH_OF_USES).collect();
    around.reverse();
    around.into_iter().find_map(|node| {
        pairs.iter().find_map(|pair| {
            let found = matching::find_use(cx, pair, node, Some(place.id))?;
            let hole = pair.holes.iter().position(|hole| hole.is_bound() && hole.name == written)?;
            (found.holes[hole] == Some(Taken::Expression(place.id))).then_some((*pair, found, node))
        })
    })
}

/// Whether what a pair matches has anything to do with waiting: the pair's result awaits, or, where it is an object that
/// is made without waiting, a use of that object does. The codemod that says nothing of uses is taken at its word.
pub fn wait<'a>(cx: &Cx<'a>, codemod: &'static Codemod, pair: &Pair, node: Node<'a>, found: &Found) -> bool {
    if pair.replacement.as_ref().is_some_and(|replacement| replacement.awaits) {
        return true;
    }
    let waits = |pairs: &[&'static Pair], place: Node<'a>, written: &str, goes_on: GoesOn| {
        let Some((pair, found, node)) = known(cx, pairs, place, written) else { return false };
        let awaits = pair.replacement.as_ref().is_some_and(|replacement| replacement.awaits);
        // What it binds in turn is used, too.
        awaits || (goes_on == GoesOn::Yes && !pair.locals.is_empty() && wait(cx, codemod, pair, node, &found))
    };
    let mut says_nothing = true;
    for (place, (written, bound)) in pair.locals.iter().zip(&found.locals).enumerate() {
        let pairs = about(codemod, written);
        if pairs.is_empty() {
            continue;
        }
        says_nothing = false;
        if pair.on_the_spot == Some(place) && waits(&pairs, node, written, GoesOn::Yes) {
            return true;
        }
        let Some(bound) = bound else { continue };
        let Some(owner) = cx.scopes().lookup(cx.scopes().of(node.id), bound) else { continue };
        let own = of(cx, owner, bound, node);
        let goes_on = if own.is_some() { GoesOn::Yes } else { GoesOn::No };
        let mut places = own.unwrap_or_else(|| cx.references(owner, bound).collect()).into_iter();
        if places.any(|place| waits(&pairs, place, written, goes_on)) {
            return true;
        }
    }
    says_nothing
}

/// Whether the names that a use binds are followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GoesOn {
    Yes,
    /// The name that is used is bound at several places, perhaps by a use of itself.
    No,
}
