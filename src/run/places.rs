//! Places in other files that findings point at, as people read them.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::outcome::RelatedPlace;
use super::project::{Job, Project};
use super::state::State;
use crate::program::{FileId, Program};
use crate::rule::Related;
use crate::source::{Source, shown_path};

/// Where the places that findings point at in other files are looked up.
#[derive(Clone, Copy)]
pub(super) struct Places<'s> {
    pub file: crate::program::FileAnalysis<'s>,
    pub sources: &'s Sources<'s>,
}

impl Places<'_> {
    /// A place as people read it.
    pub(super) fn place(&self, related: &Related) -> Option<RelatedPlace> {
        let source = self.sources.get(related.file, self.file.program())?;
        let offset = crate::syntax::TextSize::new(related.range.0);
        (offset <= crate::syntax::TextLen::text_len(source.text.as_str())).then(|| RelatedPlace {
            path: source.path.clone(),
            location: source.location(offset),
            line: source.line_text(offset).trim().to_owned(),
            message: related.message.clone(),
        })
    }
}

/// The texts of files that findings point at, read when first needed.
pub(super) struct Sources<'j> {
    project: &'j Project<'j>,
    jobs: &'j [Job],
    files: &'j [usize],
    read: Mutex<FxHashMap<FileId, Option<Arc<Source>>>>,
}

impl<'j> Sources<'j> {
    /// As they are on the disk.
    pub(super) fn unchanged(project: &'j Project<'j>, jobs: &'j [Job], files: &'j [usize]) -> Self {
        Self { project, jobs, files, read: Mutex::default() }
    }

    /// With the texts that fixes have made so far.
    pub(super) fn new(
        project: &'j Project<'j>,
        jobs: &'j [Job],
        files: &'j [usize],
        states: &[State],
    ) -> Self {
        let repaired = (0..).zip(files).filter_map(|(place, index)| {
            let repair = states[*index].repair.as_ref()?;
            let is_changed = repair.current.text != repair.original.text;
            is_changed.then(|| (FileId::of_index(place), Some(Arc::new(repair.current.clone()))))
        });
        let read = Mutex::new(repaired.collect());
        Self { project, jobs, files, read }
    }

    /// The source of a file of the program.
    pub(super) fn get(&self, file: FileId, program: &Program) -> Option<Arc<Source>> {
        if let Some(known) = self.read.lock().ok()?.get(&file) {
            return known.clone();
        }
        let source = match self.files.get(file.index()) {
            Some(index) => self.jobs[*index].text().ok(),
            None => self.read_outside(&program.file(file).module),
        };
        let source = source.map(Arc::new);
        self.read.lock().ok()?.insert(file, source.clone());
        source
    }

    /// The source of a module that is no file of the run.
    fn read_outside(&self, module: &str) -> Option<Source> {
        let path = self.project.libraries.path(module)?;
        let mut source = Source::read(&path).ok()?;
        source.path = shown_path(&self.project.base, &path);
        Some(source)
    }
}
