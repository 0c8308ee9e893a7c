//! The calls that block their thread until a server, a process, a disk or a person answers. Cheap file-system questions
//! (`exists`, `stat`, `mkdir`) are not among them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::model::ClassRef;
use crate::syntax::{AnyNodeRef, Expr, Node, ast};

use super::Cx;

/// What a call waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// An HTTP server.
    Http,
    /// Another process.
    Process,
    /// The name service, or a connection.
    Network,
    /// A person.
    Input,
    /// A file that is read or written.
    File,
    /// Files that are copied, moved, deleted or packed.
    Files,
}

/// What a call gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yields {
    /// All there is: the work is done when it returns.
    Result,
    /// An open file or response, which blocks again wherever it is read or written.
    Handle,
}

/// A call that blocks.
#[derive(Debug, Clone)]
pub struct BlockingCall {
    /// The function or method, as its module spells it.
    pub name: String,
    /// What it waits for.
    pub category: Category,
    /// What it gives back.
    pub yields: Yields,
}

impl Category {
    /// What happens to the event loop meanwhile, said after "stops the event loop".
    pub fn meanwhile(self) -> &'static str {
        match self {
            Category::Http => "until the server has answered",
            Category::Process => "until the process has ended",
            Category::Network => "until the network has answered",
            Category::Input => "until someone has typed a line",
            Category::File => "while a file is read or written",
            Category::Files => "while files are copied, moved, deleted or packed",
        }
    }
}

type Group = (Category, Yields, &'static [&'static str], &'static [&'static str]);

/// Functions: what they wait for, what they give back, the modules that have them, their names.
#[rustfmt::skip]
const FUNCTIONS: &[Group] = &[
    (Category::Http, Yields::Result, &["requests", "requests.api", "httpx"], VERBS),
    (Category::Http, Yields::Handle, &["httpx"], &["stream"]),
    (Category::Http, Yields::Handle, &["urllib.request"], &["urlopen"]),
    (Category::Http, Yields::Result, &["urllib.request"], &["urlretrieve"]),
    (Category::Http, Yields::Result, &["urllib3"], &["request"]),
    (
        Category::Process,
        Yields::Result,
        &["subprocess"],
        &["call", "check_call", "check_output", "getoutput", "getstatusoutput", "run"],
    ),
    (Category::Process, Yields::Result, &["os"], &["system", "wait", "wait3", "wait4", "waitid", "waitpid"]),
    (
        Category::Network,
        Yields::Result,
        &["socket"],
        &[
            "create_connection", "getaddrinfo", "getfqdn", "gethostbyaddr", "gethostbyname", "gethostbyname_ex",
            "getnameinfo",
        ],
    ),
    (Category::Input, Yields::Result, &["builtins"], &["input"]),
    (Category::Input, Yields::Result, &["getpass"], &["getpass"]),
    (Category::File, Yields::Handle, &["builtins", "io", "codecs", "gzip", "bz2", "lzma"], &["open"]),
    (
        Category::Files,
        Yields::Result,
        &["shutil"],
        &[
            "copy", "copy2", "copyfile", "copyfileobj", "copytree", "make_archive", "move", "rmtree", "unpack_archive",
        ],
    ),
];

/// Methods: what they wait for, what they give back, the classes that have them, their names.
#[rustfmt::skip]
const METHODS: &[Group] = &[
    (Category::Http, Yields::Result, &["requests.Session", "requests.sessions.Session", "httpx.Client"], VERBS),
    (Category::Http, Yields::Result, &["requests.Session", "requests.sessions.Session", "httpx.Client"], &["send"]),
    (Category::Http, Yields::Handle, &["httpx.Client"], &["stream"]),
    (
        Category::Http,
        Yields::Result,
        &["urllib3.PoolManager", "urllib3.ProxyManager", "urllib3.HTTPConnectionPool", "urllib3.HTTPSConnectionPool"],
        &["request", "urlopen"],
    ),
    (Category::Process, Yields::Result, &["subprocess.Popen"], &["communicate", "wait"]),
    (Category::File, Yields::Result, PATHS, &["read_bytes", "read_text", "write_bytes", "write_text"]),
    (Category::File, Yields::Handle, PATHS, &["open"]),
    (Category::Files, Yields::Result, PATHS, &["copy", "copy_into", "move", "move_into"]),
];

const VERBS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put", "request"];

const PATHS: &[&str] = crate::model::types::PATHS;

/// The call's entry in the table. Methods count where the receiver's class is known.
pub fn blocking_call<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> Option<BlockingCall> {
    if let Expr::Attribute(attribute) = &*call.func
        && !has_name(attribute.attr.as_str())
    {
        return None;
    }
    if let Some(name) = cx.qualified(&call.func) {
        let (function, module) = name.segments().split_last()?;
        let is_module = |dotted: &&&str| dotted.split('.').eq(module.iter().copied()) && !module.is_empty();
        let (category, yields, ..) = FUNCTIONS.iter().find(|(_, _, modules, functions)| {
            functions.contains(function) && modules.iter().any(|module| is_module(&module))
        })?;
        return Some(BlockingCall { name: name.to_string(), category: *category, yields: *yields });
    }
    let Expr::Attribute(method) = &*call.func else { return None };
    let name = method.attr.as_str();
    let class = cx.type_of(&method.value)?;
    let (category, yields, ..) =
        METHODS.iter().find(|(_, _, classes, methods)| methods.contains(&name) && class.is_any(classes))?;
    let ClassRef::External(class) = class else { return None };
    Some(BlockingCall { name: format!("{class}.{name}"), category: *category, yields: *yields })
}

/// The call's entry in the table, unless it does not wait or has been taken care of.
pub fn waiting_call<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> Option<BlockingCall> {
    let node = cx.node(call);
    let mut blocking = blocking_call(cx, call)?;
    if cx.is_awaited(node) || is_item_of_async_with(cx, node) || is_given_to_thread(cx, node) {
        return None;
    }
    let is_quick = call.arguments.keywords.iter().any(|keyword| match keyword.arg.as_deref() {
        Some("timeout") => matches!(&keyword.value, Expr::NumberLiteral(number) if number.value == ast::Number::Int(ast::Int::ZERO)),
        _ => false,
    });
    let first = call.arguments.args.first();
    let opens_nothing = first.is_some_and(|path| cx.names(path, "os.devnull"));
    let does_not_hang = call.arguments.args.iter().any(|argument| cx.names(argument, "os.WNOHANG"));
    if is_quick || opens_nothing || does_not_hang {
        return None;
    }
    if has_keyword(call, "stream") {
        blocking.yields = Yields::Handle;
    }
    Some(blocking)
}

/// Whether a call has a keyword argument that is neither `None` nor `False`.
pub fn has_keyword(call: &ast::ExprCall, name: &str) -> bool {
    call.arguments.find_keyword(name).is_some_and(|keyword| {
        !keyword.value.is_none_literal_expr()
            && !matches!(&keyword.value, Expr::BooleanLiteral(literal) if !literal.value)
    })
}

/// Whether any entry ends in this name.
fn has_name(name: &str) -> bool {
    static NAMES: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| FUNCTIONS.iter().chain(METHODS).flat_map(|(.., names)| *names).copied().collect());
    NAMES.contains(name)
}

fn is_item_of_async_with<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let with = cx.parent(node).filter(|parent| parent.is_with_item()).and_then(|item| cx.parent(item));
    matches!(with.map(|with| with.ast), Some(AnyNodeRef::StmtWith(with)) if with.is_async)
}

/// Whether the call stands where a function for a thread is expected, which is another mistake, or is wrapped as an
/// asynchronous file.
fn is_given_to_thread<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let Some(AnyNodeRef::ExprCall(outer)) =
        cx.parent(node).and_then(|parent| cx.parent(parent)).map(|call| call.ast)
    else {
        return false;
    };
    let place = outer.arguments.args.iter().position(|argument| cx.node(argument).id == node.id);
    match cx.qualified(&outer.func) {
        Some(name) if name.is_any(&["anyio.wrap_file", "trio.wrap_file"]) => place == Some(0),
        Some(name) if name.last() == "to_thread" || name.last() == "run_sync" => place == Some(0),
        _ => {
            matches!(&*outer.func, Expr::Attribute(method) if method.attr.as_str() == "run_in_executor")
                && place == Some(1)
        }
    }
}
