//! What enters the program from outside the run: modules of libraries, and where a file comes from.

use crate::catalog::Marks;
use crate::facts::{ClassIndex, Facts, FunctionIndex, Name};

/// Where modules come from that are no file of the run.
pub trait Libraries: Sync {
    /// The module of this dotted name, if it is known.
    fn load(&self, module: &str) -> Option<Library>;

    /// What the user's stubs say of a module of the project.
    fn marks_of_project(&self, _module: &str) -> LibraryMarks {
        LibraryMarks::None
    }

    /// Whether what was loaded is the same as long as the run's files and settings are.
    fn is_lasting(&self) -> bool {
        true
    }

    /// Where the file is that was loaded for a module, if it is on disk.
    fn path(&self, _module: &str) -> Option<std::path::PathBuf> {
        None
    }
}

/// A module of a library.
#[derive(Debug, Clone)]
pub struct Library {
    /// Its facts.
    pub facts: Facts,
    /// Whether it is a package.
    pub is_package: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// What its stub says of its functions and classes.
    pub marks: LibraryMarks,
    /// Whether its stub says that any thread may use it.
    pub is_thread_safe: bool,
}

/// What a stub says of a module's functions and classes.
#[derive(Debug, Clone, Default)]
pub enum LibraryMarks {
    /// Nothing.
    #[default]
    None,
    /// By the place among the facts' functions and classes: the stub is the module.
    Own(Vec<(FunctionIndex, Marks)>, Vec<(ClassIndex, Marks)>),
    /// By name: the stub tells only what the module's own signatures do not. The path is `(class, function)`, where one
    /// of them can be missing.
    ByName(Vec<(MarkPath, Marks)>),
}

/// What a mark is about by name: a class, a function, or a class's function.
pub type MarkPath = (Option<Name>, Option<Name>);

/// Where a file of the program comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The project, among the files of the run.
    FirstParty,
    /// The project, but no file of the run: it is read for what its functions do, and never checked.
    Context,
    /// A stub, which declares.
    Stub,
    /// The source of an installed library.
    Installed,
    /// The source of an installed library inside which calls are followed.
    Followed,
}

impl Origin {
    /// Whether it is the project's own.
    pub fn is_project(self) -> bool {
        matches!(self, Origin::FirstParty | Origin::Context)
    }

    /// Whether what its functions do is looked at as far as files of the run lead there.
    pub fn is_followed(self) -> bool {
        matches!(self, Origin::Context | Origin::Followed)
    }

    /// Whether what its functions do is known from their bodies.
    pub fn has_bodies(self) -> bool {
        self == Origin::FirstParty || self.is_followed()
    }
}
