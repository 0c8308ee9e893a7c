//! What a stub says of a function or class beyond its signature: the decorators that `asyncfix` exports to stubs.

use crate::facts::{Constant, Name};

/// What a function or class does. The default is: nothing that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark that is there or not")]
pub struct Marks {
    /// Calling it (or, for a class, making an object) stops the thread.
    pub blocking: Option<Blocking>,
    /// Arguments with which the call does not wait.
    pub unless: Vec<Unless>,
    /// Arguments that are told by more than their value, with which the call does not wait.
    pub unless_given: Vec<Given>,
    /// Parameters that say how long the call waits at most.
    pub timeouts: Vec<Timeout>,
    /// It certainly does not block.
    pub is_quick: bool,
    /// Every public method that has no marks of its own stops the thread.
    pub blocking_methods: Option<Category>,
    /// Parameters whose callable runs off the event loop.
    pub offloads: Vec<Name>,
    /// Parameters whose callable runs on the event loop later.
    pub runs_on_loop: Vec<Name>,
    /// Parameters whose callable is called as a plain function.
    pub calls: Vec<Name>,
    /// Those of `calls` that are called after the call has returned: at exit, on a signal, when something is done.
    pub calls_later: Vec<Name>,
    /// Parameters, among those above, whose coroutine function is awaited.
    pub awaits: Vec<Name>,
    /// It starts or drives an event loop until a coroutine is done.
    pub drives_loop: bool,
    /// It may be called on the thread of the running loop only.
    pub needs_loop: bool,
    /// It may be called there only in versions of Python before this one.
    pub needs_loop_before: Option<(u8, u8)>,
    /// Objects of the class belong to one event loop.
    pub is_loop_bound: bool,
    /// Objects of the class belong to the thread that made them, or to one thread at a time; a function does something
    /// else in another thread.
    pub is_thread_bound: bool,
    /// What it uses, of which each thread has its own; of a class, what its blocking methods use.
    pub per_thread: Option<Box<str>>,
    /// As a decorator, it keeps what the function gave, which is meant to be computed once.
    pub caches: bool,
    /// The same in async, as a dotted name.
    pub async_twin: Option<Box<str>>,
    /// What people call it, where the stub's name is for the type checker alone.
    pub known_as: Option<Box<str>>,
    /// What it makes of a function when it decorates one.
    pub decorator: Option<DecoratorKind>,
}

/// How a call stops its thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocking {
    /// What it waits for.
    pub category: Category,
    /// Whether what it gives back blocks again where it is read.
    pub opens: bool,
    /// When it does.
    pub when: When,
}

/// When a call blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Before it returns.
    AtOnce,
    /// Where somebody iterates over what it gives, and not before.
    Iterated,
    /// The same, and each of the items is good only until the next one is asked for.
    IteratedInStep,
}

/// An argument with which a call does not wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unless {
    /// The parameter.
    pub parameter: Name,
    /// What is given for it.
    pub value: Literal,
}

/// An argument with which a call does not wait, told by the words that stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The parameter.
    pub parameter: Name,
    /// All of them stand in it; if there are none, anything but `None` will do.
    pub words: Vec<Name>,
}

/// A parameter that says how long a call waits at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout {
    /// The parameter.
    pub parameter: Name,
    /// How many of its units are a second.
    pub per_second: i64,
}

impl Timeout {
    /// Whether a literal given for it is half a second or less.
    pub fn is_short(self, given: Constant) -> bool {
        given.is_short_wait(self.per_second)
    }
}

/// A literal in a mark, or one that an argument is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literal {
    /// `None`.
    None,
    /// A number, a truth value or a string.
    Constant(Constant),
}

/// What a blocking call waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Time to pass.
    Sleep,
    /// An HTTP server.
    Http,
    /// The name service.
    Dns,
    /// A peer on the network.
    Socket,
    /// A database.
    Db,
    /// Another process.
    Subprocess,
    /// A person.
    Input,
    /// Another thread or process to be done with something.
    Wait,
    /// A lock of threads or processes.
    Lock,
    /// Files that are opened, read, written, copied or deleted.
    File,
    /// A cheap question or change to the file system.
    Query,
    /// Code, certificates or time zones that are loaded at first use.
    Load,
    /// The processor.
    Cpu,
}

/// What a decorator makes of the function that it decorates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecoratorKind {
    /// A function of the same kind, which calls it.
    Same,
    /// A property.
    Property,
    /// A static method.
    Static,
    /// A class method.
    Class,
    /// A context manager, from a generator.
    ContextManager,
    /// An async context manager, from an async generator.
    AsyncContextManager,
    /// A coroutine function that runs it in a thread.
    Offloads,
}

impl Category {
    /// All of them, the hardest first.
    pub const ALL: [Category; 13] = [
        Category::Sleep,
        Category::Http,
        Category::Dns,
        Category::Socket,
        Category::Db,
        Category::Subprocess,
        Category::Input,
        Category::Wait,
        Category::Lock,
        Category::File,
        Category::Query,
        Category::Load,
        Category::Cpu,
    ];

    /// Its name in stubs, settings and reports.
    pub fn name(self) -> &'static str {
        match self {
            Category::Sleep => "sleep",
            Category::Http => "http",
            Category::Dns => "dns",
            Category::Socket => "socket",
            Category::Db => "db",
            Category::Subprocess => "subprocess",
            Category::Input => "input",
            Category::Wait => "wait",
            Category::Lock => "lock",
            Category::File => "file",
            Category::Query => "query",
            Category::Load => "load",
            Category::Cpu => "cpu",
        }
    }

    /// The category with this name.
    pub fn of_name(name: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|category| category.name() == name)
    }

    /// Whether it always takes long enough to be worth a finding wherever it is reached from: waits for something
    /// outside the program, however far away the call stands.
    pub fn is_hard(self) -> bool {
        matches!(
            self,
            Category::Sleep
                | Category::Http
                | Category::Dns
                | Category::Socket
                | Category::Db
                | Category::Subprocess
                | Category::Input
                | Category::Wait
        )
    }

    /// What happens to the event loop meanwhile, said after "stops the event loop".
    pub fn meanwhile(self) -> &'static str {
        match self {
            Category::Sleep => "until the time has passed",
            Category::Http => "until the server has answered",
            Category::Dns | Category::Socket => "until the network has answered",
            Category::Db => "until the database has answered",
            Category::Subprocess => "until the process has ended",
            Category::Input => "until someone has typed a line",
            Category::Wait => "until another thread or process is done",
            Category::Lock => "until the lock is free",
            Category::File => "until the disk is done",
            Category::Query => "while the file system answers",
            Category::Load => "while something is loaded from disk",
            Category::Cpu => "while it computes",
        }
    }
}
