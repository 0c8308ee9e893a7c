//! Reads a stub with marks: its facts, as of any file, and what its decorators from `asyncfix` say.

use rustc_hash::{FxHashMap, FxHashSet};

use super::marks::{Blocking, Category, DecoratorKind, Given, Literal, Marks, Timeout, Unless, When};
use crate::facts::{ClassIndex, Constant, Facts, FunctionIndex, Name, constant, extract};
use crate::model::Model;
use crate::syntax::{AnyNodeRef, Expr, Grammar, LineIndex, Ranged as _, TextSize, ast, parse, with_nodes};

/// A stub, read.
#[derive(Debug)]
pub struct MarkedStub {
    /// Its facts.
    pub facts: Facts,
    /// The marks of its functions.
    pub functions: Vec<(FunctionIndex, Marks)>,
    /// The marks of its classes.
    pub classes: Vec<(ClassIndex, Marks)>,
    /// What it says of whether any thread may use the module, if anything.
    pub is_thread_safe: Option<bool>,
}

/// Something in a stub that says nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {row}: {message}")]
pub struct StubError {
    /// The 1-based line.
    pub row: usize,
    /// What is wrong, and what is right.
    pub message: String,
}

/// Reads a stub.
///
/// # Errors
/// The text is no Python, or a mark is unknown, misspelt or has arguments that it does not take. All errors of the text,
/// in the order of the lines.
pub fn read_stub(text: &str) -> Result<MarkedStub, Vec<StubError>> {
    let lines = LineIndex::from_source_text(text);
    let row = |offset: TextSize| lines.line_index(offset).get();
    let syntax_error = |error: crate::syntax::SyntaxError| {
        vec![StubError { row: row(error.range.start()), message: error.message }]
    };
    let parsed = parse(text, &Grammar::Module).map_err(syntax_error)?;
    let read = with_nodes(&parsed, |nodes| {
        let model = Model::new(text, &parsed, nodes);
        let mut reader = Reader::new(&model, extract(&model, &FxHashSet::default()));
        reader.read();
        reader.finish()
    });
    let (stub, errors) = read.map_err(syntax_error)?;
    if errors.is_empty() {
        return Ok(stub);
    }
    Err(errors.into_iter().map(|(offset, message)| StubError { row: row(offset), message }).collect())
}

struct Reader<'m, 'a> {
    model: &'m Model<'a>,
    functions: FxHashMap<u32, FunctionIndex>,
    classes: FxHashMap<u32, ClassIndex>,
    stub: MarkedStub,
    errors: Vec<(TextSize, String)>,
}

impl<'m, 'a> Reader<'m, 'a> {
    fn new(model: &'m Model<'a>, facts: Facts) -> Self {
        let by_start =
            |ranges: &[(u32, u32)]| (0..).zip(ranges).map(|(index, range)| (range.0, index)).collect();
        Self {
            model,
            functions: by_start(&facts.positions.functions),
            classes: by_start(&facts.positions.classes),
            stub: MarkedStub { facts, functions: Vec::new(), classes: Vec::new(), is_thread_safe: None },
            errors: Vec::new(),
        }
    }

    fn finish(self) -> (MarkedStub, Vec<(TextSize, String)>) {
        (self.stub, self.errors)
    }

    fn read(&mut self) {
        let model = self.model;
        for node in model.nodes.iter() {
            match node.ast {
                AnyNodeRef::StmtFunctionDef(def) => {
                    let marks = self.marks(&def.decorator_list);
                    self.check_parameters(&marks, def);
                    if marks != Marks::default()
                        && let Some(index) = self.functions.get(&def.name.start().to_u32())
                    {
                        self.stub.functions.push((*index, marks));
                    }
                }
                AnyNodeRef::StmtClassDef(class) => {
                    let marks = self.marks(&class.decorator_list);
                    if marks != Marks::default()
                        && let Some(index) = self.classes.get(&class.name.start().to_u32())
                    {
                        self.stub.classes.push((*index, marks));
                    }
                }
                AnyNodeRef::StmtAssign(assign) => {
                    if let ([Expr::Name(name)], Expr::BooleanLiteral(literal)) =
                        (&*assign.targets, &*assign.value)
                        && name.id.as_str() == "__thread_safe__"
                    {
                        self.stub.is_thread_safe = Some(literal.value);
                    }
                }
                _ => {}
            }
        }
    }

    fn marks(&mut self, decorators: &'a [ast::Decorator]) -> Marks {
        let mut marks = Marks::default();
        for decorator in decorators {
            let (name, call) = match &decorator.expression {
                Expr::Call(call) => (&*call.func, Some(call)),
                other => (other, None),
            };
            let Some(qualified) = self.model.qualified(name) else { continue };
            let ["asyncfix", mark] = qualified.segments() else { continue };
            if let Err(message) = add_mark(&mut marks, mark, call) {
                self.errors.push((decorator.start(), message));
            }
        }
        marks
    }

    /// A mark that names a parameter names one that the function has, unless it takes any.
    fn check_parameters(&mut self, marks: &Marks, def: &ast::StmtFunctionDef) {
        if def.parameters.vararg.is_some() || def.parameters.kwarg.is_some() {
            return;
        }
        let names: Vec<Name> =
            def.parameters.iter().map(|parameter| Name::new(parameter.name().as_str())).collect();
        let timeouts = marks.timeouts.iter().map(|timeout| timeout.parameter);
        let given = marks.unless_given.iter().map(|given| given.parameter);
        let unless = marks.unless.iter().map(|unless| unless.parameter).chain(given);
        let mut in_marks = unless.chain(timeouts).chain(
            [&marks.offloads, &marks.runs_on_loop, &marks.calls, &marks.awaits]
                .into_iter()
                .flatten()
                .copied(),
        );
        if in_marks.any(|name| !names.contains(&name)) {
            let message = format!("a mark of `{}` names a parameter that it does not have", def.name);
            self.errors.push((def.name.start(), message));
        }
    }
}

/// All marks, for the message about one that is none.
const MARKS: &str = "blocking, blocking_methods, unless, unless_given, timeout, quick, offloads, runs_on_loop, calls, \
                     awaits, drives_loop, needs_loop, loop_bound, thread_bound, per_thread, async_twin, known_as, \
                     decorator, caches";

fn add_mark(marks: &mut Marks, mark: &str, call: Option<&ast::ExprCall>) -> Result<(), String> {
    match mark {
        "blocking" => {
            let category = category(mark, call)?;
            marks.blocking = Some(Blocking { category, opens: is_set(call, "opens"), when: when(call)? });
        }
        "blocking_methods" => marks.blocking_methods = Some(category(mark, call)?),
        "unless" => marks.unless.push(unless(call)?),
        "unless_given" => marks.unless_given.push(given(call)?),
        "timeout" => marks.timeouts.push(timeout(mark, call)?),
        "offloads" => marks.offloads.push(Name::new(text_of(mark, call)?)),
        "runs_on_loop" => marks.runs_on_loop.push(Name::new(text_of(mark, call)?)),
        "awaits" => marks.awaits.push(Name::new(text_of(mark, call)?)),
        "calls" => {
            let parameter = Name::new(text_of(mark, call)?);
            marks.calls.push(parameter);
            if is_set(call, "later") {
                marks.calls_later.push(parameter);
            }
        }
        "async_twin" => marks.async_twin = Some(text_of(mark, call)?.into()),
        "per_thread" => marks.per_thread = Some(text_of(mark, call)?.into()),
        "known_as" => marks.known_as = Some(text_of(mark, call)?.into()),
        "decorator" => marks.decorator = Some(decorator_kind(text_of(mark, call)?)?),
        "needs_loop" if call.is_some() => marks.needs_loop_before = Some(version_before(call)?),
        _ if call.is_some() => {
            return Err(format!("`{mark}` is no mark that takes arguments; there are {MARKS}"));
        }
        "quick" => marks.is_quick = true,
        "drives_loop" => marks.drives_loop = true,
        "needs_loop" => marks.needs_loop = true,
        "loop_bound" => marks.is_loop_bound = true,
        "thread_bound" => marks.is_thread_bound = true,
        "caches" => marks.caches = true,
        _ => return Err(format!("`{mark}` is no mark; there are {MARKS}")),
    }
    Ok(())
}

/// Whether a mark has an argument that is `True`.
fn is_set(call: Option<&ast::ExprCall>, name: &str) -> bool {
    call.and_then(|call| call.arguments.find_keyword(name))
        .is_some_and(|keyword| matches!(&keyword.value, Expr::BooleanLiteral(literal) if literal.value))
}

/// When a call blocks, by the argument `lazy`.
fn when(call: Option<&ast::ExprCall>) -> Result<When, String> {
    let lazy = call.and_then(|call| call.arguments.find_keyword("lazy"));
    match lazy.map(|keyword| &keyword.value) {
        None => Ok(When::AtOnce),
        Some(Expr::BooleanLiteral(literal)) if literal.value => Ok(When::Iterated),
        Some(Expr::StringLiteral(text)) if text.value.to_str() == "step" => Ok(When::IteratedInStep),
        Some(_) => Err("`lazy` is `True` or `\"step\"`".to_owned()),
    }
}

fn text_of<'a>(mark: &str, call: Option<&'a ast::ExprCall>) -> Result<&'a str, String> {
    match call.map(|call| &*call.arguments.args) {
        Some([Expr::StringLiteral(text)]) => Ok(text.value.to_str()),
        _ => Err(format!("`{mark}` takes one string")),
    }
}

fn category(mark: &str, call: Option<&ast::ExprCall>) -> Result<Category, String> {
    let name = text_of(mark, call)?;
    Category::of_name(name).ok_or_else(|| {
        let names: Vec<&str> = Category::ALL.into_iter().map(Category::name).collect();
        format!("`{name}` is no category; there are {}", names.join(", "))
    })
}

fn unless(call: Option<&ast::ExprCall>) -> Result<Unless, String> {
    let wrong = || {
        "`unless` takes one argument by name: `None`, a truth value, a number or a short string".to_owned()
    };
    let [keyword] = call.map(|call| &*call.arguments.keywords).ok_or_else(wrong)? else {
        return Err(wrong());
    };
    let parameter = Name::new(keyword.arg.as_ref().ok_or_else(wrong)?.as_str());
    let value = match &keyword.value {
        Expr::NoneLiteral(_) => Literal::None,
        value => Literal::Constant(constant(value).ok_or_else(wrong)?),
    };
    Ok(Unless { parameter, value })
}

fn given(call: Option<&ast::ExprCall>) -> Result<Given, String> {
    let wrong = || "`unless_given` takes the name of a parameter and words, as strings".to_owned();
    let text = |argument: &Expr| match argument {
        Expr::StringLiteral(text) => Ok(Name::new(text.value.to_str())),
        _ => Err(wrong()),
    };
    let [parameter, words @ ..] = call.map(|call| &*call.arguments.args).ok_or_else(wrong)? else {
        return Err(wrong());
    };
    Ok(Given { parameter: text(parameter)?, words: words.iter().map(text).collect::<Result<_, _>>()? })
}

fn timeout(mark: &str, call: Option<&ast::ExprCall>) -> Result<Timeout, String> {
    let parameter = Name::new(text_of(mark, call)?);
    let units = call.and_then(|call| call.arguments.find_keyword("per_second"));
    let per_second = match units.map(|keyword| constant(&keyword.value)) {
        None => 1,
        Some(Some(Constant::Number(number))) if (1..=1_000_000_000).contains(&number) => number,
        Some(_) => return Err("`per_second` takes a whole number".to_owned()),
    };
    Ok(Timeout { parameter, per_second })
}

/// The version in `needs_loop(before="3.10")`.
fn version_before(call: Option<&ast::ExprCall>) -> Result<(u8, u8), String> {
    let keyword = call.and_then(|call| call.arguments.find_keyword("before"));
    let version = match keyword.map(|keyword| &keyword.value) {
        Some(Expr::StringLiteral(text)) => text.value.to_str().split_once('.'),
        _ => None,
    };
    let parsed = version.and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    parsed.ok_or_else(|| "`needs_loop` takes nothing, or a version: `before=\"3.10\"`".to_owned())
}

fn decorator_kind(name: &str) -> Result<DecoratorKind, String> {
    Ok(match name {
        "same" => DecoratorKind::Same,
        "property" => DecoratorKind::Property,
        "staticmethod" => DecoratorKind::Static,
        "classmethod" => DecoratorKind::Class,
        "contextmanager" => DecoratorKind::ContextManager,
        "asynccontextmanager" => DecoratorKind::AsyncContextManager,
        "offloads" => DecoratorKind::Offloads,
        _ => {
            return Err(format!(
                "`{name}` is no kind of decorator; there are same, property, staticmethod, classmethod, \
                 contextmanager, asynccontextmanager, offloads"
            ));
        }
    })
}
