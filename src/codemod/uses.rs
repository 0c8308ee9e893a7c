//! Uses of the names that a pair binds, and the pairs that say what becomes of them.

use super::matching::{self, Found, Taken};
use super::{Codemod, Pair};
use crate::rule::Cx;
use crate::syntax::Node;

/// How far around a name the pattern of its use may reach.
const DEPTH_OF_USES: usize = 8;

/// The pairs of a codemod about the uses of a name, as the codemod spells it.
pub fn about(codemod: &'static Codemod, written: &str) -> Vec<&'static Pair> {
    let is_about = |pair: &&Pair| pair.holes.iter().any(|hole| hole.is_bound() && hole.name == written);
    codemod.pairs.iter().filter(is_about).collect()
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
        let is_bound_once = cx.scopes().bindings_of(owner, bound).count() == 1;
        let goes_on = if is_bound_once { GoesOn::Yes } else { GoesOn::No };
        if cx.references(owner, bound).any(|place| waits(&pairs, place, written, goes_on)) {
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
