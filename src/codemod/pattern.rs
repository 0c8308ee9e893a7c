//! Patterns: the body of a `before`, compiled.

use smallvec::SmallVec;

use super::hole::{Hole, HoleIndex, Takes};
use super::own::own;
use super::template::ImportedName;
use crate::model::{BindingKind, Model};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeKind, Ranged as _, Stmt, TextSize, ast, suites};

/// The place of a name that the pattern itself binds.
pub type LocalIndex = usize;

/// What is looked for.
#[derive(Debug)]
pub enum Pattern {
    /// An expression, wherever one stands.
    Expression(Part),
    /// Statements that follow each other.
    Statements(Vec<Part>),
}

/// A part of a pattern.
#[derive(Debug)]
pub enum Part {
    /// A hole.
    Hole(HoleIndex),
    /// A module, or something in one, by its qualified name.
    Named(String),
    /// A name that the pattern binds.
    Local(LocalIndex),
    /// A call.
    Call(Box<CallPattern>),
    /// A node of a kind, with what is its own and its children.
    Node(Box<NodePattern>),
}

/// A call: arguments match by what they mean, not by how they are spelled.
#[derive(Debug)]
pub struct CallPattern {
    /// What is called.
    pub callee: Part,
    /// Arguments by position.
    pub positional: Vec<Part>,
    /// Arguments by name.
    pub keywords: Vec<(String, Part)>,
    /// The hole for the other positional arguments.
    pub rest: Option<HoleIndex>,
    /// The hole for the other keyword arguments.
    pub rest_keywords: Option<HoleIndex>,
}

/// Any other node.
#[derive(Debug)]
pub struct NodePattern {
    /// Its kind.
    pub kind: NodeKind,
    /// What tells it from others of its kind.
    pub own: String,
    /// For an attribute: the hole that stands for its name.
    pub member: Option<HoleIndex>,
    /// The name that an `except … as` binds.
    pub binds: Option<LocalIndex>,
    /// Its children that are no statements.
    pub children: Vec<Part>,
    /// Its blocks.
    pub suites: Vec<Vec<Part>>,
}

/// Why a pattern cannot be compiled: where, and what to do.
pub type Refusal = (TextSize, String);

/// Compiles patterns of one codemod's file.
pub struct Compiler<'m, 'a> {
    /// The file.
    pub model: &'m Model<'a>,
    /// The parameters of the pair's `before`.
    pub holes: &'m [Hole],
    /// The names that the pair's patterns bind.
    pub locals: Vec<String>,
}

/// What a name of a pattern is.
pub enum Meaning {
    /// A hole.
    Hole(HoleIndex),
    /// A qualified name.
    Named(String),
    /// A name that the pattern binds.
    Local(LocalIndex),
}

impl<'a> Compiler<'_, 'a> {
    /// Compiles a body.
    ///
    /// # Errors
    /// Code that cannot match.
    pub fn pattern(&mut self, body: &'a [Stmt]) -> Result<Pattern, Refusal> {
        if let [Stmt::Expr(only)] = body
            && !self.is_statements_hole(&only.value)
        {
            return Ok(Pattern::Expression(self.expression(self.model.nodes.node(&*only.value))?));
        }
        Ok(Pattern::Statements(self.suite(body)?))
    }

    fn suite(&mut self, body: &'a [Stmt]) -> Result<Vec<Part>, Refusal> {
        let mut parts = Vec::with_capacity(body.len());
        for statement in body {
            match statement {
                Stmt::Expr(only) if self.is_statements_hole(&only.value) => {
                    let is_second = parts.iter().any(
                        |part| matches!(part, Part::Hole(hole) if self.holes[*hole].takes == Takes::Statements),
                    );
                    if is_second {
                        let message =
                            "a block can have one `Body` alone: nothing says where the first would end";
                        return Err((only.start(), message.to_owned()));
                    }
                    parts.push(self.expression(self.model.nodes.node(&*only.value))?);
                }
                _ => parts.push(self.node(self.model.nodes.node(statement))?),
            }
        }
        Ok(parts)
    }

    /// Whether an expression is the name of a hole for statements.
    pub fn is_statements_hole(&self, expr: &'a Expr) -> bool {
        let Expr::Name(name) = expr else { return false };
        let takes = self.holes.iter().find(|hole| hole.name == name.id.as_str()).map(|hole| hole.takes);
        takes == Some(Takes::Statements)
    }

    fn expression(&mut self, node: Node<'a>) -> Result<Part, Refusal> {
        match node.ast {
            AnyNodeRef::ExprName(_) | AnyNodeRef::ExprAttribute(_) => match self.meaning(node)? {
                Some(Meaning::Hole(hole)) => Ok(Part::Hole(hole)),
                Some(Meaning::Named(name)) => Ok(Part::Named(name)),
                Some(Meaning::Local(local)) => Ok(Part::Local(local)),
                None => self.node(node),
            },
            AnyNodeRef::ExprCall(call) => self.call(call),
            _ => self.node(node),
        }
    }

    /// What a name or a dotted name is; `None` for an attribute of something else.
    ///
    /// # Errors
    /// A name that is nothing.
    pub fn meaning(&mut self, node: Node<'a>) -> Result<Option<Meaning>, Refusal> {
        if let AnyNodeRef::ExprName(name) = node.ast {
            let text = name.id.as_str();
            let is_bound_anew = |hole: &Hole| hole.is_bound() && name.ctx.is_store();
            if let Some(hole) = self.holes.iter().position(|hole| hole.name == text && !is_bound_anew(hole)) {
                return Ok(Some(Meaning::Hole(hole)));
            }
            if let Some(local) = self.locals.iter().position(|local| local == text) {
                return Ok(Some(Meaning::Local(local)));
            }
            if name.ctx.is_store() || name.ctx.is_del() {
                self.locals.push(text.to_owned());
                return Ok(Some(Meaning::Local(self.locals.len() - 1)));
            }
        }
        if let Some(name) = self.model.qualified_node(node) {
            return Ok(Some(Meaning::Named(name.segments().join("."))));
        }
        match node.ast {
            AnyNodeRef::ExprName(name) => {
                let message =
                    format!("`{}` is nothing: import it, or make it a parameter of the function", name.id);
                Err((name.start(), message))
            }
            _ => Ok(None),
        }
    }

    fn call(&mut self, call: &'a ast::ExprCall) -> Result<Part, Refusal> {
        let callee = self.expression(self.model.nodes.node(&*call.func))?;
        let mut pattern = CallPattern {
            callee,
            positional: Vec::new(),
            keywords: Vec::new(),
            rest: None,
            rest_keywords: None,
        };
        for argument in &*call.arguments.args {
            if let Expr::Starred(starred) = argument {
                pattern.rest = Some(self.rest(&starred.value, Takes::Positional, "*args")?);
            } else if pattern.rest.is_some() {
                let message = "nothing can stand behind `*args` but keyword arguments";
                return Err((argument.start(), message.to_owned()));
            } else {
                pattern.positional.push(self.expression(self.model.nodes.node(argument))?);
            }
        }
        for keyword in &*call.arguments.keywords {
            match &keyword.arg {
                Some(name) => pattern
                    .keywords
                    .push((name.to_string(), self.expression(self.model.nodes.node(&keyword.value))?)),
                None => {
                    pattern.rest_keywords = Some(self.rest(&keyword.value, Takes::Keywords, "**kwargs")?);
                }
            }
        }
        Ok(Part::Call(Box::new(pattern)))
    }

    /// The hole for what is left of the arguments.
    ///
    /// # Errors
    /// Something else is unpacked.
    pub fn rest(&self, expr: &'a Expr, takes: Takes, spelling: &str) -> Result<HoleIndex, Refusal> {
        let found = match expr {
            Expr::Name(name) => {
                self.holes.iter().position(|hole| hole.name == name.id.as_str() && hole.takes == takes)
            }
            _ => None,
        };
        found.ok_or_else(|| {
            (expr.start(), format!("only the function's own `{spelling}` can be unpacked here"))
        })
    }

    /// How the codemod imports what `node` names.
    pub fn imported(&self, dotted: &str, node: Node<'a>) -> ImportedName {
        let head = match node.ast {
            AnyNodeRef::ExprName(name) => Some(name.id.as_str()),
            AnyNodeRef::ExprAttribute(attribute) => head_of(&attribute.value),
            _ => None,
        };
        let scopes = self.model.scopes();
        let binding = head.and_then(|head| {
            let owner = scopes.lookup(scopes.of(node.id), head)?;
            scopes.bindings_of(owner, head).next()
        });
        let (module, is_taken) = match binding.map(|binding| &binding.kind) {
            Some(BindingKind::ImportFrom { module, .. }) => (*module, true),
            // `import a.b` binds `a`, and loads `a.b`.
            Some(BindingKind::Import { module }) => (self.longest_import(module, dotted), false),
            _ => (dotted, false),
        };
        let member = dotted.strip_prefix(module).and_then(|rest| rest.strip_prefix('.')).map(str::to_owned);
        ImportedName { module: module.to_owned(), member, is_taken }
    }

    /// The longest module that the file imports and that `dotted` begins with.
    fn longest_import(&self, bound: &'a str, dotted: &str) -> &'a str {
        let imports = self.model.nodes.iter().filter_map(|node| match node.ast {
            AnyNodeRef::StmtImport(import) => Some(import.names.iter().map(|alias| alias.name.as_str())),
            _ => None,
        });
        let begins = |module: &&str| {
            dotted.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        imports.flatten().filter(begins).max_by_key(|module| module.len()).unwrap_or(bound)
    }

    fn node(&mut self, node: Node<'a>) -> Result<Part, Refusal> {
        let Some(own) = own(node.ast) else {
            let message = "a pattern cannot hold this kind of code; leave it out, or take it by a parameter";
            return Err((node.start(), message.to_owned()));
        };
        let binds = match node.ast {
            AnyNodeRef::ExceptHandlerExceptHandler(handler) => {
                handler.name.as_ref().map(|name| self.local(name.as_str()))
            }
            _ => None,
        };
        let mut children = Vec::new();
        let plain: SmallVec<[Node<'a>; 4]> =
            self.model.nodes.children(node.id).filter(|child| !child.is_statement()).collect();
        for child in plain {
            children.push(match child.as_expr_ref() {
                Some(_) => self.expression(child)?,
                None => self.node(child)?,
            });
        }
        let mut blocks = Vec::new();
        for suite in suites(node.ast) {
            blocks.push(self.suite(suite)?);
        }
        let kind = self.model.nodes.kind(node.id);
        let member = self.member(node);
        Ok(Part::Node(Box::new(NodePattern { kind, own, member, binds, children, suites: blocks })))
    }

    /// The hole that stands for the name of an attribute.
    pub fn member(&self, node: Node<'a>) -> Option<HoleIndex> {
        let AnyNodeRef::ExprAttribute(attribute) = node.ast else { return None };
        self.holes.iter().position(|hole| hole.is_member(attribute.attr.as_str()))
    }

    /// Compiles an expression on its own.
    ///
    /// # Errors
    /// Code that cannot match.
    pub fn value(&mut self, value: &'a Expr) -> Result<Pattern, Refusal> {
        Ok(Pattern::Expression(self.expression(self.model.nodes.node(value))?))
    }

    /// Makes room for the names that a replacement binds by `with … as`, in a comprehension or by an assignment, which need
    /// not be names of the pattern: no code around it uses them.
    pub fn declare_own(&mut self, body: &'a [Stmt]) {
        let nodes = &self.model.nodes;
        for node in body.iter().flat_map(|statement| nodes.subtree(nodes.id_of(statement))) {
            let targets = match node.ast {
                AnyNodeRef::WithItem(item) => item.optional_vars.as_deref().map(std::slice::from_ref),
                AnyNodeRef::Comprehension(part) => Some(std::slice::from_ref(&part.target)),
                AnyNodeRef::StmtAssign(assign) => match &assign.targets[..] {
                    [Expr::Tuple(tuple)] => Some(&tuple.elts[..]),
                    all => Some(all),
                },
                _ => None,
            };
            for target in targets.unwrap_or_default() {
                let Expr::Name(name) = target else { continue };
                let name = name.id.as_str();
                if !self.holes.iter().any(|hole| hole.name == name) {
                    self.local(name);
                }
            }
        }
    }

    fn local(&mut self, name: &str) -> LocalIndex {
        self.locals.iter().position(|local| local == name).unwrap_or_else(|| {
            self.locals.push(name.to_owned());
            self.locals.len() - 1
        })
    }
}

fn head_of(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => head_of(&attribute.value),
        _ => None,
    }
}
