//! Questions about a text that is not parsed: quick, and wrong only in that they say "maybe" too often.

use memchr::memmem;
use rustc_hash::FxHashSet;

/// Whether the text may call one of its own `async def`s without awaiting the call on the spot.
pub fn may_leave_own_coroutine(text: &str) -> bool {
    let own = async_functions(text);
    !own.is_empty()
        && memchr::memchr_iter(b'(', text.as_bytes()).any(|bracket| {
            let callee = text[..bracket].trim_end_matches([' ', '\t']);
            let name = last_identifier(callee);
            own.contains(name) && !is_defined_or_awaited(&callee[..callee.len() - name.len()])
        })
}

/// Whether the text may be no Python: a bracket or string that is not closed or closed twice, the marks of a merge
/// conflict. Most broken files are broken so; a text that looks broken is parsed for its error.
pub fn looks_broken(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut open: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'#' => at = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end),
            b'"' | b'\'' => match string_end(bytes, at - 1) {
                Some(end) => at = end,
                None => return true,
            },
            b'(' => open.push(b')'),
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            b')' | b']' | b'}' if open.pop() != Some(byte) => return true,
            b'<' | b'>' if open.is_empty() && is_conflict_mark(bytes, at - 1) => return true,
            _ => {}
        }
    }
    !open.is_empty()
}

/// Where a string ends that opens at `start`; `None` if its line or the text ends first.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = bytes[start];
    let is_triple = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if is_triple { 3 } else { 1 };
    loop {
        at += memchr::memchr3(quote, b'\\', b'\n', bytes.get(at..)?)?;
        match bytes[at] {
            b'\\' if bytes[at..].starts_with(b"\\\r\n") => at += 3,
            b'\\' => at += 2,
            b'\n' if is_triple => at += 1,
            b'\n' => return None,
            _ if !is_triple => return Some(at + 1),
            _ if bytes[at..].starts_with(&[quote; 3]) => return Some(at + 3),
            _ => at += 1,
        }
    }
}

fn is_conflict_mark(bytes: &[u8], at: usize) -> bool {
    (at == 0 || bytes[at - 1] == b'\n') && bytes[at..].starts_with(&[bytes[at]; 7])
}

/// The names after `async def`.
fn async_functions(text: &str) -> FxHashSet<&str> {
    memmem::find_iter(text.as_bytes(), b"async")
        .filter_map(|at| {
            let rest = &text[at + "async".len()..];
            let definition = rest.trim_start_matches([' ', '\t', '\\', '\r', '\n']).strip_prefix("def")?;
            let name = definition.trim_start_matches([' ', '\t', '\\', '\r', '\n']);
            let end = name.find(|c: char| !is_part(c)).unwrap_or(name.len());
            (end > 0 && name.len() < definition.len()).then(|| &name[..end])
        })
        .collect()
}

/// Whether a called name comes after `def`, or after `await` and a chain of plain names.
fn is_defined_or_awaited(before: &str) -> bool {
    let chain = before.trim_end_matches(|c: char| is_part(c) || c == '.');
    let first_word = before[chain.len()..].split('.').next().unwrap_or_default();
    if chain.len() < before.len() && !matches!(first_word, "await" | "def") {
        let ahead = chain.trim_end_matches([' ', '\t']);
        return ahead.len() < chain.len() && last_identifier(ahead) == "await";
    }
    let ahead = before.trim_end_matches([' ', '\t']);
    ahead.len() < before.len() && matches!(last_identifier(ahead), "await" | "def")
}

fn last_identifier(text: &str) -> &str {
    let start = text.trim_end_matches(is_part).len();
    &text[start..]
}

fn is_part(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::{looks_broken, may_leave_own_coroutine};

    #[test]
    fn whole_texts_do_not_look_broken() {
        for text in [
            "",
            "x = '(' + \"[\" # {\n",
            "x = '''(\n\"''' + \"\"\"'\n\\\"\"\"\"\n",
            "x = 'a\\\n('\r\ny = (1,\n[2], {3: 4})\n",
            "x = f'{a}' < b\n",
            "x = 'it\\'s'\n",
        ] {
            assert!(!looks_broken(text), "{text}");
        }
    }

    #[test]
    fn broken_texts_look_broken() {
        for text in [
            "def f(:\n    pass\n",
            "x = (1,\n",
            "x = 1)\n",
            "x = [1)\n",
            "x = 'a\n",
            "x = \"\"\"a\n",
            "x = 'a\\",
            "<<<<<<< HEAD\nx = 1\n",
            "x = 1\n>>>>>>> other\n",
        ] {
            assert!(looks_broken(text), "{text}");
        }
    }

    #[test]
    fn calls_that_are_awaited_or_only_defined_leave_nothing() {
        for text in [
            "async def f(): pass\n",
            "async def f(): await f()\n",
            "async def f(self): return (await self.x.f ())\n",
            "async  def f(): await\tf(1)\n",
            "async def f(): g(f)\n",
            "def f(): pass\nf()\n",
        ] {
            assert!(!may_leave_own_coroutine(text), "{text}");
        }
    }

    #[test]
    fn every_other_call_may_leave_a_coroutine() {
        for text in [
            "async def f(): f()\n",
            "async def f(): self.f()\n",
            "async def f(): return f()\n",
            "async def f(): x().f()\n",
            "async def f(): await x().f()\n",
            "async \\\n def f(): xawait.f()\n",
            "async def f(): [f (1)]\n",
            "async def gehäuse(): gehäuse()\n",
            "async def f(): await_f(); f()\n",
        ] {
            assert!(may_leave_own_coroutine(text), "{text}");
        }
    }
}
