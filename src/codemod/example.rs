//! A codemod's own examples: pairs of code under `## Example` and `## Use instead` in its page.

/// An example of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The code that the codemod finds.
    pub before: String,
    /// What it makes of it; `None` where it only reports.
    pub after: Option<String>,
}

/// The examples of a page, in their order.
pub fn examples(page: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut heading = "";
    let mut code: Option<String> = None;
    for line in page.lines() {
        match &mut code {
            Some(text) if line.trim_end() == "```" => {
                let text = std::mem::take(text);
                code = None;
                match heading {
                    "## Example" => found.push(Example { before: text, after: None }),
                    "## Use instead" => {
                        if let Some(open) = found.iter_mut().find(|example| example.after.is_none()) {
                            open.after = Some(text);
                        }
                    }
                    _ => {}
                }
            }
            Some(text) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line.trim_end() == "```python" => code = Some(String::new()),
            None if line.starts_with("## ") => heading = line.trim_end(),
            None => {}
        }
    }
    found
}
