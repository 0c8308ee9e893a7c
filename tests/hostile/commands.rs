//! No code of the project runs, and no program is started.

use super::*;

const HARM: &str = "import os\nopen('harm.txt', 'w').write('done')\nos.system('touch harm.txt')\n";

#[cfg(unix)]
#[test]
fn nothing_of_the_project_runs() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "program.py", format!("{HARM}{SLEEPY}"));
    write(root, "stubs/lib.pyi", format!("{HARM}def f(): ...\n"));
    for name in
        ["setup.py", "conftest.py", "sitecustomize.py", "usercustomize.py", "__init__.py", "noxfile.py"]
    {
        write(root, name, HARM);
    }
    write(
        root,
        "rewrites/mine.py",
        format!("\"\"\"Mine.\"\"\"\n{HARM}\nimport time\ncode = open('harm.txt', 'w')\n"),
    );
    write(
        root,
        "pyproject.toml",
        "[build-system]\nbuild-backend = 'backend'\nbackend-path = ['.']\n[project]\nname = 'x'\nrequires-python = '>=3.10'\n\
         [tool.asyncfix]\nstubs = ['stubs']\n",
    );
    write(root, "backend.py", HARM);
    write(root, ".venv/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.0\n");
    write(root, ".venv/lib/python3.11/site-packages/harm.pth", "import os; os.system('touch harm.txt')\n");
    for program in ["python", "python3", "pip", "git", "ruff", "uv", "sh", "node"] {
        for place in [".venv/bin", "bin"] {
            write(
                root,
                &format!("{place}/{program}"),
                format!("#!/bin/sh\n/usr/bin/touch {}/harm.txt\n", root.display()),
            );
            let path = root.join(place).join(program);
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("set");
        }
    }
    for arguments in [
        &["."][..],
        &["--diff", "--unsafe-fixes", "."],
        &["--codemod", "rewrites", "."],
        &["codemod", "check", "rewrites"],
        &["codemod", "list"],
        &["graph", "program.f"],
        &["--write", "--unsafe-fixes", "--select", "ALL", "."],
    ] {
        let output = run(Command::new(env!("CARGO_BIN_EXE_asyncfix"))
            .args(arguments)
            .env("PATH", root.join("bin"))
            .env("VIRTUAL_ENV", root.join(".venv"))
            .current_dir(root));
        assert!(output.status.code().is_some(), "{arguments:?}: {}", told(&output));
        assert!(!root.join("harm.txt").exists(), "{arguments:?} ran something");
    }
}
