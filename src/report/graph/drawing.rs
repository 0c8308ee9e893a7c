//! A call graph for programs that draw it.

use std::fmt::Write as _;

use super::super::text;
use super::{colour, kind_words, properties, shown_conditions, shown_name, shown_place};
use crate::run::graph::{CallGraph, EdgeKind, GraphEdge, GraphNode};

/// For Graphviz: `asyncfix graph --format dot … | dot -Tsvg`.
pub(super) fn dot(graph: &CallGraph) -> String {
    let mut out =
        String::from("digraph asyncfix {\n  rankdir=LR;\n  node [shape=box, fontname=\"monospace\"];\n");
    for (id, node) in graph.nodes.iter().enumerate() {
        let label: Vec<String> = label(node).iter().map(|line| dot_text(line)).collect();
        let style = match class(node) {
            "blocks" => ", color=red",
            "async" => ", color=blue",
            "library" => ", style=dashed",
            _ => "",
        };
        let root = if id < graph.roots { ", penwidth=2" } else { "" };
        line(&mut out, format_args!("  n{id} [label=\"{}\"{style}{root}];", label.join("\\n")));
    }
    for edge in &graph.edges {
        let style = if is_solid(edge.kind) { "" } else { ", style=dashed" };
        let label: Vec<String> = edge_label(edge).iter().map(|line| dot_text(line)).collect();
        let (from, to) = (edge.from, edge.to);
        line(&mut out, format_args!("  n{from} -> n{to} [label=\"{}\"{style}];", label.join("\\n")));
    }
    out.push_str("}\n");
    out
}

/// For Mermaid.
pub(super) fn mermaid(graph: &CallGraph) -> String {
    let mut out = String::from("flowchart LR\n");
    for (id, node) in graph.nodes.iter().enumerate() {
        let label: Vec<String> = label(node).iter().map(|line| mermaid_text(line)).collect();
        line(&mut out, format_args!("  n{id}[\"{}\"]:::{}", label.join("<br/>"), class(node)));
    }
    for edge in &graph.edges {
        let arrow = if is_solid(edge.kind) { "-->" } else { "-.->" };
        let label: Vec<String> = edge_label(edge).iter().map(|line| mermaid_text(line)).collect();
        line(&mut out, format_args!("  n{} {arrow}|\"{}\"| n{}", edge.from, label.join("<br/>"), edge.to));
    }
    out.push_str("  classDef blocks stroke:#c00\n  classDef async stroke:#06c\n");
    out.push_str("  classDef library stroke-dasharray:4\n  classDef plain stroke:#888\n");
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("writing to a string");
}

fn label(node: &GraphNode) -> Vec<String> {
    let place = node.place.as_ref().map(shown_place);
    [shown_name(node), properties(node)].into_iter().chain(place).collect()
}

fn edge_label(edge: &GraphEdge) -> Vec<String> {
    let words = kind_words(edge.kind);
    let how = edge
        .place
        .as_ref()
        .map_or_else(|| words.to_owned(), |place| format!("{words} {}", place.location.row));
    std::iter::once(how).chain(shown_conditions(edge)).collect()
}

/// Whether who calls waits for what is called.
fn is_solid(kind: EdgeKind) -> bool {
    matches!(kind, EdgeKind::Call | EdgeKind::Await)
}

fn class(node: &GraphNode) -> &'static str {
    if node.place.is_none() {
        "library"
    } else if !node.blocks.is_empty() {
        "blocks"
    } else if colour(node).starts_with("async") {
        "async"
    } else {
        "plain"
    }
}

/// The text within a quoted string of DOT.
fn dot_text(text: &str) -> String {
    text::neutral(text).replace('\\', "\\\\").replace('"', "\\\"")
}

/// The text within a quoted label of Mermaid, where `#…;` stands for a character and HTML counts.
fn mermaid_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text::neutral(text).chars() {
        match character {
            '"' | '<' | '>' | '&' | '#' | '`' | '\\' | '*' | '[' | ']' | '{' | '}' | '|' | ';' => {
                write!(escaped, "#{};", u32::from(character)).expect("writing to a string");
            }
            _ => escaped.push(character),
        }
    }
    escaped
}
