//! Unified diffs that `git apply` takes as they are. They are made of bytes, for a patch has no encoding, and a line
//! ends at a line feed alone, as it does for git.

use std::path::{Component, Path};

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use super::style::{ADDED, CODE, GUTTER, REMOVED, STRONG, paint};
use super::text;

const CONTEXT: usize = 3;

/// The patch that turns `before` into `after`; empty where they are equal. `path` is relative to the directory in
/// which the patch is to be applied; of an absolute path, the root is left out.
pub fn unified_diff(path: &Path, before: &[u8], after: &[u8]) -> Vec<u8> {
    let mut output = Vec::new();
    if before == after {
        return output;
    }
    let (old, new) = (lines(before), lines(after));
    let name = slashed(path);
    let (old_name, new_name) = (quoted(b"a/", &name), quoted(b"b/", &name));
    // Without it, readers would take what follows a space for a date.
    let end: &[u8] = if name.contains(&b' ') { b"\t\n" } else { b"\n" };
    output.extend([b"diff --git ", &*old_name, b" ", &*new_name, b"\n"].concat());
    output.extend([b"--- ", &*old_name, end, b"+++ ", &*new_name, end].concat());
    for hunk in group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT) {
        write_hunk(&hunk, &old, &new, &mut output);
    }
    output
}

/// The patch in colours, with control characters made visible: for a terminal, no longer for `git apply`.
pub fn colored_diff(patch: &[u8]) -> Vec<u8> {
    let mut colored = String::with_capacity(patch.len() * 2);
    for line in lines(patch) {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches('\n').trim_end_matches('\r');
        let style = match line.as_bytes() {
            [b'd', ..] | [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => STRONG,
            [b'@', ..] => GUTTER,
            [b'-', ..] => REMOVED,
            [b'+', ..] => ADDED,
            [b'\\', ..] => CODE,
            _ => anstyle::Style::new(),
        };
        let shown = line.split('\t').map(text::neutral).collect::<Vec<_>>().join("\t");
        colored.push_str(&paint(super::Color::Ansi, style, shown).to_string());
        colored.push('\n');
    }
    colored.into_bytes()
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n').collect()
}

fn write_hunk(hunk: &[DiffOp], old: &[&[u8]], new: &[&[u8]], patch: &mut Vec<u8>) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return };
    let old_range = span(first.old_range().start, last.old_range().end);
    let new_range = span(first.new_range().start, last.new_range().end);
    patch.extend(format!("@@ -{old_range} +{new_range} @@\n").into_bytes());
    for operation in hunk {
        if operation.tag() == DiffTag::Equal {
            write_lines(b' ', &old[operation.old_range()], patch);
            continue;
        }
        write_lines(b'-', &old[operation.old_range()], patch);
        write_lines(b'+', &new[operation.new_range()], patch);
    }
}

/// The lines of a hunk as git counts them: an empty span names the line before it, and a length of one is left out.
fn span(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        length => format!("{},{length}", start + 1),
    }
}

fn write_lines(sign: u8, lines: &[&[u8]], patch: &mut Vec<u8>) {
    for line in lines {
        patch.push(sign);
        patch.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            patch.extend_from_slice(b"\n\\ No newline at end of file\n");
        }
    }
}

fn slashed(path: &Path) -> Vec<u8> {
    let parts = path.components().filter_map(|component| match component {
        Component::Normal(_) | Component::ParentDir => Some(component.as_os_str().as_encoded_bytes()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir => None,
    });
    parts.collect::<Vec<_>>().join(&b'/')
}

/// The name as git writes it: in quotes, with escapes as in C, if there is anything to escape.
fn quoted(prefix: &[u8], name: &[u8]) -> Vec<u8> {
    let escaped: Vec<u8> = name.iter().flat_map(|&byte| escape(byte)).collect();
    if escaped == name {
        return [prefix, name].concat();
    }
    [b"\"", prefix, &*escaped, b"\""].concat()
}

fn escape(byte: u8) -> Vec<u8> {
    let letter = match byte {
        b'\x07' => b'a',
        b'\x08' => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        b'\x0b' => b'v',
        b'\x0c' => b'f',
        b'\r' => b'r',
        b'"' | b'\\' => byte,
        b' '..=b'~' => return vec![byte],
        _ => return format!("\\{byte:03o}").into_bytes(),
    };
    vec![b'\\', letter]
}
