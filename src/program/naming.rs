//! How functions and classes are called before people.

use super::{ClassId, FunctionId, MODULE_BODY, Program, Value};
use crate::facts::Name;

impl Program {
    /// The function's name with its class, as people write it: `Client.get`.
    pub fn function_name(&self, id: FunctionId) -> String {
        let file = self.file(id.file);
        if id.index == MODULE_BODY {
            return file.module.clone();
        }
        let function = self.function(id);
        let name = match file.facts.text(function.name) {
            "" => "lambda",
            name => name,
        };
        match function.class {
            Some(class) => {
                let class = file.facts.text(file.facts.classes[class as usize].name);
                if name == "__init__" { class.to_owned() } else { format!("{class}.{name}") }
            }
            None => name.to_owned(),
        }
    }

    /// The function's name with its module, as people import it: `requests.get`.
    pub fn qualified_function_name(&self, id: FunctionId) -> String {
        if let Some(name) = self.marks(id).and_then(|marks| marks.known_as.as_deref()) {
            return name.to_owned();
        }
        let file = self.file(id.file);
        let name = self.function_name(id);
        let class = self.function(id).class;
        let (head, value) = match class {
            Some(index) => {
                let class = ClassId { file: id.file, index };
                (self.class(class).key, Value::Class(class))
            }
            None => (self.function(id).key, Value::Function(id)),
        };
        self.with_public_module(&file.module, head, value, &name)
    }

    /// The class's name, as its source writes it.
    pub fn class_name(&self, id: ClassId) -> &str {
        self.file(id.file).facts.text(self.class(id).name)
    }

    /// The class's name with its module, as people import it: `requests.Session`.
    pub fn qualified_class_name(&self, id: ClassId) -> String {
        let file = self.file(id.file);
        let class = self.class(id);
        self.with_public_module(&file.module, class.key, Value::Class(id), file.facts.text(class.name))
    }

    /// A name with the outermost package that has it, too.
    fn with_public_module(&self, module: &str, head: Name, value: Value, name: &str) -> String {
        if module.is_empty() || module == "builtins" {
            return name.to_owned();
        }
        let ends = module.match_indices('.').map(|(end, _)| end);
        let public = ends.map(|end| &module[..end]).find(|package| {
            let files = self.modules.get(&Name::new(package)).map_or(&[][..], Vec::as_slice);
            files.iter().any(|file| self.member_of_module(*file, head) == value)
        });
        format!("{}.{name}", public.unwrap_or(module).trim_start_matches('_'))
    }
}
