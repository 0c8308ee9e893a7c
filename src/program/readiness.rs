//! Calls whose receiver tells that they do not wait: sockets that were made non-blocking, futures that are done, processes
//! that were killed.

use super::callee::CallId;
use super::{FunctionId, Program, Value};
use crate::facts::{Call, Constant, Name, Operation, Slot, Term, TermId};

/// What a socket is made with that does not wait to be connected: it knows no peer, or one on this machine.
const UNCONNECTED: &[Name] = &[Name::constant("SOCK_DGRAM"), Name::constant("AF_UNIX")];

/// What such a socket does at once.
const SENDS: &[Name] = &[
    Name::constant("connect"),
    Name::constant("connect_ex"),
    Name::constant("send"),
    Name::constant("sendall"),
    Name::constant("sendmsg"),
    Name::constant("sendto"),
];

/// Where the classes of streams are defined, and those that tell nothing of a file on disk.
const STREAM_MODULES: &[&str] = &["_io", "io", "typing"];
const STREAMS: &[Name] = &[
    Name::constant("BytesIO"),
    Name::constant("StringIO"),
    Name::constant("IO"),
    Name::constant("BinaryIO"),
    Name::constant("TextIO"),
];

impl Program {
    /// Whether the object that a library's method is called on has what it asks for at once, as far as is known.
    pub(super) fn is_ready(&self, id: CallId, call: &Call, method: FunctionId) -> bool {
        let function = self.function(method);
        if function.class.is_none() {
            return false;
        }
        match self.file(method.file).module.as_str() {
            "concurrent.futures._base" => {
                let is_question =
                    [Name::constant("result"), Name::constant("exception")].contains(&function.key);
                is_question
                    && call.arguments.is_empty()
                    && call.positional == 0
                    && !self.was_just_made(id, call)
            }
            "_socket" | "socket" => {
                self.is_made_non_blocking(id)
                    || SENDS.contains(&function.key) && self.is_unconnected(id, call)
            }
            "subprocess" => self.was_killed(id, call),
            _ => false,
        }
    }

    /// Whether a call is given a buffer in memory, or a file that something else has opened.
    pub(super) fn is_given_stream(&self, id: CallId, call: &Call) -> bool {
        let facts = &self.file(id.file).facts;
        facts.arguments(call).iter().any(|argument| match self.value(id.file, argument.value) {
            Value::Instance(class) => {
                let module = self.file(class.file).module.as_str();
                STREAM_MODULES.contains(&module) && STREAMS.contains(&self.class(class).key)
            }
            _ => false,
        })
    }

    /// Whether what a call reads is `sys.stdin`.
    pub(super) fn is_standard_input(&self, id: CallId, call: &Call) -> bool {
        const STDIN: Name = Name::constant("stdin");
        const BUFFER: Name = Name::constant("buffer");
        let facts = &self.file(id.file).facts;
        let is_sys = |module| match self.value(id.file, module) {
            Value::Module(file) => self.file(file).module == "sys",
            _ => false,
        };
        let mut stream = match (call.operation, facts.term(call.callee)) {
            (Operation::Call, Term::Attribute(stream, _)) => stream,
            (Operation::Call, _) => return false,
            _ => call.callee,
        };
        if let Term::Attribute(inner, BUFFER) = facts.term(stream) {
            stream = inner;
        }
        match facts.term(stream) {
            Term::Attribute(module, STDIN) => is_sys(module),
            Term::Import { module, member } => facts.text(member) == "stdin" && is_sys(module),
            _ => false,
        }
    }

    /// Whether the function has asked before whether something is there to be read.
    pub(super) fn was_selected(&self, id: CallId, call: &Call) -> bool {
        let facts = &self.file(id.file).facts;
        facts.calls[..id.index as usize].iter().any(|other| {
            other.function == call.function
                && match self.value(id.file, other.callee) {
                    Value::Function(asked) | Value::Method(asked) => {
                        matches!(self.file(asked.file).module.as_str(), "select" | "selectors")
                    }
                    _ => false,
                }
        })
    }

    /// Whether the function has killed the process before it waits for it.
    fn was_killed(&self, id: CallId, call: &Call) -> bool {
        let facts = &self.file(id.file).facts;
        let Term::Attribute(process, _) = facts.term(call.callee) else { return false };
        facts.calls[..id.index as usize].iter().any(|other| {
            other.function == call.function
                && facts.term(other.callee) == Term::Attribute(process, Name::constant("kill"))
        })
    }

    /// Whether the object of a method call is what a call in the same function gives, other than a class: a future that a
    /// class makes, an attribute or a parameter is asked for its result by those who know that it is there.
    fn was_just_made(&self, id: CallId, call: &Call) -> bool {
        let facts = &self.file(id.file).facts;
        let Term::Attribute(object, _) = facts.term(call.callee) else { return false };
        match facts.term(object) {
            Term::Call(maker) => !matches!(self.value(id.file, maker), Value::Class(_)),
            _ => false,
        }
    }

    /// Whether the file makes any socket non-blocking: which one, its type does not say.
    fn is_made_non_blocking(&self, id: CallId) -> bool {
        let facts = &self.file(id.file).facts;
        facts.calls.iter().any(|call| {
            let Term::Attribute(_, name) = facts.term(call.callee) else { return false };
            let has_number = |wanted: i64| {
                facts.arguments(call).iter().any(|argument| {
                    let is_first = argument.slot == Slot::Position(0);
                    is_first && facts.term(argument.value) == Term::Constant(Constant::Number(wanted))
                })
            };
            name == Name::constant("setblocking") && !has_number(1)
                || name == Name::constant("settimeout") && has_number(0)
        })
    }

    fn is_unconnected(&self, id: CallId, call: &Call) -> bool {
        let facts = &self.file(id.file).facts;
        let Term::Attribute(object, _) = facts.term(call.callee) else { return false };
        let mut made: TermId = object;
        while let Term::Entered(inner) | Term::Part(inner, _) = facts.term(made) {
            made = inner;
        }
        // What it accepts is connected to this machine too.
        if let Term::Call(method) = facts.term(made)
            && let Term::Attribute(socket, name) = facts.term(method)
            && name == Name::constant("accept")
        {
            made = socket;
        }
        let Term::Call(maker) = facts.term(made) else { return false };
        let makers =
            facts.calls.iter().filter(|other| other.callee == maker && other.function == call.function);
        makers.flat_map(|maker| facts.arguments(maker)).any(|argument| {
            matches!(facts.term(argument.value), Term::Attribute(_, name) if UNCONNECTED.contains(&name))
                || matches!(facts.term(argument.value), Term::Import { member, .. }
                    if UNCONNECTED.contains(&Name::new(facts.text(member))))
        })
    }
}
