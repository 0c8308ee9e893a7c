//! Whether a file tests others, judged by its path: what blocks there keeps nobody waiting.

/// Whether the parts of a path or of a module's name, the last one without its ending, say that it tests others.
pub fn is_of_tests<'p>(parts: impl DoubleEndedIterator<Item = &'p str>) -> bool {
    let mut parts = parts.rev();
    let Some(stem) = parts.next() else { return false };
    let is_named = stem.starts_with("test_") || stem.ends_with("_test") || stem == "conftest";
    is_named || parts.any(|folder| matches!(folder, "test" | "tests" | "testing" | "_tests"))
}
