//! The calls that block their thread until a server, a process, a disk or a person answers. Cheap file-system questions
//! (`exists`, `stat`, `mkdir`) are not among them.

use crate::model::ClassRef;
use crate::syntax::{Expr, ast};

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
        let is_module = |dotted: &&&str| {
            dotted.split('.').eq(module.iter().copied()) && !module.is_empty()
        };
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

/// Whether any entry ends in this name.
fn has_name(name: &str) -> bool {
    FUNCTIONS.iter().chain(METHODS).any(|(_, _, _, names)| names.contains(&name))
}
