//! New text from old: the one way in which a source gets another text.

use crate::syntax::{Grammar, TextRange, TextSize};

use super::{EditError, Source, TextEdit};

impl Source {
    /// The source with `edits` applied. They are sorted and do not overlap; insertions at one offset keep their order.
    ///
    /// In a notebook an edit lies in one cell: an insertion at a cell's end, before the separating line feed, belongs to
    /// that cell. An edit that takes a whole last line with the line feed after it leaves the separator where it is.
    ///
    /// # Errors
    /// The edits are not as described; nothing is applied.
    pub fn with_edits(&self, edits: &[TextEdit]) -> Result<Source, EditError> {
        let edits = edits.iter().map(|edit| self.bounded(edit)).collect::<Result<Vec<_>, _>>()?;
        let text = apply(&self.text, &edits)?;
        let grammar = match &self.grammar {
            Grammar::Module => Grammar::Module,
            Grammar::Cells(cells) => Grammar::Cells(moved_cells(cells, &edits)),
        };
        Ok(Source::new(self.path.clone(), self.kind, text, grammar, self.form.clone()))
    }

    /// The edit's range and content, without the separator of cells that it ends with.
    fn bounded<'a>(&self, edit: &'a TextEdit) -> Result<(TextRange, &'a str), EditError> {
        let TextEdit { range, content } = edit;
        let Grammar::Cells(cells) = &self.grammar else { return Ok((*range, content)) };
        let index = cells.partition_point(|cell| cell.end() < range.start());
        let Some(cell) = cells.get(index) else { return Err(EditError::OutOfText(*range)) };
        if range.end() <= cell.end() {
            return Ok((*range, content));
        }
        let past_separator = cell.end() + TextSize::from(1);
        let is_whole_lines = content.is_empty() || content.ends_with('\n');
        if range.end() != past_separator || !is_whole_lines {
            return Err(EditError::CrossesCells(*range));
        }
        let content = content.strip_suffix('\n').unwrap_or(content);
        Ok((TextRange::new(range.start(), cell.end()), content))
    }
}

fn apply(text: &str, edits: &[(TextRange, &str)]) -> Result<String, EditError> {
    let added: usize = edits.iter().map(|(_, content)| content.len()).sum();
    let mut result = String::with_capacity(text.len() + added);
    let mut done = TextSize::from(0);
    for &(range, content) in edits {
        if range.start() < done {
            return Err(EditError::Overlap(range));
        }
        let (start, end) = (usize::from(range.start()), usize::from(range.end()));
        if text.get(start..end).is_none() {
            return Err(EditError::OutOfText(range));
        }
        result.push_str(&text[usize::from(done)..start]);
        result.push_str(content);
        done = range.end();
    }
    result.push_str(&text[usize::from(done)..]);
    Ok(result)
}

/// Where the cells are after `edits`, each of which lies in one of them.
fn moved_cells(cells: &[TextRange], edits: &[(TextRange, &str)]) -> Vec<TextRange> {
    let mut edits = edits.iter().peekable();
    let mut start = TextSize::from(0);
    let mut moved = Vec::with_capacity(cells.len());
    for cell in cells {
        let (mut added, mut removed) = (TextSize::from(0), TextSize::from(0));
        while let Some((range, content)) = edits.next_if(|(range, _)| range.end() <= cell.end()) {
            added += TextSize::of(*content);
            removed += range.len();
        }
        let range = TextRange::at(start, cell.len() + added - removed);
        start = range.end() + TextSize::from(1);
        moved.push(range);
    }
    moved
}
