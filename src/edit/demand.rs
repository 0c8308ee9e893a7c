//! How tightly an expression has to bind where it stands, so that nothing around it groups anew.

use super::document::Document;
use crate::syntax::ast::token::parenthesized_range;
use crate::syntax::{AnyNodeRef, Node, NodeId, Precedence, Ranged, TextRange, TokenKind, ast};

/// What a place accepts without parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    least: Precedence,
    accepts: Accepts,
}

/// The weakest expressions follow no order: each place accepts some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Accepts {
    Nothing,
    Yield,
    Assignment,
    Starred,
    AssignmentAndStarred,
}

impl Demand {
    /// A place that wants `least` or what binds tighter.
    pub fn new(least: Precedence) -> Self {
        Self { least, accepts: Accepts::Nothing }
    }

    /// The same place, where `*x` may stand as well.
    #[must_use]
    pub fn with_starred(self) -> Self {
        Self { accepts: Accepts::Starred, ..self }
    }

    /// Whether an expression of this precedence needs parentheses here. [`Precedence::None`], a tuple without
    /// parentheses, always does.
    pub fn needs_parentheses(self, precedence: Precedence) -> bool {
        match precedence {
            Precedence::None => true,
            Precedence::Yield => self.accepts != Accepts::Yield,
            Precedence::Assign => {
                !matches!(self.accepts, Accepts::Assignment | Accepts::AssignmentAndStarred)
            }
            Precedence::Starred => !matches!(self.accepts, Accepts::Starred | Accepts::AssignmentAndStarred),
            _ => precedence < self.least,
        }
    }
}

/// The parentheses around an expression, the outermost pair included; those of a call are not its argument's.
pub fn parenthesised(document: &Document<'_>, expression: NodeId) -> Option<TextRange> {
    let node = document.nodes.get(expression);
    let parent = document.nodes.parent(expression)?;
    parenthesized_range(node.as_expr_ref()?, parent.ast, document.parsed.tokens())
}

/// What the place of `expression` accepts.
pub fn demand(document: &Document<'_>, expression: NodeId) -> Demand {
    let Some(parent) = document.nodes.parent(expression) else { return Demand::new(Precedence::Atomic) };
    let node = document.nodes.get(expression);
    let accepting = |accepts| Demand { least: Precedence::Lambda, accepts };
    match parent.ast {
        AnyNodeRef::StmtAssign(assign) if is(&*assign.value, node) => accepting(Accepts::Yield),
        AnyNodeRef::StmtExpr(_) | AnyNodeRef::StmtAugAssign(_) | AnyNodeRef::StmtAnnAssign(_) => {
            accepting(Accepts::Yield)
        }
        AnyNodeRef::StmtIf(_)
        | AnyNodeRef::StmtWhile(_)
        | AnyNodeRef::ElifElseClause(_)
        | AnyNodeRef::StmtMatch(_)
        | AnyNodeRef::MatchCase(_)
        | AnyNodeRef::ExprListComp(_)
        | AnyNodeRef::ExprSetComp(_)
        | AnyNodeRef::ExprGenerator(_) => accepting(Accepts::Assignment),
        AnyNodeRef::Comprehension(_) => Demand::new(Precedence::Or),
        AnyNodeRef::ExprTuple(tuple) if !tuple.parenthesized => accepting(Accepts::Starred),
        AnyNodeRef::ExprTuple(_)
        | AnyNodeRef::Arguments(_)
        | AnyNodeRef::ExprList(_)
        | AnyNodeRef::ExprSet(_) => accepting(Accepts::AssignmentAndStarred),
        AnyNodeRef::InterpolatedElement(_) => Demand::new(Precedence::IfElse),
        parent => operator_demand(parent, node),
    }
}

/// The precedence just above.
fn above(precedence: Precedence) -> Precedence {
    match precedence {
        Precedence::Or => Precedence::And,
        Precedence::And => Precedence::Not,
        Precedence::Not => Precedence::ComparisonsMembershipIdentity,
        Precedence::ComparisonsMembershipIdentity => Precedence::BitOr,
        Precedence::BitOr => Precedence::BitXor,
        Precedence::BitXor => Precedence::BitAnd,
        Precedence::BitAnd => Precedence::LeftRightShift,
        Precedence::LeftRightShift => Precedence::AddSub,
        Precedence::AddSub => Precedence::MulDivRemain,
        Precedence::MulDivRemain => Precedence::PosNegBitNot,
        _ => Precedence::Atomic,
    }
}

fn operator_demand(parent: AnyNodeRef<'_>, node: Node<'_>) -> Demand {
    let least = match parent {
        AnyNodeRef::ExprAttribute(_) | AnyNodeRef::ExprCall(_) | AnyNodeRef::ExprAwait(_) => {
            Precedence::CallAttribute
        }
        AnyNodeRef::ExprSubscript(subscript) if is(&*subscript.value, node) => Precedence::CallAttribute,
        AnyNodeRef::ExprBinOp(binary) => {
            let operator = Precedence::from(binary.op);
            match (is(&*binary.left, node), operator) {
                (true, Precedence::Exponent) => Precedence::Await,
                (false, Precedence::Exponent) => Precedence::PosNegBitNot,
                (true, _) => operator,
                (false, _) => above(operator),
            }
        }
        AnyNodeRef::ExprUnaryOp(unary) => Precedence::from(unary.op),
        AnyNodeRef::ExprCompare(_)
        | AnyNodeRef::ExprStarred(_)
        | AnyNodeRef::Keyword(ast::Keyword { arg: None, .. }) => Precedence::BitOr,
        AnyNodeRef::ExprBoolOp(boolean) => above(Precedence::from(boolean.op)),
        AnyNodeRef::ExprIf(conditional) if is(&*conditional.orelse, node) => Precedence::Lambda,
        AnyNodeRef::ExprIf(_) => Precedence::Or,
        AnyNodeRef::ExprDict(dict) => {
            let unpacked = dict.items.iter().any(|item| item.key.is_none() && is(&item.value, node));
            if unpacked { Precedence::BitOr } else { Precedence::Lambda }
        }
        AnyNodeRef::StmtFor(each) if !is(&*each.target, node) => Precedence::Lambda,
        AnyNodeRef::StmtAssign(_)
        | AnyNodeRef::StmtDelete(_)
        | AnyNodeRef::StmtFor(_)
        | AnyNodeRef::PatternMatchValue(_)
        | AnyNodeRef::PatternMatchClass(_) => Precedence::CallAttribute,
        _ => Precedence::Lambda,
    };
    Demand::new(least)
}

/// Whether a place takes only what stands on one line, without a backslash or one of these quotes: the quotes of the
/// f-strings that hold it. `None` outside f-strings.
pub fn field_quotes(document: &Document<'_>, node: NodeId) -> Option<String> {
    let mut quotes: Option<String> = None;
    for ancestor in document.nodes.ancestors(node) {
        let start = match ancestor.ast {
            AnyNodeRef::FString(string) => string.start(),
            AnyNodeRef::TString(string) => string.start(),
            _ => continue,
        };
        let tokens = document.parsed.tokens().after(start);
        let is_start = |kind| matches!(kind, TokenKind::FStringStart | TokenKind::TStringStart);
        let opening =
            tokens.first().filter(|token| is_start(token.kind())).map(|token| token.string_quote_style());
        quotes.get_or_insert_default().push(opening.map_or('"', ast::str::Quote::as_char));
    }
    quotes
}

/// Whether the place shows its own source: `f"{call()=}"`.
pub fn is_shown_verbatim(document: &Document<'_>, node: NodeId) -> bool {
    document.nodes.ancestors(node).any(|ancestor| {
        matches!(ancestor.ast, AnyNodeRef::InterpolatedElement(element) if element.debug_text.is_some())
    })
}

fn is(field: &impl Ranged, node: Node<'_>) -> bool {
    field.range() == node.range()
}
