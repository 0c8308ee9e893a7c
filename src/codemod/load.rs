//! Reads a codemod's file.

use std::path::Path;

use super::error::CodemodError;
use super::header::{Header, docstring};
use super::hole::{Constraint, Hole, LiteralKind, Takes};
use super::own::own;
use super::pattern::{Compiler, LocalIndex, Pattern, Refusal};
use super::template::Replacement;
use super::{Codemod, Pair, Place, Use, template};
use crate::edit::Document;
use crate::model::Model;
use crate::rule::{Needs, Rule};
use crate::syntax::{
    AnyNodeRef, Expr, Grammar, LineIndex, Ranged as _, Stmt, TextSize, ast, parse, with_nodes,
};

/// The module that codemods import what only they know from.
const OWN_MODULE: &str = "asyncfix";

/// Reads a codemod. `path` is named in errors, and its stem is the codemod's name.
///
/// # Errors
/// The text is no Python, or no codemod: all that is wrong with it, in the order of the lines.
pub fn load(path: &Path, text: &str) -> Result<Codemod, Vec<CodemodError>> {
    let lines = LineIndex::from_source_text(text);
    let error = |(offset, message): (TextSize, String)| CodemodError {
        path: path.to_owned(),
        row: lines.line_index(offset).get(),
        message,
    };
    let syntax_error =
        |problem: crate::syntax::SyntaxError| vec![error((problem.range.start(), problem.message))];
    let parsed = parse(text, &Grammar::Module).map_err(syntax_error)?;
    let read = with_nodes(&parsed, |nodes| {
        let model = Model::new(text, &parsed, nodes);
        let document = Document::new(text, &parsed, &model.nodes, &Grammar::Module);
        let mut reader = Reader { model: &model, document: &document, errors: Vec::new(), pairs: Vec::new() };
        let header = reader.read();
        (header, reader.pairs, reader.errors)
    });
    let (header, pairs, mut errors) = read.map_err(syntax_error)?;
    if errors.is_empty() && pairs.is_empty() {
        errors.push((
            TextSize::new(0),
            "a codemod has a function `before`, and one `after` or none".to_owned(),
        ));
    }
    if !errors.is_empty() {
        errors.sort_by_key(|(offset, _)| *offset);
        return Err(errors.into_iter().map(error).collect());
    }
    Ok(codemod(&super::library::name_of(path), header, pairs))
}

fn codemod(name: &str, header: Header, pairs: Vec<Pair>) -> Codemod {
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let aliases: Vec<&'static str> = header.aliases.into_iter().map(leak).collect();
    let has_fix = pairs.iter().any(|pair| pair.replacement.is_some());
    let rule = Rule {
        code: leak(header.code.unwrap_or_else(|| name.to_owned())),
        name: leak(name.to_owned()),
        safety: has_fix.then_some(header.safety),
        default: header.default,
        aliases: Box::leak(aliases.into_boxed_slice()),
        on: &[],
        needs: Needs::Program,
        program: None,
        check: |_, _| None,
    };
    let summary = header.page.lines().next().unwrap_or_default().trim().trim_end_matches('.').to_owned();
    Codemod {
        rule,
        message: header.message.unwrap_or_else(|| summary.clone()),
        title: header.title.unwrap_or(summary),
        page: header.page,
        safe_from: header.safe_from,
        reason: header.reason,
        requires_python: header.requires_python,
        runs_on: header.runs_on,
        dependencies: header.dependencies,
        pairs,
    }
}

struct Reader<'m, 'a> {
    model: &'m Model<'a>,
    document: &'m Document<'a>,
    errors: Vec<Refusal>,
    pairs: Vec<Pair>,
}

impl<'a> Reader<'_, 'a> {
    fn read(&mut self) -> Header {
        let body = &self.model.parsed.module().body;
        let page = docstring(body);
        if page.is_none() {
            let message = "a codemod starts with its page as a docstring: what it does, on the first line";
            self.errors.push((TextSize::new(0), message.to_owned()));
        }
        let text = page.map(|page| dedented(page.value.to_str())).unwrap_or_default();
        let mut header = Header::new(text);
        for statement in body.iter().skip(usize::from(page.is_some())) {
            match statement {
                Stmt::Import(_) | Stmt::ImportFrom(_) => {}
                Stmt::Assign(assign) => {
                    if let Err(refusal) = header.set(assign) {
                        self.errors.push(refusal);
                    }
                }
                Stmt::FunctionDef(def) if is_named(def, "before") => {
                    if let Err(refusal) = self.pair(def, body) {
                        self.errors.push(refusal);
                    }
                }
                Stmt::FunctionDef(def) if is_named(def, "after") => {
                    let before = format!("before{}", &def.name.as_str()["after".len()..]);
                    if function(body, &before).is_none() {
                        self.errors.push((def.name.start(), format!("there is no `{before}` for it")));
                    }
                }
                other => {
                    let message = "a codemod has imports, settings, and functions `before…` and `after…`";
                    self.errors.push((other.start(), message.to_owned()));
                }
            }
        }
        header
    }

    fn pair(&mut self, before: &'a ast::StmtFunctionDef, body: &'a [Stmt]) -> Result<(), Refusal> {
        let suffix = &before.name.as_str()["before".len()..];
        let holes = self.holes(before)?;
        let mut compiler = Compiler { model: self.model, holes: &holes, locals: Vec::new() };
        let code = without_docstring(&before.body);
        let (Some(_), Some(_)) = (code.first(), code.last()) else {
            return Err((before.name.start(), "it is empty: what shall it find?".to_owned()));
        };
        let pattern = compiler.pattern(code)?;
        if matches!(pattern, Pattern::Expression(super::pattern::Part::Hole(_))) {
            return Err((code[0].start(), "a hole alone would match everything".to_owned()));
        }
        let depths = template::depths(&compiler, code);
        let keeps_block = template::is_block_alone(&compiler, code);
        let pattern_code = code;
        let after = function(body, &format!("after{suffix}"));
        let replacement = match after {
            None => None,
            Some(after) => {
                check_parameters(before, after)?;
                let code = without_docstring(&after.body);
                if code.is_empty() {
                    return Err((after.name.start(), "it is empty: what shall stand there?".to_owned()));
                }
                compiler.declare_own(code);
                let declared = compiler.locals.len();
                let mut replacement = template::replacement(&mut compiler, self.document, code, &depths)?;
                if !keeps_block {
                    replacement.head = None;
                }
                replacement.wraps = template::wraps(&mut compiler, self.document, pattern_code, code)?;
                if let Some(new) = compiler.locals.get(declared) {
                    let message =
                        format!("`{new}` is bound here alone; `before` must bind it, or it is a parameter");
                    return Err((after.name.start(), message));
                }
                if replacement.awaits && !before.is_async {
                    let message =
                        "what it becomes awaits, so it must be `async def`, to be found in async code alone";
                    return Err((before.name.start(), message.to_owned()));
                }
                Some(replacement)
            }
        };
        let name = suffix.trim_start_matches('_').to_owned();
        let place = if before.is_async { Place::AsyncCode } else { Place::Anywhere };
        let value = self.value(before, &pattern)?;
        let after = after.map(|after| without_docstring(&after.body));
        let spot = on_the_spot(&mut compiler, self.document, code, after.unwrap_or_default())?;
        let locals = compiler.locals;
        let spot = spot.map(|(local, pattern, replacement)| Pair {
            name: name.clone(),
            holes: holes.clone(),
            locals: locals.clone(),
            on_the_spot: Some(local),
            place,
            value,
            pattern,
            replacement,
        });
        self.pairs.push(Pair { name, holes, locals, on_the_spot: None, place, value, pattern, replacement });
        self.pairs.extend(spot);
        Ok(())
    }

    /// What the annotation of what `before` returns says of the value.
    fn value(&self, before: &ast::StmtFunctionDef, pattern: &Pattern) -> Result<Use, Refusal> {
        match (before.returns.as_deref(), pattern) {
            (None, _) => Ok(Use::Anyhow),
            (Some(Expr::NoneLiteral(_)), Pattern::Expression(_)) => Ok(Use::None),
            (Some(other), _) => {
                let message = format!(
                    "`{}` says nothing here: `-> None` behind a `before` of one expression says that its value is not used",
                    self.document.slice(other)
                );
                Err((other.start(), message))
            }
        }
    }

    fn holes(&self, def: &'a ast::StmtFunctionDef) -> Result<Vec<Hole>, Refusal> {
        let parameters = &def.parameters;
        let mut holes = Vec::new();
        for parameter in parameters.iter_non_variadic_params() {
            let mut hole = Hole {
                name: parameter.parameter.name.to_string(),
                takes: Takes::Expression,
                constraints: Vec::new(),
                default: parameter.default.as_deref().map(|value| self.document.slice(value).to_owned()),
            };
            if let Some(annotation) = &parameter.parameter.annotation {
                self.constrain(&mut hole, annotation)?;
            }
            holes.push(hole);
        }
        let variadic = [(&parameters.vararg, Takes::Positional), (&parameters.kwarg, Takes::Keywords)];
        for (parameter, takes) in variadic {
            if let Some(parameter) = parameter {
                let name = parameter.name.to_string();
                let mut hole = Hole { name, takes, constraints: Vec::new(), default: None };
                if let (Takes::Keywords, Some(annotation)) = (takes, &parameter.annotation) {
                    self.constrain(&mut hole, annotation)?;
                }
                holes.push(hole);
            }
        }
        Ok(holes)
    }

    fn constrain(&self, hole: &mut Hole, annotation: &'a Expr) -> Result<(), Refusal> {
        match annotation {
            Expr::BinOp(union) if union.op == ast::Operator::BitOr => {
                self.constrain(hole, &union.left)?;
                return self.constrain(hole, &union.right);
            }
            Expr::NoneLiteral(_) => {
                hole.constraints.push(value(annotation, self)?);
                return Ok(());
            }
            Expr::Subscript(subscript) if self.model.names(&subscript.value, "typing.Literal") => {
                let values = match &*subscript.slice {
                    Expr::Tuple(tuple) => &tuple.elts[..],
                    single => std::slice::from_ref(single),
                };
                for each in values {
                    hole.constraints.push(value(each, self)?);
                }
                return Ok(());
            }
            _ => {}
        }
        let unknown = || {
            let message = format!(
                "`{}` says nothing about a parameter: a class, `Literal[…]`, `int`, `str`, `bytes`, `float`, `bool`, `Name`, `Bound`, `Caught` or `Body`",
                self.document.slice(annotation)
            );
            (annotation.start(), message)
        };
        let qualified = self.model.qualified(annotation).ok_or_else(unknown)?;
        let constraint = match qualified.segments() {
            ["builtins", "int"] => Constraint::Literal(LiteralKind::Int),
            ["builtins", "float"] => Constraint::Literal(LiteralKind::Float),
            ["builtins", "str"] => Constraint::Literal(LiteralKind::Str),
            ["builtins", "bytes"] => Constraint::Literal(LiteralKind::Bytes),
            ["builtins", "bool"] => Constraint::Literal(LiteralKind::Bool),
            ["builtins", "tuple"] => Constraint::Literal(LiteralKind::Tuple),
            ["builtins", "list"] => {
                hole.constraints.push(Constraint::Literal(LiteralKind::List));
                Constraint::Instance("builtins.list".to_owned())
            }
            ["typing", "Any"] => return Ok(()),
            [module, "Name"] if *module == OWN_MODULE => Constraint::Name,
            [module, "Bound"] if *module == OWN_MODULE => Constraint::Bound,
            [module, "Caught"] if *module == OWN_MODULE => Constraint::Caught,
            [module, "Body"] if *module == OWN_MODULE => {
                hole.takes = Takes::Statements;
                return Ok(());
            }
            [module, ..] if *module == OWN_MODULE => return Err(unknown()),
            segments => Constraint::Instance(segments.join(".")),
        };
        hole.constraints.push(constraint);
        Ok(())
    }
}

/// What a pair about `name = value` is about where the value is used on the spot: the name, the value and what becomes of
/// it. A main pair has that only where a block goes around the statement, as nobody could close what has no name; one
/// about the uses of a name always.
fn on_the_spot<'a>(
    compiler: &mut Compiler<'_, 'a>,
    document: &Document<'a>,
    before: &'a [Stmt],
    after: &'a [Stmt],
) -> Result<Option<(LocalIndex, Pattern, Option<Replacement>)>, Refusal> {
    let [Stmt::Assign(assign)] = before else { return Ok(None) };
    let [Expr::Name(name)] = &*assign.targets else { return Ok(None) };
    let is_of_uses = compiler.holes.iter().any(Hole::is_bound);
    let is_block = matches!(after, [Stmt::With(_)]);
    let local = compiler.locals.iter().position(|local| local == name.id.as_str());
    let (Some(local), true) = (local, is_of_uses || is_block) else { return Ok(None) };
    let replacement = template::on_the_spot(compiler, document, after)?;
    if replacement.is_none() && !after.is_empty() {
        return Ok(None);
    }
    Ok(Some((local, compiler.value(&assign.value)?, replacement)))
}

/// An `after` has no parameter that its `before` has not.
fn check_parameters(before: &ast::StmtFunctionDef, after: &ast::StmtFunctionDef) -> Result<(), Refusal> {
    for parameter in &*after.parameters {
        let name = parameter.name().as_str();
        if !before.parameters.iter().any(|other| other.name().as_str() == name) {
            let message =
                format!("`{name}` is no parameter of `{}`: nothing says what it would be", before.name);
            return Err((parameter.name().start(), message));
        }
    }
    Ok(())
}

fn value(expr: &Expr, reader: &Reader<'_, '_>) -> Result<Constraint, Refusal> {
    let node = AnyNodeRef::from(expr);
    let is_literal = expr.is_literal_expr();
    let own = own(node).filter(|_| is_literal);
    let kind = reader.model.nodes.kind(reader.model.nodes.id_of(expr));
    own.map(|own| Constraint::Value(kind, own))
        .ok_or_else(|| (expr.start(), "`Literal[…]` holds literals alone".to_owned()))
}

fn function<'a>(body: &'a [Stmt], name: &str) -> Option<&'a ast::StmtFunctionDef> {
    body.iter().find_map(|statement| match statement {
        Stmt::FunctionDef(def) if def.name.as_str() == name => Some(def),
        _ => None,
    })
}

/// Whether a function's name is `word`, or begins with it and an underscore.
fn is_named(def: &ast::StmtFunctionDef, word: &str) -> bool {
    def.name.as_str().strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

fn without_docstring(body: &[Stmt]) -> &[Stmt] {
    let has_more = body.len() > 1 && docstring(body).is_some();
    &body[usize::from(has_more)..]
}

/// A docstring without the indentation of its lines.
fn dedented(text: &str) -> String {
    let lines = || text.trim_end().split('\n');
    let indentation = lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let rest = lines().skip(1).map(|line| line.get(indentation..).unwrap_or_default().trim_end());
    let first = lines().next().unwrap_or_default().trim();
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n")
}
