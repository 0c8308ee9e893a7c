//! What rules build fixes with. A method that cannot do what it is asked to withholds the whole fix, so a rule chains
//! them without asking; [`FixBuilder::finish`] says why there is none.

use super::demand::{demand, field_quotes, is_shown_verbatim, parenthesised};
use super::document::{Document, size};
use super::splice::{Form, below, lower};
use super::{Fix, ImportRequest, Operation, Piece, Safety, Side, Slot, Template};
use crate::syntax::tokens::comments_in;
use crate::syntax::{AnyNodeRef, NodeId, Precedence, Ranged, Stmt, TextRange, TextSize, TokenKind};

/// Builds one fix.
pub struct FixBuilder<'a> {
    pub(super) document: &'a Document<'a>,
    fix: Fix,
    withheld: Option<Withheld>,
}

/// Why there is no fix at a place, in one clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Withheld {
    /// The replaced code has a comment that would be lost.
    #[error("a comment stands inside the code it would replace")]
    Comment,
    /// The place is in an f-string, which cannot hold the new text.
    #[error("the code stands in an f-string that cannot hold the new text")]
    FormatString,
    /// The statement shares its line.
    #[error("the statement shares its line with another")]
    SharedLine,
}

impl<'a> FixBuilder<'a> {
    /// A safe fix that does nothing. The title is in the imperative.
    pub fn new(document: &'a Document<'a>, title: impl Into<String>) -> Self {
        let fix = Fix {
            title: title.into(),
            safety: Safety::Safe,
            reason: None,
            operations: Vec::new(),
            imports: Vec::new(),
        };
        Self { document, fix, withheld: None }
    }

    /// The file the fix is for.
    pub fn document(&self) -> &'a Document<'a> {
        self.document
    }

    /// Lowers the trust in the fix, with the reason in one clause. The lowest of several stays, with its reason.
    pub fn lower_safety(&mut self, safety: Safety, reason: impl Into<String>) {
        if safety < self.fix.safety {
            self.fix.safety = safety;
            self.fix.reason = Some(reason.into());
        }
    }

    /// Replaces an expression by a template that binds as `precedence` says. Parentheses come where the place
    /// demands them and the source has none.
    pub fn replace(&mut self, expression: NodeId, precedence: Precedence, template: Template) {
        let range = self.document.nodes.get(expression).range();
        if parenthesised(self.document, expression).is_some() {
            self.put(expression, range, template);
        } else {
            self.put_demanded(expression, range, precedence, template);
        }
    }

    /// Replaces an expression as [`FixBuilder::replace`] does; its own parentheses stay only where the place demands them
    /// for the new one too, or where they hold several lines.
    pub fn replace_bare(&mut self, expression: NodeId, precedence: Precedence, template: Template) {
        match parenthesised(self.document, expression) {
            Some(own) if !super::template::breaks_line(self.document, inner(own)) => {
                self.put_demanded(expression, own, precedence, template);
            }
            _ => self.replace(expression, precedence, template),
        }
    }

    /// Puts text around an expression, which gets the parentheses that `slot` demands: `await ` around `a or b` makes
    /// `await (a or b)`.
    pub fn wrap(
        &mut self,
        expression: NodeId,
        before: &str,
        slot: Slot,
        after: &str,
        precedence: Precedence,
    ) {
        let node = self.document.nodes.get(expression);
        let own = parenthesised(self.document, expression);
        let demands = slot.demands_parentheses(self.document, expression);
        if let Some(own) = own.filter(|_| demands) {
            // Its own parentheses become the inner ones.
            let template = Template::new().text(before).hole(own).text(after);
            self.put_demanded(expression, own, precedence, template);
            return;
        }
        let template = Template::new().text(before);
        let template = if demands { template.text("(").hole(node).text(")") } else { template.hole(node) };
        self.replace(expression, precedence, template.text(after));
    }

    /// Awaits an expression.
    pub fn wrap_in_await(&mut self, expression: NodeId) {
        self.wrap(expression, "await ", Slot::Receiver, "", Precedence::Await);
    }

    /// Replaces any range that starts and ends at token boundaries; an empty one inserts. Keeps words apart.
    pub fn replace_range(&mut self, range: TextRange, template: Template) {
        let template = self.kept_apart(range, template);
        self.fix.operations.push(Operation::Replace { range, template });
    }

    /// Changes a comment; without text it goes, with its line if it has one of its own.
    pub fn replace_comment(&mut self, comment: TextRange, text: String) {
        let document = self.document;
        let range = if !text.is_empty() {
            comment
        } else if document.starts_line(comment.start()) {
            TextRange::new(document.line_start(comment.start()), document.next_line(comment.end()))
        } else {
            let code = &document.text[..comment.start().to_usize()];
            TextRange::new(size(code.trim_end_matches([' ', '\t', '\u{c}']).len()), comment.end())
        };
        self.fix.operations.push(Operation::Comment { range, text });
    }

    /// Replaces the statements from `first` to `last`, neighbours in one suite. Where the last one moves to another level at
    /// the template's end, the comments behind it and at the end of its block come along.
    pub fn replace_statements(&mut self, first: NodeId, last: NodeId, mut template: Template) {
        let (start, end) = (self.document.nodes.get(first), self.document.nodes.get(last));
        let has_lines = template.pieces.iter().any(|piece| match piece {
            Piece::Text(text) => text.contains('\n'),
            Piece::Hole(_) => false,
            Piece::Indented(_) | Piece::Outdented(_) => true,
        });
        if has_lines && !(self.document.starts_line(start.start()) && self.ends_line(last)) {
            self.withhold(Withheld::SharedLine);
            return;
        }
        let mut range = start.range().cover(end.range());
        if let Some(Piece::Indented(hole) | Piece::Outdented(hole)) = template.pieces.last_mut()
            && hole.end() == range.end()
        {
            range = TextRange::new(range.start(), below(self.document, last));
            *hole = TextRange::new(hole.start(), range.end());
        }
        self.replace_range(range, template);
    }

    /// Replaces a compound statement by what stands in its suite, with the comments there. A comment that ends its first line
    /// gets a line of its own.
    pub fn unwrap(&mut self, statement: NodeId, suite: &[Stmt]) {
        let (Some(head), Some(body)) = (self.head(statement, suite), self.suite_with_comments(suite)) else {
            return;
        };
        let line = TextRange::new(head.end(), self.document.line_end(head.end()));
        let comment =
            comments_in(self.document.parsed.tokens(), line).find(|comment| comment.start() < body.start());
        let template = comment.map_or_else(Template::new, |comment| Template::new().hole(comment).text("\n"));
        self.replace_statements(statement, statement, template.outdented(body));
    }

    /// The range of a suite, from the comments in lines of their own before its first statement.
    pub fn suite_with_comments(&self, suite: &[Stmt]) -> Option<TextRange> {
        let (first, last) = (suite.first()?, suite.last()?);
        let tokens = self.document.parsed.tokens().before(first.start());
        let opening = tokens.iter().rev().take_while(|token| {
            matches!(token.kind(), TokenKind::Comment | TokenKind::NonLogicalNewline | TokenKind::Indent)
        });
        let comments = opening
            .filter(|token| token.kind() == TokenKind::Comment && self.document.starts_line(token.start()));
        let start = comments.last().map_or(first.start(), Ranged::start);
        Some(TextRange::new(start, last.end()))
    }

    /// The first line of a compound statement, up to the colon before its suite.
    pub fn head(&self, statement: NodeId, suite: &[Stmt]) -> Option<TextRange> {
        let tokens = self.document.parsed.tokens().before(suite.first()?.start());
        let colon = tokens.iter().rev().find(|token| token.kind() == TokenKind::Colon)?;
        Some(TextRange::new(self.document.nodes.get(statement).start(), colon.end()))
    }

    /// Adds lines above a statement, at its indentation.
    pub fn insert_before(&mut self, statement: NodeId, text: impl Into<String>) {
        if !self.document.starts_line(self.document.nodes.get(statement).start()) {
            self.withhold(Withheld::SharedLine);
            return;
        }
        self.fix.operations.push(Operation::Insert { statement, side: Side::Before, text: text.into() });
    }

    /// Adds lines below a statement, at its indentation.
    pub fn insert_after(&mut self, statement: NodeId, text: impl Into<String>) {
        if !self.ends_line(statement) || !self.suite_has_own_lines(statement) {
            self.withhold(Withheld::SharedLine);
            return;
        }
        self.fix.operations.push(Operation::Insert { statement, side: Side::After, text: text.into() });
    }

    /// Removes a statement.
    pub fn remove_statement(&mut self, statement: NodeId) {
        self.fix.operations.push(Operation::RemoveStatement(statement));
    }

    /// Makes a function, a `with` or a `for` asynchronous, if it is not.
    pub fn make_async(&mut self, statement: NodeId) {
        let node = self.document.nodes.get(statement);
        let (is_async, start) = match node.ast {
            AnyNodeRef::StmtFunctionDef(def) => {
                let head = def.decorator_list.last().map_or(def.start(), Ranged::end);
                let tokens = self.document.parsed.tokens().after(head);
                let keyword = tokens.iter().find(|token| token.kind() == TokenKind::Def);
                (def.is_async, keyword.map_or(head, Ranged::start))
            }
            AnyNodeRef::StmtWith(with) => (with.is_async, with.start()),
            AnyNodeRef::StmtFor(each) => (each.is_async, each.start()),
            _ => return,
        };
        if !is_async {
            self.fix.operations.push(Operation::Replace {
                range: TextRange::empty(start),
                template: Template::new().text("async "),
            });
        }
    }

    /// Makes an `async def` a plain function.
    pub fn make_plain(&mut self, function: NodeId) {
        let AnyNodeRef::StmtFunctionDef(def) = self.document.nodes.get(function).ast else { return };
        if !def.is_async {
            return;
        }
        let head = def.decorator_list.last().map_or(def.start(), Ranged::end);
        let tokens = self.document.parsed.tokens().after(head);
        let start_of = |kind: TokenKind| tokens.iter().find(|token| token.kind() == kind).map(Ranged::start);
        if let (Some(start), Some(end)) = (start_of(TokenKind::Async), start_of(TokenKind::Def)) {
            let range = TextRange::new(start, end);
            self.fix.operations.push(Operation::Replace { range, template: Template::new() });
        }
    }

    /// Removes a decorator with its line; a comment that ends the line stays, in a line of its own.
    pub fn remove_decorator(&mut self, decorator: NodeId) {
        let range = self.document.nodes.get(decorator).range();
        let next = self.document.parsed.tokens().after(range.end()).first();
        let range = match next {
            Some(comment) if comment.kind() == TokenKind::Comment => {
                TextRange::new(range.start(), comment.start())
            }
            _ => super::splice::whole_lines(self.document, range),
        };
        self.fix.operations.push(Operation::Replace { range, template: Template::new() });
    }

    /// Asks for `import module`.
    pub fn import(&mut self, module: impl Into<String>) {
        self.import_beside(None, module, None);
    }

    /// Asks for `from module import name`.
    pub fn import_from(&mut self, module: impl Into<String>, name: impl Into<String>) {
        self.import_beside(None, module, Some(name.into()));
    }

    /// Asks for `import module`, or `from module import name`, in the line below another import, or in its place where it
    /// goes; at module level where there is none.
    pub fn import_beside(&mut self, other: Option<NodeId>, module: impl Into<String>, name: Option<String>) {
        let beside = other.filter(|other| self.document.starts_line(self.document.nodes.get(*other).start()));
        self.fix.imports.push(ImportRequest { module: module.into(), name, beside });
    }

    /// Adds a statement at module level after the imports, once for all fixes.
    pub fn module_statement(&mut self, text: impl Into<String>) {
        self.fix.operations.push(Operation::ModuleStatement { text: text.into() });
    }

    /// Withholds the fix; the first reason stays.
    pub fn withhold(&mut self, reason: Withheld) {
        self.withheld.get_or_insert(reason);
    }

    /// The fix.
    ///
    /// # Errors
    /// Why there is none here.
    pub fn finish(self) -> Result<Fix, Withheld> {
        if let Some(reason) = self.withheld {
            return Err(reason);
        }
        let has_comment = |range| comments_in(self.document.parsed.tokens(), range).next().is_some();
        for splice in lower(self.document, &self.fix) {
            if splice.form != Form::Comment && splice.consumed().iter().any(|gap| has_comment(gap.range)) {
                return Err(Withheld::Comment);
            }
        }
        Ok(self.fix)
    }

    pub(super) fn push(&mut self, operation: Operation) {
        self.fix.operations.push(operation);
    }

    fn put_demanded(
        &mut self,
        expression: NodeId,
        range: TextRange,
        precedence: Precedence,
        template: Template,
    ) {
        let first = template.pieces.first().map(|piece| piece_text(self.document.text, piece));
        // `with (a, b):` has two items, `with ((a, b)):` has one.
        let is_item = self.document.nodes.parent(expression).is_some_and(|parent| parent.is_with_item());
        let reads_as_items = is_item && first.is_some_and(|text| text.starts_with('('));
        if !reads_as_items && !demand(self.document, expression).needs_parentheses(precedence) {
            self.put(expression, range, template);
            return;
        }
        let mut enclosed = Template { is_sealed: template.is_sealed, ..Template::new().text("(") };
        enclosed.pieces.extend(template.pieces);
        self.put(expression, range, enclosed.text(")"));
    }

    fn put(&mut self, expression: NodeId, range: TextRange, template: Template) {
        if let Some(quotes) = field_quotes(self.document, expression) {
            let is_foreign = |c: char| quotes.contains(c) || matches!(c, '\n' | '\\' | '#');
            let cannot_hold = template.pieces.iter().any(|piece| match piece {
                Piece::Text(text) => text.contains(is_foreign),
                Piece::Hole(_) => false,
                Piece::Indented(_) | Piece::Outdented(_) => true,
            });
            if cannot_hold || is_shown_verbatim(self.document, expression) {
                self.withhold(Withheld::FormatString);
                return;
            }
        }
        self.replace_range(range, template);
    }

    /// Adds a space where the template's ends would run into the words beside the range.
    fn kept_apart(&self, range: TextRange, mut template: Template) -> Template {
        let text = self.document.text;
        let is_old_start = matches!(template.pieces.first(), Some(Piece::Hole(hole) | Piece::Indented(hole) | Piece::Outdented(hole)) if hole.start() == range.start());
        let is_old_end = matches!(template.pieces.last(), Some(Piece::Hole(hole) | Piece::Indented(hole) | Piece::Outdented(hole)) if hole.end() == range.end());
        let before = text[..range.start().to_usize()].chars().next_back();
        let after = text[range.end().to_usize()..].chars().next();
        let first = template.pieces.first().and_then(|piece| piece_text(text, piece).chars().next());
        let last = template.pieces.last().and_then(|piece| piece_text(text, piece).chars().next_back());
        if template.pieces.is_empty() {
            return template;
        }
        if !is_old_start && runs_together(before, first) {
            template.pieces.insert(0, Piece::Text(" ".to_owned()));
        }
        if !is_old_end && runs_together(last, after) {
            template = template.text(" ");
        }
        template
    }

    /// Whether nothing but a comment follows the statement on its line.
    fn ends_line(&self, statement: NodeId) -> bool {
        let (suite, place) = self.document.suite(statement);
        suite.get(place + 1).is_none_or(|next| !self.document.shares_line(&suite[place], next))
    }

    /// Whether the statement's suite does not begin on the line of its head.
    fn suite_has_own_lines(&self, statement: NodeId) -> bool {
        let (suite, place) = self.document.suite(statement);
        let first =
            (1..=place).rev().take_while(|at| self.document.shares_line(&suite[at - 1], &suite[*at])).last();
        self.document.starts_line(suite[first.map_or(place, |at| at - 1)].start())
    }
}

fn piece_text<'t>(text: &'t str, piece: &'t Piece) -> &'t str {
    match piece {
        Piece::Text(text) => text,
        Piece::Hole(range) | Piece::Indented(range) | Piece::Outdented(range) => &text[*range],
    }
}

/// A range without its first and last character.
fn inner(parentheses: TextRange) -> TextRange {
    TextRange::new(parentheses.start() + TextSize::new(1), parentheses.end() - TextSize::new(1))
}

fn runs_together(left: Option<char>, right: Option<char>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || !c.is_ascii();
    match right {
        '{' | '}' => left == right,
        '"' | '\'' => is_word(left),
        '.' => left.is_ascii_digit(),
        _ => is_word(left) && is_word(right),
    }
}
