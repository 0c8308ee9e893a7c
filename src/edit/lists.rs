//! Changes to comma lists: the arguments of a call, the names of an import.

use super::builder::FixBuilder;
use super::demand::parenthesised;
use super::{Operation, Template};
use crate::syntax::{AnyNodeRef, NodeId, Ranged, TextRange, TextSize, TokenKind, ast};

impl FixBuilder<'_> {
    /// Removes an argument, positional or keyword, with its comma.
    pub fn remove_argument(&mut self, call: &ast::Arguments, argument: NodeId) {
        let items = self.argument_ranges(call);
        let node = self.document.nodes.get(argument);
        if let Some(place) = items.iter().position(|item| item.contains_range(node.range())) {
            self.remove_item(&items, place, call.end());
        }
    }

    /// Adds an argument after all others. The text is an argument as written, `name=value` or a positional one.
    pub fn add_argument(&mut self, call: &ast::Arguments, text: &str) {
        let items = self.argument_ranges(call);
        let Some(last) = items.last() else {
            let inside = TextRange::empty(call.start() + TextSize::new(1));
            self.replace_range(inside, Template::new().text(text));
            return;
        };
        if let [ast::Expr::Generator(generator)] = &*call.args
            && !generator.parenthesized
        {
            let template = Template::new().text("(").hole(generator).text("), ").text(text);
            self.replace_range(generator.range(), template);
            return;
        }
        self.replace_range(TextRange::empty(last.end()), Template::new().text(format!(", {text}")));
    }

    /// Renames a keyword argument.
    pub fn replace_keyword_name(&mut self, keyword: &ast::Keyword, name: &str) {
        if let Some(old) = &keyword.arg {
            self.replace_range(old.range(), Template::new().text(name));
        }
    }

    /// Removes one name of an import; the statement goes with its last one.
    pub fn remove_import_alias(&mut self, statement: NodeId, alias: NodeId) {
        self.remove_import_aliases(statement, &[alias]);
    }

    /// Removes names of one import; the statement goes with its last one.
    pub fn remove_import_aliases(&mut self, statement: NodeId, aliases: &[NodeId]) {
        let names = match self.document.nodes.get(statement).ast {
            AnyNodeRef::StmtImport(import) => &import.names,
            AnyNodeRef::StmtImportFrom(import) => &import.names,
            _ => return,
        };
        if names.len() == aliases.len() {
            self.remove_statement(statement);
            return;
        }
        let is_removed = |name: &ast::Alias| aliases.contains(&self.document.nodes.id_of(name));
        let mut runs: Vec<TextRange> = Vec::new();
        let mut place = 0;
        while let Some(first) = names[place..].iter().position(is_removed).map(|steps| place + steps) {
            let stays = names[first..].iter().position(|name| !is_removed(name)).map(|steps| first + steps);
            let end = stays.unwrap_or(names.len());
            runs.push(match (stays, first.checked_sub(1)) {
                (Some(next), _) => TextRange::new(names[first].start(), names[next].start()),
                (None, Some(before)) => TextRange::new(names[before].end(), names[end - 1].end()),
                (None, None) => return,
            });
            place = end;
        }
        for range in runs {
            self.push(Operation::Replace { range, template: Template::new() });
        }
    }

    /// The arguments in the order of the source, with their own parentheses.
    fn argument_ranges(&self, call: &ast::Arguments) -> Vec<TextRange> {
        let arguments = call.iter_source_order();
        arguments
            .map(|argument| match argument {
                ast::ArgOrKeyword::Arg(value) => {
                    parenthesised(self.document, self.document.nodes.id_of(value)).unwrap_or(value.range())
                }
                ast::ArgOrKeyword::Keyword(keyword) => keyword.range(),
            })
            .collect()
    }

    fn remove_item(&mut self, items: &[TextRange], place: usize, end: TextSize) {
        let item = items[place];
        let range = match (items.get(place + 1), place.checked_sub(1).map(|before| items[before])) {
            (Some(next), _) => TextRange::new(item.start(), next.start()),
            (None, Some(before)) => TextRange::new(before.end(), item.end()),
            (None, None) => {
                let rest = self.document.parsed.tokens().in_range(TextRange::new(item.end(), end));
                let comma = rest.iter().find(|token| token.kind() == TokenKind::Comma);
                TextRange::new(item.start(), comma.map_or(item.end(), Ranged::end))
            }
        };
        self.push(Operation::Replace { range, template: Template::new() });
    }
}
