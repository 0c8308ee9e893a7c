//! The one door to the parser: everything the rest of asyncfix knows of `ruff_*` passes through here.
//!
//! [`parse`] turns text into a [`Parsed`] tree with its tokens, [`Nodes`] lays that tree flat, with parents, and
//! [`cst`] rebuilds it as a lossless `rowan` tree for the few files that are edited.

pub mod cst;
pub mod nesting;
pub mod nodes;
pub mod tokens;

pub use nesting::{with_nodes, with_stack};
pub use nodes::{Node, NodeId, Nodes, suites};
pub use ruff_python_ast::token::{Token, TokenKind, Tokens};
pub use ruff_python_ast::{
    self as ast, AnyNodeRef, Expr, ExprContext, ExprRef, HasNodeIndex, NodeKind,
    OperatorPrecedence as Precedence, PythonVersion, Stmt,
};
pub use ruff_source_file::LineIndex;
pub use ruff_text_size::{Ranged, TextLen, TextRange, TextSize};

use std::cell::Cell;

use ruff_python_parser::{Mode, ParseOptions};

/// Which grammar a text is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grammar {
    /// A Python module or stub.
    Module,
    /// The code cells of a notebook, given as ranges of the text with one line feed between neighbours. Escape
    /// commands (`%magic`, `!shell`, `help?`) are statements.
    Cells(Vec<TextRange>),
}

/// A parsed text: its tree and its tokens, comments included.
pub struct Parsed {
    /// Taken only when dropped.
    tree: Option<ruff_python_parser::Parsed<ast::ModModule>>,
    depth: Cell<u32>,
}

/// Why a text has no tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong, in one clause.
    pub message: String,
    /// Where the parser noticed.
    pub range: TextRange,
}

impl Parsed {
    /// The module node.
    pub fn module(&self) -> &ast::ModModule {
        self.tree().syntax()
    }

    /// All tokens in the order of the source, comments and line breaks among them.
    pub fn tokens(&self) -> &Tokens {
        self.tree().tokens()
    }

    /// The tree's depth, for [`with_stack`]. Known once the tree was laid flat; the deepest possible before.
    pub fn depth(&self) -> u32 {
        self.depth.get()
    }

    fn tree(&self) -> &ruff_python_parser::Parsed<ast::ModModule> {
        self.tree.as_ref().expect("it is taken only when dropped")
    }
}

impl Drop for Parsed {
    fn drop(&mut self) {
        let tree = self.tree.take();
        let depth = self.depth();
        if depth <= nesting::LIMIT {
            with_stack(depth, || drop(tree));
        } else {
            // Dropping so deep a tree would need a stack of its size; the few megabytes are left to the system.
            std::mem::forget(tree);
        }
    }
}

/// The size in bytes above which a text is not parsed: its tree, and what is found in it, take eighty times as much memory.
const LARGEST: usize = 16 << 20;

/// Parses `text` with the newest grammar there is, so that code for any version from 3.7 on has a tree.
///
/// # Errors
/// The first syntax error, or that the text is too large.
pub fn parse(text: &str, grammar: &Grammar) -> Result<Parsed, SyntaxError> {
    if text.len() > LARGEST {
        let message =
            format!("larger than {} MiB, too large to be looked at; exclude the file", LARGEST >> 20);
        return Err(SyntaxError { message, range: TextRange::default() });
    }
    let tree = match grammar {
        Grammar::Module => ruff_python_parser::parse_unchecked(text, ParseOptions::from(Mode::Module))
            .try_into_module()
            .expect("a module is parsed in module mode"),
        Grammar::Cells(ranges) => ruff_python_parser::parse_cells_unchecked(
            text,
            ranges.iter().copied(),
            &ParseOptions::from(Mode::Ipython),
        ),
    };
    let error = tree
        .errors()
        .first()
        .map(|error| SyntaxError { message: error.error.to_string(), range: error.location });
    let parsed = Parsed { tree: Some(tree), depth: Cell::new(nesting::LIMIT) };
    match error {
        // Walking the tree finds its depth, so that what is too deep is never dropped.
        Some(error) => with_nodes(&parsed, |_| Err(error))?,
        None => Ok(parsed),
    }
}

/// Parses one expression, such as the text of a string annotation. `None` where it is none.
pub fn parse_expression(text: &str) -> Option<Box<Expr>> {
    if text.len() > 4096 {
        return None;
    }
    ruff_python_parser::parse_expression(text).ok().map(|parsed| parsed.into_syntax().body)
}
