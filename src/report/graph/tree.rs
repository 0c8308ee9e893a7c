//! A call graph as an indented tree: every function with what it runs, or what runs it, below it once, where it is
//! nearest to the first; elsewhere its line says where to look.

use std::collections::VecDeque;

use unicode_width::UnicodeWidthStr;

use super::super::Color;
use super::super::style::{CODE, GUTTER, STRONG, paint};
use super::{colour, kind_words, properties, shown_conditions, shown_name, shown_place};
use crate::run::graph::{CallGraph, Direction, EdgeKind};

/// One under another: all edges of one kind between two nodes.
struct Branch {
    node: usize,
    kind: EdgeKind,
    /// The calls' lines, each with its conditions.
    rows: Vec<(u32, Option<String>)>,
}

struct Line {
    node: usize,
    depth: usize,
    /// How it is run, or runs; empty for the first.
    how: String,
    place: Place,
}

/// Whether what comes under a node stands under this line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Here,
    Elsewhere,
    Cut,
}

pub(super) fn render(graph: &CallGraph, color: Color) -> String {
    let branches = branches(graph);
    let mut lines = Vec::new();
    let homes = homes(graph, &branches);
    // A stack of its own: chains may be as long as there are nodes.
    let mut due: Vec<Line> = (0..graph.roots)
        .rev()
        .map(|node| Line { node, depth: 0, how: String::new(), place: Place::Here })
        .collect();
    while let Some(line) = due.pop() {
        if line.place == Place::Here {
            for (index, branch) in branches[line.node].iter().enumerate().rev() {
                let place = match homes[branch.node] {
                    _ if branch.kind.is_cut() => Place::Cut,
                    Some(home) if home == (line.node, index) => Place::Here,
                    _ => Place::Elsewhere,
                };
                due.push(Line { node: branch.node, depth: line.depth + 1, how: how(branch), place });
            }
        }
        lines.push(line);
    }
    write(graph, &branches, &lines, color)
}

fn branches(graph: &CallGraph) -> Vec<Vec<Branch>> {
    let mut all: Vec<Vec<Branch>> = graph.nodes.iter().map(|_| Vec::new()).collect();
    for edge in &graph.edges {
        let (above, below) = match graph.direction {
            Direction::Callees => (edge.from, edge.to),
            Direction::Callers => (edge.to, edge.from),
        };
        let row = edge.place.as_ref().map(|place| (place.location.row, shown_conditions(edge)));
        let known = all[above].iter_mut().find(|branch| (branch.node, branch.kind) == (below, edge.kind));
        match known {
            Some(branch) => branch.rows.extend(row.filter(|row| branch.rows.last() != Some(row))),
            None => all[above].push(Branch { node: below, kind: edge.kind, rows: Vec::from_iter(row) }),
        }
    }
    all
}

/// Under which branch each node's own branches stand: the first that is nearest to a root.
fn homes(graph: &CallGraph, branches: &[Vec<Branch>]) -> Vec<Option<(usize, usize)>> {
    let mut homes = vec![None; graph.nodes.len()];
    let mut seen = vec![false; graph.nodes.len()];
    seen[..graph.roots].fill(true);
    let mut queue: VecDeque<usize> = (0..graph.roots).collect();
    while let Some(node) = queue.pop_front() {
        for (index, branch) in branches[node].iter().enumerate() {
            if !branch.kind.is_cut() && !seen[branch.node] {
                seen[branch.node] = true;
                homes[branch.node] = Some((node, index));
                queue.push_back(branch.node);
            }
        }
    }
    homes
}

fn how(branch: &Branch) -> String {
    let row = |(row, conditions): &(u32, Option<String>)| match conditions {
        Some(conditions) => format!("{row} ({conditions})"),
        None => row.to_string(),
    };
    let rows: Vec<String> = branch.rows.iter().map(row).collect();
    let noun = if rows.len() == 1 { "line" } else { "lines" };
    let words = kind_words(branch.kind);
    if rows.is_empty() { words.to_owned() } else { format!("{words}, {noun} {}", rows.join(" ")) }
}

/// The lines with their columns under one another.
fn write(graph: &CallGraph, branches: &[Vec<Branch>], lines: &[Line], color: Color) -> String {
    let names: Vec<String> = graph.nodes.iter().map(shown_name).collect();
    let places: Vec<String> =
        graph.nodes.iter().map(|node| node.place.as_ref().map_or_else(String::new, shown_place)).collect();
    let name_width = lines.iter().map(|line| 2 * line.depth + names[line.node].width()).max().unwrap_or(0);
    let properties: Vec<String> = graph.nodes.iter().map(properties).collect();
    let width_of = |texts: &[String]| lines.iter().map(|line| texts[line.node].width()).max().unwrap_or(0);
    let (property_width, place_width) = (width_of(&properties), width_of(&places));
    let mut home_lines = vec![0; graph.nodes.len()];
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.place == Place::Here) {
        home_lines[line.node] = index;
    }
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let node = &graph.nodes[line.node];
        let name = &names[line.node];
        let indent = 2 * line.depth;
        text.push_str(&" ".repeat(indent));
        text.push_str(&paint(color, if node.place.is_some() { STRONG } else { GUTTER }, name).to_string());
        text.push_str(&" ".repeat(name_width - indent - name.width() + 2));
        let style = if node.blocks.is_empty() { GUTTER } else { CODE };
        let plain = colour(node);
        text.push_str(plain);
        text.push_str(&paint(color, style, &properties[line.node][plain.len()..]).to_string());
        let mut rest = format!(
            "{:1$}{2}{3:4$}{5}",
            "",
            property_width - properties[line.node].width() + 2,
            places[line.node],
            "",
            place_width - places[line.node].width() + 2,
            line.how,
        );
        if line.place == Place::Elsewhere && !branches[line.node].is_empty() {
            rest.push_str(if home_lines[line.node] < index { " (see above)" } else { " (see below)" });
        }
        text.push_str(rest.trim_end());
        text.push('\n');
    }
    text
}
