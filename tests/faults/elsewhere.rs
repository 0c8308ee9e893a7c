//! Files that somebody else changes or removes while a run repairs them.

use super::*;

const NAMES: [&str; 2] = ["a.py", "b.py"];
const CHANGED: &str = "somebody_else = True\n";

#[test]
fn the_change_of_somebody_else_is_kept() {
    let arguments = &["--write", "--no-cache", "a.py"][..];
    let Some(whole) = inject(project(&NAMES).path(), 0, "change=a.py", arguments) else { return };
    // The last call puts the new file in the place of the old one: what comes between it and the comparison is lost.
    for number in 1..whole.calls {
        let folder = project(&NAMES);
        let run = inject(folder.path(), number, "change=a.py", arguments).expect("it worked before");
        assert_eq!(read(&folder.path().join("a.py")), CHANGED, "at {number}: {}", told(&run.output));
        assert_eq!(run.output.status.code(), Some(2), "at {number}");
        assert!(told(&run.output).contains("a.py: the file changed on disk"), "{}", told(&run.output));
        assert_eq!(files(folder.path()).len(), NAMES.len(), "at {number}");
    }
}

#[test]
fn a_file_that_is_gone_is_told() {
    let arguments = &["--write", "--no-cache", "a.py"][..];
    let Some(whole) = inject(project(&NAMES).path(), 0, "remove=a.py", arguments) else { return };
    for number in 1..whole.calls {
        let folder = project(&NAMES);
        let run = inject(folder.path(), number, "remove=a.py", arguments).expect("it worked before");
        assert_eq!(run.output.status.code(), Some(2), "at {number}: {}", told(&run.output));
        assert!(told(&run.output).contains("a.py: "), "{}", told(&run.output));
        assert_eq!(files(folder.path()).len(), 1, "at {number}: {:?}", files(folder.path()));
    }
}
