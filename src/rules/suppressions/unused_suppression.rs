//! A comment that silences nothing.
//!
//! ## What it does
//! Finds `# asyncfix: ignore[…]` and `# asyncfix: file-ignore[…]` that silence no finding, and rules of asyncfix in `# noqa`
//! and `# ruff: noqa` that do not. It judges only what is asyncfix's: never a `# noqa` without codes, and no code of another
//! tool. Of a rule that does not run on the file it says nothing, and of a comment without names only where all rules run
//! that are on by default.
//!
//! A comment that lets a call block, `# noqa: AFX103` at a call in a plain function, is of use if the call blocks or comes to
//! something that does, whoever calls the function.
//!
//! Check the whole project with it: what some rules find at one place depends on the calls in other files.
//!
//! The rule is off by default: a new version of asyncfix, which finds less where it used to be wrong, is not to fail a
//! build. `--extend-select unused-suppression` switches it on.
//!
//! ## Why is this bad?
//! The comment says that something is wrong here and meant. Once the code has changed, that is no longer so, and the
//! comment hides the next mistake on its line.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def poll(job):
//!     while not job.done():
//!         await asyncio.sleep(1)  # noqa: E501, AFX101
//!     return job.result()  # asyncfix: ignore[blocking-call]
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def poll(job):
//!     while not job.done():
//!         await asyncio.sleep(1)  # noqa: E501
//!     return job.result()
//! ```
//!
//! ## Fix safety
//! The fix is safe: it changes a comment. It takes the names that silence nothing out of their list, or the whole list where
//! none is left; codes of other tools and other text stay. There is no fix where what follows would be read by a tool once it
//! stands alone, such as `type: ignore`.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX001",
    name: "unused-suppression",
    safety: Some(Safety::Safe),
    default: Default::Off,
    aliases: &["RUF100"],
    on: &[NodeKind::ModModule],
    needs: Needs::Suppressions,
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, _module: Node<'a>) -> Option<Finding> {
    let unused = cx.unused.as_ref()?;
    let names: Vec<&Named<'a>> =
        unused.list.iter().filter(|(_, of_use)| *of_use == Use::None).map(|(name, _)| name).collect();
    let is_whole = names.len() == unused.list.len();
    let (range, message) = match &*names {
        [] => (unused.range, "this comment silences nothing".to_owned()),
        [name] => (name.range, format!("`{}` silences nothing here", name.text)),
        several => {
            let quoted: Vec<String> = several.iter().map(|name| format!("`{}`", name.text)).collect();
            (unused.range, format!("{} silence nothing here", quoted.join(", ")))
        }
    };
    let (title, help) = if is_whole {
        ("Remove the suppression", "remove the suppression")
    } else {
        ("Take it out of the list", "take it out of the list")
    };
    let fix = cx.fix(title, |fix| {
        let text = if is_whole { without_list(cx, unused)? } else { with_shorter_list(cx, unused) };
        fix.replace_comment(unused.comment, text);
        Ok(())
    });
    Some(cx.finding(&range, message).help(help).fix(fix))
}

/// The comment without what silences.
fn without_list<'a>(cx: &Cx<'a>, unused: &Unused<'a>) -> Build<String> {
    let before = cx.slice(TextRange::new(unused.comment.start(), unused.range.start())).trim_end();
    let after = cx.slice(TextRange::new(unused.range.end(), unused.comment.end())).trim();
    let first_word = after.split_whitespace().next().unwrap_or_default();
    if first_word.ends_with(':') || first_word.eq_ignore_ascii_case("noqa") {
        return Err("what follows in the comment would be read by another tool".to_owned());
    }
    let hash = if after.is_empty() || after.starts_with('#') { "" } else { "# " };
    let gap = if before.is_empty() || after.is_empty() { "" } else { "  " };
    Ok(format!("{before}{gap}{hash}{after}"))
}

/// The comment with the names that are kept.
fn with_shorter_list<'a>(cx: &Cx<'a>, unused: &Unused<'a>) -> String {
    let list = &unused.list;
    let mut text = String::new();
    for (place, (name, of_use)) in list.iter().enumerate() {
        if *of_use == Use::None {
            continue;
        }
        if let Some((before, _)) = place.checked_sub(1).map(|before| &list[before]).filter(|_| !text.is_empty()) {
            text.push_str(cx.slice(TextRange::new(before.range.end(), name.range.start())));
        }
        text.push_str(name.text);
    }
    let (first, end) = (&list[0].0, list[list.len() - 1].0.range.end());
    let before = cx.slice(TextRange::new(unused.comment.start(), first.range.start()));
    let after = cx.slice(TextRange::new(end, unused.comment.end()));
    format!("{before}{text}{after}")
}
