//! One fold over the green tree. What no join touches is shared with the old tree, holes are subtrees.

use rowan::{GreenNode, GreenNodeData, GreenToken, NodeOrToken};

use super::forest::{Join, Part};
use crate::syntax::{TextRange, TextSize, cst};

type Element = NodeOrToken<GreenNode, GreenToken>;
type Child<'a> = (TextRange, NodeOrToken<&'a GreenNodeData, &'a rowan::GreenTokenData>);

/// The tree with all joins applied.
pub fn fold(tree: &GreenNode, joins: &[Join]) -> GreenNode {
    if joins.is_empty() {
        return tree.clone();
    }
    let range = TextRange::new(TextSize::new(0), offset(tree.text_len()));
    GreenNode::new(tree.kind(), inside(tree, range, range, joins))
}

/// The joins as replacements of disjoint ranges of the old text, in its order. What stays in a hole is in none,
/// unless a template reorders its holes.
pub fn edits(text: &str, joins: &[Join]) -> Vec<(TextRange, String)> {
    let mut edits = Vec::new();
    collect_edits(text, joins, &mut edits);
    edits
}

/// Applies edits as [`edits`] returns them.
pub fn edited(text: &str, edits: &[(TextRange, String)]) -> String {
    let mut result =
        String::with_capacity(text.len() + edits.iter().map(|(_, new)| new.len()).sum::<usize>());
    let mut end = 0;
    for (range, new) in edits {
        result.push_str(&text[end..range.start().to_usize()]);
        result.push_str(new);
        end = range.end().to_usize();
    }
    result.push_str(&text[end..]);
    result
}

/// The elements of a node that lie in `part`, with the joins in it applied.
fn inside(node: &GreenNodeData, range: TextRange, part: TextRange, joins: &[Join]) -> Vec<Element> {
    let children = children(node, range.start());
    let mut elements = Vec::with_capacity(children.len() + 2);
    region(&children, part, joins, &mut elements);
    elements
}

fn children(node: &GreenNodeData, mut start: TextSize) -> Vec<Child<'_>> {
    node.children()
        .map(|child| {
            let length = match &child {
                NodeOrToken::Node(node) => node.text_len(),
                NodeOrToken::Token(token) => token.text_len(),
            };
            let range = TextRange::at(start, offset(length));
            start = range.end();
            (range, child)
        })
        .collect()
}

/// Adds what `part` of the children becomes.
fn region(children: &[Child<'_>], part: TextRange, mut joins: &[Join], elements: &mut Vec<Element>) {
    let mut at = part.start();
    let mut index = children.partition_point(|(range, _)| range.end() <= at);
    loop {
        if let Some((join, rest)) = joins.split_first().filter(|(join, _)| join.range.start() <= at) {
            replace(children, join, elements);
            joins = rest;
            at = join.range.end();
            while children.get(index).is_some_and(|(range, _)| range.end() <= at) {
                index += 1;
            }
            continue;
        }
        let Some((range, child)) = children.get(index).filter(|_| at < part.end()) else { break };
        let stop = part.end().min(range.end());
        // The joins that begin in this child; the last one of them may reach past it.
        let begin = joins.partition_point(|join| join.range.start() < stop);
        let within = joins[..begin].partition_point(|join| join.range.end() <= stop);
        let end = joins[within..begin].first().map_or(stop, |join| join.range.start());
        let is_whole = at == range.start() && end == range.end();
        match child {
            NodeOrToken::Node(node) if is_whole && within == 0 => {
                elements.push(NodeOrToken::Node((*node).to_owned()));
            }
            NodeOrToken::Node(node) => {
                let inner = inside(node, *range, TextRange::new(at, end), &joins[..within]);
                if is_whole {
                    elements.push(NodeOrToken::Node(GreenNode::new(node.kind(), inner)));
                } else {
                    elements.extend(inner);
                }
            }
            NodeOrToken::Token(token) if is_whole && within == 0 => {
                elements.push(NodeOrToken::Token((*token).to_owned()));
            }
            NodeOrToken::Token(token) => {
                split(token, *range, TextRange::new(at, end), &joins[..within], elements);
            }
        }
        joins = &joins[within..];
        at = end;
        if at >= range.end() {
            index += 1;
        }
    }
}

fn replace(children: &[Child<'_>], join: &Join, elements: &mut Vec<Element>) {
    for part in &join.parts {
        match part {
            Part::Text(text) => elements.push(NodeOrToken::Token(GreenToken::new(cst::INSERTED, text))),
            Part::Kept { range, joins, .. } => region(children, *range, joins, elements),
        }
    }
}

/// A token that an edit cuts: indentation, the blanks between tokens.
fn split(
    token: &rowan::GreenTokenData,
    range: TextRange,
    part: TextRange,
    joins: &[Join],
    elements: &mut Vec<Element>,
) {
    let mut at = part.start();
    let piece = |from: TextSize, to: TextSize, elements: &mut Vec<Element>| {
        if from < to {
            let text = &token.text()[TextRange::new(from - range.start(), to - range.start())];
            elements.push(NodeOrToken::Token(GreenToken::new(token.kind(), text)));
        }
    };
    for join in joins {
        piece(at, join.range.start(), elements);
        for part in &join.parts {
            match part {
                Part::Text(text) => elements.push(NodeOrToken::Token(GreenToken::new(cst::INSERTED, text))),
                Part::Kept { range, .. } => piece(range.start(), range.end(), elements),
            }
        }
        at = join.range.end();
    }
    piece(at, part.end(), elements);
}

fn collect_edits(text: &str, joins: &[Join], edits: &mut Vec<(TextRange, String)>) {
    for join in joins {
        if !join.is_in_order() {
            let mut new = String::new();
            write_parts(text, &join.parts, &mut new);
            push_edit(text, edits, join.range, new);
            continue;
        }
        let mut at = join.range.start();
        let mut new = String::new();
        for part in &join.parts {
            match part {
                Part::Text(text) => new.push_str(text),
                Part::Kept { range, joins, .. } => {
                    push_edit(text, edits, TextRange::new(at, range.start()), std::mem::take(&mut new));
                    collect_edits(text, joins, edits);
                    at = range.end();
                }
            }
        }
        push_edit(text, edits, TextRange::new(at, join.range.end()), new);
    }
}

fn push_edit(text: &str, edits: &mut Vec<(TextRange, String)>, range: TextRange, new: String) {
    if text[range] == new {
        return;
    }
    match edits.last_mut().filter(|(last, _)| last.end() == range.start()) {
        Some((last, content)) => {
            *last = last.cover(range);
            content.push_str(&new);
        }
        None => edits.push((range, new)),
    }
}

fn write_parts(text: &str, parts: &[Part], new: &mut String) {
    for part in parts {
        match part {
            Part::Text(text) => new.push_str(text),
            Part::Kept { range, joins, .. } => {
                let mut at = range.start();
                for join in joins {
                    new.push_str(&text[TextRange::new(at, join.range.start())]);
                    write_parts(text, &join.parts, new);
                    at = join.range.end();
                }
                new.push_str(&text[TextRange::new(at, range.end())]);
            }
        }
    }
}

fn offset(size: rowan::TextSize) -> TextSize {
    TextSize::new(u32::from(size))
}
