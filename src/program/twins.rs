//! Async twins: the coroutine function that stands beside a plain one and does the same, as its name tells.

use super::{ClassId, Colour, FunctionId, Program, Value};
use crate::facts::Name;

impl Program {
    /// The coroutine function beside a function, in its class or module, that is called as it is but for a mark of
    /// being async: `aget`, `async_get`, `get_async` for `get`.
    pub fn async_twin(&self, function: FunctionId) -> Option<FunctionId> {
        let facts = self.function(function);
        let file = self.file(function.file);
        if facts.parent.is_some() {
            return None;
        }
        let name = file.facts.text(facts.name);
        let base = name.trim_start_matches('_');
        if base.is_empty() || name.ends_with("__") {
            return None;
        }
        let private = &name[..name.len() - base.len()];
        let spellings = [
            format!("{private}a{base}"),
            format!("{private}a_{base}"),
            format!("{private}async_{base}"),
            format!("{private}{base}_async"),
        ];
        let named = |name: &String| match facts.class {
            Some(index) => {
                let class = ClassId { file: function.file, index };
                self.attribute(Value::Instance(class), Name::new(name))
            }
            None => self.member_of_module(function.file, Name::new(name)),
        };
        spellings.iter().map(named).find_map(|value| match value {
            Value::Function(twin) | Value::Method(twin) if self.shape(twin).colour == Colour::Async => {
                Some(twin)
            }
            _ => None,
        })
    }
}
