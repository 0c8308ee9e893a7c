//! Settings that hold for a program as a whole, not for a file: where its modules are, and what is known of libraries.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Settings, Written};

/// What the settings say of the whole program. Paths are absolute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProgramSettings {
    /// `src`: folders from which module names count.
    pub src: Vec<Written<PathBuf>>,
    /// `python`: an interpreter, an environment or a site folder.
    pub python: Option<Written<PathBuf>>,
    /// `follow-libraries`: inside which installed libraries calls are followed.
    pub follow: Option<Follow>,
    /// `stubs`: stub files and folders of them.
    pub stubs: Vec<Written<PathBuf>>,
    /// `chain-sites`: how many calls one blocking call may be reached from before the finding moves there.
    pub chain_sites: Option<usize>,
}

/// Inside which installed libraries calls are followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Follow {
    /// None.
    None,
    /// All that no stub with marks tells of.
    All,
    /// Those imported by these names.
    Named(Vec<String>),
}

/// A name that no library is imported by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a name that a library is imported by; write one such as `requests`")]
pub struct NoLibraryName(String);

impl Follow {
    /// The libraries that are imported by these names.
    ///
    /// # Errors
    /// The first that is no name of a top-level module.
    pub fn named(names: Vec<String>) -> Result<Follow, NoLibraryName> {
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
        };
        match names.iter().find(|name| !is_name(name)) {
            Some(wrong) => Err(NoLibraryName(wrong.clone())),
            None => Ok(Follow::Named(names)),
        }
    }
}

/// Sorts settings by the folders of their projects, the outermost first.
pub fn outermost_first(files: &mut [Arc<Settings>]) {
    let depth =
        |settings: &Settings| settings.project.as_ref().map_or(0, |folder| folder.components().count());
    files.sort_by(|one, other| (depth(one), &one.project).cmp(&(depth(other), &other.project)));
}

fn add_new(all: &mut Vec<Written<PathBuf>>, more: Vec<Written<PathBuf>>) {
    for path in more {
        if !all.iter().any(|known| known.value == path.value) {
            all.push(path);
        }
    }
}

impl ProgramSettings {
    /// What several settings files say together, the outermost first: all source roots and stubs, and for the rest the
    /// word of the first file that has one.
    pub fn together(files: &[Arc<Settings>]) -> ProgramSettings {
        let mut all = ProgramSettings::default();
        for settings in files {
            let ProgramSettings { src, python, follow, stubs, chain_sites } = settings.program.clone();
            add_new(&mut all.src, src);
            add_new(&mut all.stubs, stubs);
            all.python = all.python.or(python);
            all.follow = all.follow.or(follow);
            all.chain_sites = all.chain_sites.or(chain_sites);
        }
        all
    }

    /// The same with the words of `first` before them.
    pub(super) fn under(self, first: &ProgramSettings) -> ProgramSettings {
        ProgramSettings {
            src: self.src,
            python: first.python.clone().or(self.python),
            follow: first.follow.clone().or(self.follow),
            stubs: first.stubs.iter().cloned().chain(self.stubs).collect(),
            chain_sites: first.chain_sites.or(self.chain_sites),
        }
    }
}
