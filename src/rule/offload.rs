//! Offloading: running sync code in a worker thread and awaiting it, through the offload function of the file's async
//! library or the project's own. Every rule that moves work off the event loop writes it here.

use crate::edit::{FixBuilder, Slot, Template};
use crate::model::Flavour;
use crate::syntax::{Expr, Node, Precedence, PythonVersion, Ranged, TextRange, TextSize, ast};

use super::repair::Awaiter;
use super::{Build, Cx};

/// Whether the offloaded function gets keyword arguments, which some offload functions do not pass on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keywords {
    /// It gets none.
    Absent,
    /// It gets some, or a `**` that may have some.
    Present,
}

/// How a place offloads: `opening`, the function and its arguments, `closing`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offload {
    /// The text before the function, with its open bracket: `await asyncio.to_thread(`.
    pub opening: String,
    /// The brackets that close it.
    pub closing: &'static str,
}

/// Offload functions that take positional arguments for the function, and keywords for themselves.
const WITHOUT_KEYWORDS: &[&str] = &["anyio.to_thread.run_sync", "trio.to_thread.run_sync"];

impl<'a> Cx<'a> {
    /// The name of the function that offloads here, to be shown.
    ///
    /// # Errors
    /// No one library's terms fit the file.
    pub fn offload_name(&self) -> Build<String> {
        if let Some(own) = &self.options.offload {
            return Ok(own.clone());
        }
        let name = match self.library() {
            Some(Flavour::Asyncio) if self.options.target < PythonVersion::PY39 => "loop.run_in_executor",
            Some(Flavour::Asyncio) => "asyncio.to_thread",
            Some(Flavour::Anyio) => "anyio.to_thread.run_sync",
            Some(Flavour::Trio) => "trio.to_thread.run_sync",
            _ => return Err("the file mixes async libraries".to_owned()),
        };
        Ok(name.to_owned())
    }

    /// How to offload at `node`, where the `await` comes. Lowers the fix's safety as the place demands.
    ///
    /// # Errors
    /// An `await` is not possible there, or the names that it takes cannot be written.
    pub fn offload(&self, fix: &mut FixBuilder<'a>, node: Node<'a>, keywords: Keywords) -> Build<Offload> {
        let name = self.offload_name()?;
        self.allow_await(fix, node)?;
        self.distrust_cleanup(fix, node.id, self.nodes.end(node.id));
        let (mut opening, takes_keywords) = if name == "loop.run_in_executor" {
            let running = self.name(fix, node, "asyncio", "get_running_loop")?;
            (format!("await {running}().run_in_executor(None, "), false)
        } else {
            (format!("await {}(", self.offload_text(fix, node, &name)?), !WITHOUT_KEYWORDS.contains(&&*name))
        };
        if takes_keywords || keywords == Keywords::Absent {
            return Ok(Offload { opening, closing: ")" });
        }
        opening.push_str(&self.name(fix, node, "functools", "partial")?);
        opening.push('(');
        Ok(Offload { opening, closing: "))" })
    }

    /// The text that names an offload function: through `from anyio.to_thread import run_sync` where the file has that,
    /// else as `anyio.to_thread.run_sync`.
    fn offload_text(&self, fix: &mut FixBuilder<'a>, node: Node<'a>, name: &str) -> Build<String> {
        let (module, member) = name
            .rsplit_once('.')
            .ok_or_else(|| format!("the configured offload function `{name}` has no module"))?;
        match name.split_once('.').filter(|_| WITHOUT_KEYWORDS.contains(&name)) {
            Some((library, path)) => {
                let reached = self.reach(node.id, module, member).filter(|reached| !reached.needs_import);
                let text = reached.map(|reached| reached.text);
                match text.or_else(|| self.reach_within_package(node, module, member)) {
                    Some(text) => Ok(text),
                    None => self.name(fix, node, library, path),
                }
            }
            None => self.name(fix, node, module, member),
        }
    }

    /// Runs a call in a thread: `f(a, k=v)` becomes `await asyncio.to_thread(f, a, k=v)`. What makes up the function and
    /// the arguments is evaluated on the loop, as before. Where something awaits the result of `f` already, there is no
    /// second `await`.
    ///
    /// # Errors
    /// As [`Cx::offload`].
    pub fn offload_call(&self, fix: &mut FixBuilder<'a>, call: &'a ast::ExprCall) -> Build {
        let node = self.node(call);
        match self.awaiter(node) {
            Some(Awaiter::Await(whole)) => self.offload_call_in(fix, call, whole, ""),
            Some(Awaiter::Function(name))
                if name == "create_task" && self.offload_name()? == "loop.run_in_executor" =>
            {
                Err("`create_task` takes no future".to_owned())
            }
            Some(Awaiter::Function(_)) => self.offload_call_in(fix, call, node, "await "),
            None => self.offload_call_in(fix, call, node, ""),
        }
    }

    /// Puts the call that runs `call` in a thread in the place of `whole`, without what it begins with if that is `cut`.
    fn offload_call_in(
        &self,
        fix: &mut FixBuilder<'a>,
        call: &'a ast::ExprCall,
        whole: Node<'a>,
        cut: &str,
    ) -> Build {
        let node = self.node(call);
        let arguments = &call.arguments;
        let keywords = if arguments.keywords.is_empty() { Keywords::Absent } else { Keywords::Present };
        let offload = self.offload(fix, node, keywords)?;
        let opening = offload.opening.strip_prefix(cut).unwrap_or(&offload.opening);
        let inside = inside_brackets(arguments);
        let mut template = Template::new().text(opening);
        if arguments.is_empty() {
            template = template.expression(self.document, self.node(&*call.func).id, Slot::Argument);
        } else {
            template = template
                .text(self.line_of_first_argument(node, inside))
                .expression(self.document, self.node(&*call.func).id, Slot::Argument)
                .text(if self.starts_on_own_line(inside) { "," } else { ", " });
            template = match &*arguments.args {
                [Expr::Generator(generator)] if !generator.parenthesized => {
                    template.text("(").hole(inside).text(")")
                }
                _ => template.hole(inside),
            };
        }
        let precedence = if cut.is_empty() { Precedence::Await } else { Precedence::CallAttribute };
        fix.replace(whole.id, precedence, template.text(offload.closing));
        Ok(())
    }

    /// Runs a whole expression in a thread, as the body of a lambda, so that nothing of it is evaluated on the loop.
    ///
    /// # Errors
    /// As [`Cx::offload`].
    pub fn offload_expression(&self, fix: &mut FixBuilder<'a>, expression: Node<'a>) -> Build {
        let offload = self.offload(fix, expression, Keywords::Absent)?;
        let template = Template::new()
            .text(format!("{}lambda: ", offload.opening))
            .expression(self.document, expression.id, Slot::Operand(Precedence::Lambda))
            .text(offload.closing)
            .sealed();
        fix.replace(expression.id, Precedence::Await, template);
        Ok(())
    }

    /// Makes a list of what an expression gives, in a thread: `await asyncio.to_thread(lambda: list(x))`.
    ///
    /// # Errors
    /// As [`Cx::offload`].
    pub fn offload_expression_as_list(&self, fix: &mut FixBuilder<'a>, expression: Node<'a>) -> Build {
        let offload = self.offload(fix, expression, Keywords::Absent)?;
        if self.scopes().lookup(self.scopes().of(expression.id), "list").is_some() {
            return Err("the name `list` is bound to something else here".to_owned());
        }
        let template = Template::new()
            .text(format!("{}lambda: list(", offload.opening))
            .expression(self.document, expression.id, Slot::Argument)
            .text(format!("){}", offload.closing))
            .sealed();
        fix.replace(expression.id, Precedence::Await, template);
        Ok(())
    }

    /// The break and the indentation before a first argument that stands on a line of its own; nothing otherwise.
    fn line_of_first_argument(&self, node: Node<'a>, inside: TextRange) -> String {
        if !self.starts_on_own_line(inside) {
            return String::new();
        }
        let text = self.slice(inside);
        let first = text.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default();
        let blanks = &first[..first.len() - first.trim_start().len()];
        let indentation = self.document.indentation(node.start());
        let deeper = blanks.strip_prefix(indentation).unwrap_or("    ");
        let unit = self.document.unit(indentation);
        let levels = deeper.len() / unit.len().max(1);
        format!("\n{}{}", "    ".repeat(levels), &deeper[levels * unit.len()..])
    }

    /// Whether the first line in brackets has at most a comment.
    fn starts_on_own_line(&self, inside: TextRange) -> bool {
        let text = self.slice(inside);
        let first = text.lines().next().unwrap_or_default().trim();
        text.contains('\n') && (first.is_empty() || first.starts_with('#'))
    }
}

fn inside_brackets(arguments: &ast::Arguments) -> TextRange {
    let bracket = TextSize::new(1);
    TextRange::new(arguments.start() + bracket, arguments.end() - bracket)
}
