//! Values: what a term turns out to be once all files are known.

use crate::facts::{ClassIndex, FunctionIndex, TermId};

/// A file of the program, by its place among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

impl FileId {
    /// The place as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The file at a place.
    pub fn of_index(index: usize) -> Self {
        Self(u32::try_from(index).expect("a program has fewer than 2^27 files"))
    }
}

/// A function of some file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId {
    /// The file.
    pub file: FileId,
    /// Its place among the file's functions.
    pub index: FunctionIndex,
}

/// A class of some file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId {
    /// The file.
    pub file: FileId,
    /// Its place among the file's classes.
    pub index: ClassIndex,
}

/// A tuple whose elements are known each by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TupleId {
    /// The file.
    pub file: FileId,
    /// The elements, a [`Term::Items`](crate::facts::Term::Items) of the file.
    pub items: TermId,
}

/// What a term turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Nothing is known.
    Unknown,
    /// Nothing is known before a module is loaded, which is noted.
    Pending,
    /// `None`.
    None,
    /// A module.
    Module(FileId),
    /// A class itself.
    Class(ClassId),
    /// An object of a class or a subclass.
    Instance(ClassId),
    /// A function, called with all its parameters.
    Function(FunctionId),
    /// A function bound to its first argument.
    Method(FunctionId),
    /// A function with some arguments given already.
    Partial(FunctionId),
    /// What calling a coroutine function gives.
    Coroutine(FunctionId),
    /// What calling a generator function gives.
    Generator(FunctionId),
    /// What calling an asynchronous generator function gives.
    AsyncGenerator(FunctionId),
    /// What calling a `contextmanager` function gives.
    Context(FunctionId),
    /// What calling an `asynccontextmanager` function gives.
    AsyncContext(FunctionId),
    /// A container or iterable whose elements are objects of a class.
    Elements(ClassId),
    /// A mapping whose values are objects of a class.
    Mapping(ClassId),
    /// A tuple.
    Tuple(TupleId),
    /// A method of such a container that gives one element.
    GetsElement(ClassId),
    /// A method of such a container that gives elements.
    GetsElements(ClassId),
    /// An awaitable that gives an object of a class.
    Awaitable(ClassId),
    /// An awaitable of which nothing more is known.
    SomeAwaitable,
    /// `super()` in a method of a class.
    Super(ClassId),
}

impl Value {
    /// The value as a number that is not 0, for tables that many threads fill in.
    pub(super) fn pack(self) -> u64 {
        let (tag, file, index) = match self {
            Value::Unknown => (1, 0, 0),
            Value::Pending => (2, 0, 0),
            Value::None => (3, 0, 0),
            Value::Module(file) => (4, file.0, 0),
            Value::Class(class) => (5, class.file.0, class.index),
            Value::Instance(class) => (6, class.file.0, class.index),
            Value::Function(function) => (7, function.file.0, function.index),
            Value::Method(function) => (8, function.file.0, function.index),
            Value::Partial(function) => (9, function.file.0, function.index),
            Value::Coroutine(function) => (10, function.file.0, function.index),
            Value::Generator(function) => (11, function.file.0, function.index),
            Value::AsyncGenerator(function) => (12, function.file.0, function.index),
            Value::Context(function) => (13, function.file.0, function.index),
            Value::AsyncContext(function) => (14, function.file.0, function.index),
            Value::Elements(class) => (15, class.file.0, class.index),
            Value::GetsElement(class) => (16, class.file.0, class.index),
            Value::GetsElements(class) => (17, class.file.0, class.index),
            Value::Awaitable(class) => (18, class.file.0, class.index),
            Value::SomeAwaitable => (19, 0, 0),
            Value::Super(class) => (20, class.file.0, class.index),
            Value::Mapping(class) => (22, class.file.0, class.index),
            Value::Tuple(tuple) => (21, tuple.file.0, tuple.items.0),
        };
        tag << 59 | u64::from(file) << 32 | u64::from(index)
    }

    /// The value of a number that [`Value::pack`] made; `None` for 0.
    pub(super) fn unpack(packed: u64) -> Option<Value> {
        let file = FileId((packed >> 32 & 0x07ff_ffff) as u32);
        let index = (packed & 0xffff_ffff) as u32;
        let (class, function) = (ClassId { file, index }, FunctionId { file, index });
        Some(match packed >> 59 {
            1 => Value::Unknown,
            2 => Value::Pending,
            3 => Value::None,
            4 => Value::Module(file),
            5 => Value::Class(class),
            6 => Value::Instance(class),
            7 => Value::Function(function),
            8 => Value::Method(function),
            9 => Value::Partial(function),
            10 => Value::Coroutine(function),
            11 => Value::Generator(function),
            12 => Value::AsyncGenerator(function),
            13 => Value::Context(function),
            14 => Value::AsyncContext(function),
            15 => Value::Elements(class),
            16 => Value::GetsElement(class),
            17 => Value::GetsElements(class),
            18 => Value::Awaitable(class),
            19 => Value::SomeAwaitable,
            20 => Value::Super(class),
            22 => Value::Mapping(class),
            21 => Value::Tuple(TupleId { file, items: TermId(index) }),
            _ => return None,
        })
    }
}
