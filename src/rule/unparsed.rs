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
    use super::may_leave_own_coroutine;

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
