//! What a codemod says of itself: its docstring and the settings at the top of its file.

use crate::edit::Safety;
use crate::model::Flavour;
use crate::rule::Default;
use crate::syntax::{Expr, PythonVersion, Ranged as _, Stmt, ast};

use super::pattern::Refusal;

/// The settings of a codemod.
#[derive(Debug)]
pub struct Header {
    /// The docstring, in Markdown.
    pub page: String,
    /// The code of its findings; its name if there is none.
    pub code: Option<String>,
    /// How far its fixes can be trusted.
    pub safety: Safety,
    /// The oldest Python for which they can be trusted so far; below, they are unsafe.
    pub safe_from: Option<PythonVersion>,
    /// Why they are not safe.
    pub reason: Option<String>,
    /// What its findings say.
    pub message: Option<String>,
    /// What its fixes do, in the imperative.
    pub title: Option<String>,
    /// The oldest Python that its result runs on.
    pub requires_python: Option<PythonVersion>,
    /// The async library that its result runs on; whichever the file is written for unless said.
    pub runs_on: Option<Flavour>,
    /// What its result needs installed.
    pub dependencies: Vec<String>,
    /// Whether it runs without being asked for.
    pub default: Default,
    /// Codes of other tools for the same pattern.
    pub aliases: Vec<String>,
}

/// The settings that a codemod can have, for the message about one that does not exist.
const KEYS: &str = "`code`, `safety`, `safe_from`, `reason`, `message`, `title`, `requires_python`, `runs_on`, `dependencies`, `off_by_default`, `aliases`";

impl Header {
    /// A header that says nothing but the page.
    pub fn new(page: String) -> Self {
        Self {
            page,
            code: None,
            safety: Safety::Unsafe,
            safe_from: None,
            reason: None,
            message: None,
            title: None,
            requires_python: None,
            runs_on: None,
            dependencies: Vec::new(),
            default: Default::On,
            aliases: Vec::new(),
        }
    }

    /// Takes in `key = value`.
    ///
    /// # Errors
    /// A setting that does not exist, or a value that it does not take.
    pub fn set(&mut self, assign: &ast::StmtAssign) -> Result<(), Refusal> {
        let [Expr::Name(key)] = &*assign.targets else {
            return Err((assign.start(), "a codemod assigns settings alone, one a line".to_owned()));
        };
        let value = &*assign.value;
        let key = key.id.as_str();
        let taken = match key {
            "code" => text(value).map(|text| self.code = Some(text)),
            "reason" => text(value).map(|text| self.reason = Some(text)),
            "message" => text(value).map(|text| self.message = Some(text)),
            "title" => text(value).map(|text| self.title = Some(text)),
            "safety" => text(value).and_then(|text| safety(&text)).map(|safety| self.safety = safety),
            "requires_python" => text(value)
                .and_then(|text| version(&text))
                .map(|version| self.requires_python = Some(version)),
            "safe_from" => {
                text(value).and_then(|text| version(&text)).map(|version| self.safe_from = Some(version))
            }
            "runs_on" => {
                text(value).and_then(|text| library(&text)).map(|library| self.runs_on = Some(library))
            }
            "dependencies" => texts(value).map(|all| self.dependencies = all),
            "aliases" => texts(value).map(|all| self.aliases = all),
            "off_by_default" => match value {
                Expr::BooleanLiteral(literal) => {
                    self.default = if literal.value { Default::Off } else { Default::On };
                    Some(())
                }
                _ => None,
            },
            _ => {
                let message = format!("`{key}` is no setting of a codemod; there are {KEYS}");
                return Err((assign.start(), message));
            }
        };
        taken.ok_or_else(|| (value.start(), format!("`{key}` takes {}", expected(key))))
    }
}

fn expected(key: &str) -> &'static str {
    match key {
        "safety" => "\"safe\", \"unsafe\" or \"manual\"",
        "requires_python" | "safe_from" => "the oldest version, as \">=3.11\"",
        "runs_on" => "\"asyncio\" or \"trio\"",
        "dependencies" => "a list of requirements, as [\"httpx>=0.27\"]",
        "aliases" => "a list of codes, as [\"ASYNC210\"]",
        "off_by_default" => "True or False",
        _ => "a string",
    }
}

/// The text of a docstring.
pub fn docstring(body: &[Stmt]) -> Option<&ast::ExprStringLiteral> {
    match body.first()? {
        Stmt::Expr(only) => only.value.as_string_literal_expr(),
        _ => None,
    }
}

fn text(expr: &Expr) -> Option<String> {
    expr.as_string_literal_expr().map(|literal| literal.value.to_str().to_owned())
}

fn texts(expr: &Expr) -> Option<Vec<String>> {
    let all = match expr {
        Expr::List(list) => &list.elts,
        Expr::Tuple(tuple) => &tuple.elts,
        _ => return None,
    };
    all.iter().map(text).collect()
}

fn safety(text: &str) -> Option<Safety> {
    match text {
        "safe" => Some(Safety::Safe),
        "unsafe" => Some(Safety::Unsafe),
        "manual" => Some(Safety::Manual),
        _ => None,
    }
}

/// A library that not all async code runs on, as anyio is.
fn library(text: &str) -> Option<Flavour> {
    [Flavour::Asyncio, Flavour::Trio].into_iter().find(|library| library.module() == Some(text))
}

/// `>=3.11`.
fn version(text: &str) -> Option<PythonVersion> {
    let (major, minor) = text.strip_prefix(">=")?.trim().split_once('.')?;
    Some(PythonVersion { major: major.parse().ok()?, minor: minor.parse().ok()? })
}
