//! Terms to values.

use super::{ClassId, FileId, FunctionId, Origin, Program, TupleId, Value};
use crate::catalog::typeshed;
use crate::facts::{Name, Term, TermId};

/// How deep evaluation goes through names, attributes and calls before it gives up.
const DEPTH: u32 = 160;

std::thread_local! {
    /// The terms that this thread is evaluating: one that needs itself is unknown.
    static PENDING: std::cell::RefCell<Vec<(FileId, TermId)>> = const { std::cell::RefCell::new(Vec::new()) };
}

impl Program {
    /// What a term of a file turns out to be.
    pub fn value(&self, file: FileId, term: TermId) -> Value {
        if term == TermId::UNKNOWN {
            return Value::Unknown;
        }
        let known = self.file(file).known(term);
        if let Some(value) = known {
            return value;
        }
        if let Some(value) = self.definition(file, term) {
            return value;
        }
        let entered = PENDING.with_borrow_mut(|pending| {
            let is_free = pending.len() < DEPTH as usize && !pending.contains(&(file, term));
            if is_free {
                pending.push((file, term));
            }
            is_free
        });
        if !entered {
            return Value::Unknown;
        }
        let value = self.evaluate(file, self.file(file).facts.term(term));
        PENDING.with_borrow_mut(Vec::pop);
        if value != Value::Pending {
            self.file(file).know(term, value);
        }
        value
    }

    /// What a term is that stands for something its own file defines.
    fn definition(&self, file: FileId, term: TermId) -> Option<Value> {
        Some(match self.file(file).facts.term(term) {
            Term::Function(index) => Value::Function(FunctionId { file, index }),
            Term::Class(index) | Term::ReceiverClass(index) => Value::Class(ClassId { file, index }),
            Term::Receiver(index) => Value::Instance(ClassId { file, index }),
            Term::Super(index) => Value::Super(ClassId { file, index }),
            Term::Parameter(..) | Term::Constant(_) => Value::Unknown,
            Term::None => Value::None,
            _ => return None,
        })
    }

    fn evaluate(&self, file: FileId, term: Term) -> Value {
        let facts = &self.file(file).facts;
        match term {
            // These are what they are, without a look elsewhere.
            Term::Unknown
            | Term::Parameter(..)
            | Term::Constant(_)
            | Term::None
            | Term::Function(_)
            | Term::Class(_)
            | Term::ReceiverClass(_)
            | Term::Receiver(_)
            | Term::Super(_) => Value::Unknown,
            Term::Literal(name) => match self.builtin(name) {
                Value::Class(class) => Value::Instance(class),
                other => other,
            },
            Term::Module { level, name } => self.module(file, level, facts.text(name)),
            Term::Import { module, member } => {
                let module = self.value(file, module);
                self.imported(file, module, facts.text(member))
            }
            Term::Global(name) => self.starred(file, name),
            Term::Builtin(name) => self.builtin(name),
            Term::Attribute(object, name) => match self.value(file, object) {
                Value::Unknown => self.attribute_of_all(file, object, name),
                value => self.attribute(value, name),
            },
            Term::Call(callee) => {
                let value = self.value(file, callee);
                let receiver = match facts.term(callee) {
                    Term::Attribute(object, _) => Self::class_of(self.value(file, object)),
                    _ => None,
                };
                self.called_on(value, receiver)
            }
            Term::Awaited(value) => {
                let value = self.value(file, value);
                self.awaited(value)
            }
            Term::Entered(value) => {
                let value = self.value(file, value);
                self.entered(value)
            }
            Term::EnteredAsync(value) => {
                let value = self.value(file, value);
                self.entered_async(value)
            }
            Term::Element(value) => {
                let value = self.value(file, value);
                self.element(value)
            }
            Term::ElementAsync(value) => match self.value(file, value) {
                Value::AsyncGenerator(function) => {
                    let elements = self.returned(function);
                    self.element(elements)
                }
                Value::Elements(class) => Value::Instance(class),
                value => unknown_or_pending(value),
            },
            Term::Item(value) => match self.value(file, value) {
                Value::Class(class) => Value::Class(class),
                Value::Elements(class) | Value::Mapping(class) => Value::Instance(class),
                Value::Tuple(tuple) => self.value(tuple.file, tuple.items),
                // Its elements are not known; what its own method returns last is a slice.
                Value::Instance(class) if self.is_container(class) => Value::Unknown,
                Value::Instance(class) => {
                    let method = self.attribute(Value::Instance(class), Name::constant("__getitem__"));
                    self.called(method)
                }
                value => unknown_or_pending(value),
            },
            Term::InstanceOf(value) => match self.value(file, value) {
                Value::Class(class) => Value::Instance(class),
                value => unknown_or_pending(value),
            },
            Term::ContainerOf(class, element) => self.container(file, class, element),
            Term::AwaitableOf(value) => match self.value(file, value) {
                Value::Instance(class) => Value::Awaitable(class),
                Value::Pending => Value::Pending,
                _ => Value::SomeAwaitable,
            },
            Term::Partial(value) => match self.value(file, value) {
                Value::Function(function) | Value::Method(function) => Value::Partial(function),
                value => unknown_or_pending(value),
            },
            Term::Agreed(span) => self.agreed(file, facts.list(span)),
            Term::OneOf(span) | Term::Items(span) => {
                super::unions::common(facts.list(span).iter().map(|term| self.value(file, *term)))
            }
            Term::Is(..) | Term::IsNot(..) => super::unions::common(self.alternatives(file, term)),
            Term::ItemAt(value, place) => match self.value(file, value) {
                Value::Tuple(tuple) => self.item(tuple, place),
                _ => self.evaluate(file, Term::Item(value)),
            },
            Term::Part(value, place) => self.unpacked(file, value, place),
        }
    }

    /// What several terms agree on apart from `None`. A stub's alternatives are versions of one thing: the first stands
    /// for all.
    fn agreed(&self, file: FileId, terms: &[TermId]) -> Value {
        let mut agreed = Value::None;
        for term in terms {
            match self.value(file, *term) {
                Value::None => {}
                Value::Pending => return Value::Pending,
                value if agreed == Value::None => agreed = value,
                value if value == agreed => {}
                _ if self.file(file).origin == Origin::Stub && is_definition(agreed) => {}
                _ => return Value::Unknown,
            }
        }
        agreed
    }

    /// The elements of a container, or an object of a generic class.
    fn container(&self, file: FileId, class: TermId, element: TermId) -> Value {
        if let Term::Items(_) = self.file(file).facts.term(element) {
            return match self.value(file, class) {
                Value::Pending => Value::Pending,
                _ => Value::Tuple(TupleId { file, items: element }),
            };
        }
        let (class, element) = (self.value(file, class), self.value(file, element));
        match (class, element) {
            (Value::Pending, _) | (_, Value::Pending) => Value::Pending,
            (Value::Class(class), Value::Instance(element)) if self.is_container(class) => {
                let is_mapping = MAPPINGS.contains(&self.class(class).key);
                if is_mapping { Value::Mapping(element) } else { Value::Elements(element) }
            }
            (Value::Class(class), _) => Value::Instance(class),
            // `List` and the like are no classes in `typing`.
            (_, Value::Instance(element)) => Value::Elements(element),
            _ => Value::Unknown,
        }
    }

    /// Whether a generic class is one of the standard containers or iterables.
    fn is_container(&self, class: ClassId) -> bool {
        matches!(
            self.file(class.file).module.as_str(),
            "builtins" | "typing" | "collections" | "collections.abc" | "_collections_abc" | "weakref"
        )
    }

    /// The module that an import names.
    pub(super) fn module(&self, file: FileId, level: u8, name: &str) -> Value {
        if level == 0 {
            return self.absolute(file, name);
        }
        let importer = self.file(file);
        let mut package = importer.module.as_str();
        let up = if importer.is_package { level - 1 } else { level };
        for _ in 0..up {
            match package.rsplit_once('.') {
                Some((above, _)) => package = above,
                None if package.is_empty() => return Value::Unknown,
                None => package = "",
            }
        }
        match (package, name) {
            ("", "") => Value::Unknown,
            // A module without a package sees its neighbours by their names.
            ("", name) => self.relative(file, name),
            (package, "") => self.relative(file, package),
            (package, name) => self.relative(file, &format!("{package}.{name}")),
        }
    }

    /// A module that a relative import names: the project's own, if the importer is.
    fn relative(&self, file: FileId, name: &str) -> Value {
        let importer = self.file(file);
        let is_project = importer.origin.is_project();
        let is_own = |module: &FileId| self.file(*module).origin.is_project() == is_project;
        let key = Name::new(name);
        let is_beside = self.neighbours.contains_key(&(importer.root, key));
        match self.modules.get(&key) {
            _ if is_beside || !is_project => self.absolute(file, name),
            Some(found) if found.iter().any(is_own) => self.absolute(file, name),
            // It may be a folder without a file of its own, or on disk without being a file of the run.
            None => self.absolute(file, name),
            Some(_) => Value::Unknown,
        }
    }

    /// What `from module import member` binds.
    fn imported(&self, file: FileId, package: Value, member: &str) -> Value {
        let Value::Module(package) = package else { return unknown_or_pending(package) };
        if package != file {
            match self.member_of_module(package, Name::new(member)) {
                Value::Unknown => {}
                found => return found,
            }
        }
        let parent = &self.file(package).module;
        if parent.is_empty() {
            return Value::Unknown;
        }
        let submodule = format!("{parent}.{member}");
        if self.file(package).origin.is_project() {
            let name = Name::new(member);
            let is_bound = package != file && self.file(package).facts.global(name).is_some();
            if is_bound && !self.modules.contains_key(&Name::new(&submodule)) {
                return Value::Unknown;
            }
            return self.relative(package, &submodule);
        }
        self.absolute(file, &submodule)
    }

    fn absolute(&self, file: FileId, name: &str) -> Value {
        let key = Name::new(name);
        if let Some(beside) = self.neighbours.get(&(self.file(file).root, key)) {
            return Value::Module(*beside);
        }
        let Some(found) = self.modules.get(&key) else {
            if self.absent.contains(&key) {
                return Value::Unknown;
            }
            self.want(name.to_owned());
            return Value::Pending;
        };
        match found.as_slice() {
            [only] => Value::Module(*only),
            several => {
                let root = self.file(file).root;
                let mut near = several.iter().filter(|id| self.file(**id).root == root);
                match (near.next(), near.next()) {
                    (Some(only), None) => Value::Module(*only),
                    _ => Value::Unknown,
                }
            }
        }
    }

    /// What a module holds under a name: its own global, what it gets by a star import, a submodule.
    pub(super) fn member_of_module(&self, module: FileId, name: Name) -> Value {
        // Most lookups end in the module itself.
        match self.file(module).facts.global(name) {
            Some(term) => self.value(module, term),
            None => self.starred_member(module, name, &mut Modules::new()),
        }
    }

    /// What a module that has no global of this name gets by its star imports.
    fn starred_member(&self, module: FileId, name: Name, visited: &mut Modules) -> Value {
        let file = self.file(module);
        if file.facts.stars.is_empty() || visited.contains(&module) || visited.len() > 40 {
            return Value::Unknown;
        }
        visited.push(module);
        // All of them are asked for at once, so that they are loaded together.
        let stars: smallvec::SmallVec<[Value; 8]> =
            file.facts.stars.iter().map(|star| self.value(module, *star)).collect();
        for star in stars.into_iter().rev() {
            match star {
                Value::Module(other) if self.exports(other, name) => {
                    let found = match self.file(other).facts.global(name) {
                        Some(term) => self.value(other, term),
                        None => self.starred_member(other, name, visited),
                    };
                    if found != Value::Unknown {
                        return found;
                    }
                }
                Value::Pending => return Value::Pending,
                _ => {}
            }
        }
        Value::Unknown
    }

    fn exports(&self, module: FileId, name: Name) -> bool {
        let facts = &self.file(module).facts;
        match &facts.exports {
            Some(exports) => exports.binary_search(&name).is_ok(),
            None => facts.private.binary_search(&name).is_err(),
        }
    }

    /// A name that only a star import of the file, or the builtins, can bind.
    fn starred(&self, file: FileId, name: Name) -> Value {
        match self.member_of_module(file, name) {
            Value::Unknown if self.stars_are_known(file) => self.builtin(name),
            found => found,
        }
    }

    fn stars_are_known(&self, file: FileId) -> bool {
        let stars = &self.file(file).facts.stars;
        stars.iter().all(|star| matches!(self.value(file, *star), Value::Module(_)))
    }

    fn builtin(&self, name: Name) -> Value {
        match self.absolute(FileId(0), "builtins") {
            Value::Module(builtins) => self.member_of_module(builtins, name),
            other => other,
        }
    }

    /// An attribute of a value.
    pub(super) fn attribute(&self, value: Value, name: Name) -> Value {
        match value {
            Value::Module(module) => match self.member_of_module(module, name) {
                Value::Unknown => self.submodule(module, name),
                found => found,
            },
            Value::Instance(class) | Value::Super(class) | Value::Class(class) => {
                self.attribute_of_class(value, class, name)
            }
            Value::Elements(class) => match name {
                _ if GIVE_ELEMENT.contains(&name) => Value::GetsElement(class),
                _ if GIVE_ELEMENTS.contains(&name) => Value::GetsElements(class),
                _ => Value::Unknown,
            },
            Value::Mapping(class) => match name {
                _ if GIVE_ELEMENT.contains(&name) => Value::GetsElement(class),
                _ if name == Name::constant("values") => Value::GetsElements(class),
                _ => Value::Unknown,
            },
            other => unknown_or_pending(other),
        }
    }

    fn submodule(&self, module: FileId, name: Name) -> Value {
        let parent = Name::new(&self.file(module).module);
        match self.children.get(&(parent, name)) {
            Some(dotted) => self.absolute(module, dotted),
            None => Value::Unknown,
        }
    }

    /// What an attribute that a class does not have is, as `__getattr__` of a library's stub declares: a database of a
    /// client. That of `ctypes` would say that every function of C is known.
    fn declared_attribute(&self, value: Value, class: ClassId) -> Value {
        let Value::Instance(_) = value else { return Value::Unknown };
        match self.member(class, Name::constant("__getattr__")) {
            Ok(Some((owner, _))) if self.is_of_library_stub(owner) => {
                let method = self.attribute_of_class(value, class, Name::constant("__getattr__"));
                self.called(method)
            }
            Ok(_) => Value::Unknown,
            Err(Pending) => Value::Pending,
        }
    }

    fn is_of_library_stub(&self, class: ClassId) -> bool {
        let file = self.file(class.file);
        file.origin == Origin::Stub && !typeshed::has(&file.module)
    }

    fn attribute_of_class(&self, value: Value, class: ClassId, name: Name) -> Value {
        let found = match value {
            Value::Super(_) => self.member_after(class, name),
            _ => self.member(class, name),
        };
        let (owner, term) = match found {
            Ok(Some(found)) => found,
            Ok(None) => return self.declared_attribute(value, class),
            Err(Pending) => return Value::Pending,
        };
        let held = self.value(owner.file, term);
        let Value::Function(function) = held else { return held };
        if self.function(function).class != Some(owner.index) || function.file != owner.file {
            // A function that is assigned to an attribute is called as it is.
            return held;
        }
        let shape = self.shape(function);
        match shape.binding {
            super::Binding::Static => Value::Function(function),
            super::Binding::Class => Value::Method(function),
            super::Binding::Property => match value {
                Value::Class(_) => Value::Unknown,
                _ => self.returned_to(function, Some(class)),
            },
            super::Binding::Instance => match value {
                Value::Class(_) => Value::Function(function),
                _ => Value::Method(function),
            },
        }
    }

    fn class_of(value: Value) -> Option<ClassId> {
        match value {
            Value::Instance(class) | Value::Class(class) => Some(class),
            _ => None,
        }
    }

    /// What calling a value gives.
    pub(super) fn called(&self, value: Value) -> Value {
        self.called_on(value, None)
    }

    /// What calling a value gives that was read from an object of a class, or the class.
    fn called_on(&self, value: Value, receiver: Option<ClassId>) -> Value {
        match value {
            Value::Class(class) | Value::GetsElement(class) => Value::Instance(class),
            Value::Function(function) | Value::Method(function) | Value::Partial(function) => {
                self.result(function, receiver)
            }
            Value::Instance(class) => match self.attribute(value, Name::constant("__call__")) {
                method @ Value::Method(_) => self.called_on(method, Some(class)),
                other => unknown_or_pending(other),
            },
            Value::GetsElements(class) => Value::Elements(class),
            other => unknown_or_pending(other),
        }
    }

    fn result(&self, function: FunctionId, receiver: Option<ClassId>) -> Value {
        use super::Colour;
        let shape = self.shape(function);
        match shape.colour {
            Colour::Pending => Value::Pending,
            Colour::Unknown => Value::Unknown,
            Colour::Sync => self.returned_to(function, receiver),
            Colour::Async => Value::Coroutine(function),
            Colour::Generator => Value::Generator(function),
            Colour::AsyncGenerator => Value::AsyncGenerator(function),
            Colour::Context => Value::Context(function),
            Colour::AsyncContext => Value::AsyncContext(function),
        }
    }

    /// What a function returns by its annotation, or else by its `return` statements. For a coroutine function: what
    /// awaiting gives.
    pub(super) fn returned(&self, function: FunctionId) -> Value {
        self.returned_to(function, None)
    }

    /// The same for a method of an object of a known class: `Self` and `return self` are that class.
    fn returned_to(&self, function: FunctionId, receiver: Option<ClassId>) -> Value {
        let facts = self.function(function);
        for term in [facts.returns, facts.gives] {
            let is_self = matches!(self.file(function.file).facts.term(term), Term::Receiver(_));
            if let (true, Some(class)) = (is_self, receiver) {
                return Value::Instance(class);
            }
            match (self.value(function.file, term), receiver) {
                (Value::Unknown, _) => {}
                (Value::Elements(_), Some(class)) if self.holds_receivers(function.file, term) => {
                    return Value::Elements(class);
                }
                (known, _) => return known,
            }
        }
        Value::Unknown
    }

    /// Whether a term is a container of objects of the class whose method it stands in: `list[Self]`.
    fn holds_receivers(&self, file: FileId, term: TermId) -> bool {
        let facts = &self.file(file).facts;
        matches!(facts.term(term), Term::ContainerOf(_, element) if matches!(facts.term(element), Term::Receiver(_)))
    }

    /// An element of a tuple.
    fn item(&self, tuple: TupleId, place: u8) -> Value {
        let facts = &self.file(tuple.file).facts;
        let Term::Items(span) = facts.term(tuple.items) else { return Value::Unknown };
        let item = facts.list(span).get(usize::from(place));
        item.map_or(Value::Unknown, |item| self.value(tuple.file, *item))
    }

    /// What unpacking a value gives at a place.
    fn unpacked(&self, file: FileId, whole: TermId, place: u8) -> Value {
        let facts = &self.file(file).facts;
        match self.value(file, whole) {
            Value::Tuple(tuple) => self.item(tuple, place),
            Value::Elements(class) => Value::Instance(class),
            Value::Pending => Value::Pending,
            // The second of what `mapping.items()` gives.
            _ => {
                let Term::Element(items) = facts.term(whole) else { return Value::Unknown };
                let Term::Call(method) = facts.term(items) else { return Value::Unknown };
                match facts.term(method) {
                    Term::Attribute(mapping, name) if name == Name::constant("items") && place == 1 => {
                        match self.value(file, mapping) {
                            Value::Mapping(class) => Value::Instance(class),
                            other => unknown_or_pending(other),
                        }
                    }
                    _ => Value::Unknown,
                }
            }
        }
    }

    fn awaited(&self, value: Value) -> Value {
        match value {
            Value::Coroutine(function) => self.returned(function),
            Value::Awaitable(class) => Value::Instance(class),
            other => unknown_or_pending(other),
        }
    }

    fn entered(&self, value: Value) -> Value {
        match value {
            Value::Context(function) => {
                let yielded = self.returned(function);
                self.element(yielded)
            }
            Value::Instance(class) => {
                let method = self.attribute(value, Name::constant("__enter__"));
                self.called_on(method, Some(class))
            }
            other => unknown_or_pending(other),
        }
    }

    fn entered_async(&self, value: Value) -> Value {
        match value {
            Value::AsyncContext(function) => {
                let yielded = self.returned(function);
                self.element(yielded)
            }
            Value::Instance(class) => {
                let method = self.attribute(value, Name::constant("__aenter__"));
                match self.called(method) {
                    Value::Coroutine(function) => self.returned_to(function, Some(class)),
                    entered => self.awaited(entered),
                }
            }
            other => unknown_or_pending(other),
        }
    }

    fn element(&self, value: Value) -> Value {
        match value {
            Value::Elements(class) => Value::Instance(class),
            Value::Tuple(tuple) => self.value(tuple.file, tuple.items),
            Value::Generator(function) => match self.returned(function) {
                Value::Elements(class) => Value::Instance(class),
                other => unknown_or_pending(other),
            },
            Value::Instance(_) => {
                let method = self.attribute(value, Name::constant("__iter__"));
                let iterator = match self.called(method) {
                    Value::Instance(class) => Value::Instance(class),
                    Value::Elements(class) => return Value::Instance(class),
                    Value::Generator(function) => return self.element(Value::Generator(function)),
                    other => return unknown_or_pending(other),
                };
                let next = self.attribute(iterator, Name::constant("__next__"));
                self.called(next)
            }
            other => unknown_or_pending(other),
        }
    }
}

/// Modules on the way of a name through star imports.
type Modules = smallvec::SmallVec<[FileId; 4]>;

/// An answer has to wait for a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pending;

fn unknown_or_pending(value: Value) -> Value {
    if value == Value::Pending { Value::Pending } else { Value::Unknown }
}

fn is_definition(value: Value) -> bool {
    matches!(value, Value::Function(_) | Value::Class(_) | Value::Instance(_))
}

/// Containers that are iterated over by their keys, of which the values are known.
const MAPPINGS: &[Name] = &[
    Name::constant("dict"),
    Name::constant("ChainMap"),
    Name::constant("Mapping"),
    Name::constant("MutableMapping"),
    Name::constant("OrderedDict"),
    Name::constant("WeakKeyDictionary"),
    Name::constant("WeakValueDictionary"),
    Name::constant("defaultdict"),
];

/// Methods of containers that give an element.
const GIVE_ELEMENT: &[Name] =
    &[Name::constant("get"), Name::constant("pop"), Name::constant("popleft"), Name::constant("setdefault")];

/// Methods of containers that give elements.
const GIVE_ELEMENTS: &[Name] = &[Name::constant("values"), Name::constant("copy"), Name::constant("union")];
