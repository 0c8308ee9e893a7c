"""A program that a coroutine runs by `subprocess`, run by `anyio` instead.

## What it does
Finds `subprocess.run`, `call`, `check_call` and `check_output` in coroutines.

## Why is this bad?
They stop the event loop until the program has ended. `anyio.run_process` runs the same program on asyncio and on trio, gives the
same `CompletedProcess`, and ends the program if its task is cancelled.

## Example
```python
import subprocess

import anyio


async def fetch(folder):
    with anyio.fail_after(60):
        subprocess.check_call(["git", "fetch"], cwd=folder)
        log = subprocess.run(["git", "log", "-1"], cwd=folder, capture_output=True, text=True)
    return log.stdout
```

## Use instead
```python
import anyio


async def fetch(folder):
    with anyio.fail_after(60):
        await anyio.run_process(["git", "fetch"], cwd=folder, stdout=None, stderr=None)
        log = await anyio.run_process(["git", "log", "-1"], cwd=folder, check=False)
    return log.stdout.decode()
```

## Fix safety
The fix is unsafe. Other tasks run while the program does, and a cancelled task kills it. With `text=True` the output is decoded as
UTF-8, not by the locale, `\\r\\n` stays as it is, and the `stdout` and `stderr` of a `CalledProcessError` are bytes. An empty
`input` lets the program read what Python itself would.

There is a fix where the command is known to be a list or tuple: `anyio` runs a string in a shell. With `text=True` it is
withheld where the result is handed on or used in a way that this codemod does not know. Only reported are `shell=True`, `timeout=`
(its error would be another), `encoding=`, `errors=`, `text=True` with `input=`, and other arguments that `anyio` does not know. `Popen` is
not looked for.
"""

import subprocess
from typing import Literal

import anyio
from asyncfix import Bound

code = "AFX971"
safety = "unsafe"
reason = "other tasks run while the program does"
message = "`subprocess` stops the event loop until the program has ended"
title = "Use `anyio.run_process`"
off_by_default = True
dependencies = ["anyio>=4.6"]


async def before_captured(
    command: list | tuple,
    captured: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.run(command, capture_output=captured, check=check, **options)


async def after_captured(
    command: list | tuple,
    captured: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    await anyio.run_process(command, check=False, **options)


async def before_text(
    command: list | tuple,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, text=text, check=check, **options)


async def after_text(
    command: list | tuple,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = await anyio.run_process(command, check=False, **options)


async def before(
    command: list | tuple,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.run(command, check=check, **options)


async def after(
    command: list | tuple,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    await anyio.run_process(command, stdout=None, stderr=None, check=False, **options)


async def before_redirected(
    command: list | tuple,
    stdout,
    stderr,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.run(command, stdout=stdout, stderr=stderr, check=check, **options)


async def after_redirected(
    command: list | tuple,
    stdout,
    stderr,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    await anyio.run_process(command, stdout=stdout, stderr=stderr, check=False, **options)


async def before_redirected_output(
    command: list | tuple,
    stdout,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.run(command, stdout=stdout, check=check, **options)


async def after_redirected_output(
    command: list | tuple,
    stdout,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    await anyio.run_process(command, stdout=stdout, stderr=None, check=False, **options)


async def before_captured_checked(
    command: list | tuple,
    captured: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.run(command, capture_output=captured, check=check, **options)


async def after_captured_checked(
    command: list | tuple,
    captured: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    await anyio.run_process(command, **options)


async def before_text_checked(
    command: list | tuple,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, text=text, check=check, **options)


async def after_text_checked(
    command: list | tuple,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = await anyio.run_process(command, **options)


async def before_shown_checked(
    command: list | tuple,
    check: Literal[True],
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.run(command, check=check, **options)


async def after_shown_checked(
    command: list | tuple,
    check: Literal[True],
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    await anyio.run_process(command, stdout=None, stderr=None, **options)


async def before_redirected_checked(
    command: list | tuple,
    stdout,
    stderr,
    check: Literal[True],
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.run(command, stdout=stdout, stderr=stderr, check=check, **options)


async def after_redirected_checked(
    command: list | tuple,
    stdout,
    stderr,
    check: Literal[True],
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    await anyio.run_process(command, stdout=stdout, stderr=stderr, **options)


async def before_redirected_output_checked(
    command: list | tuple,
    stdout,
    check: Literal[True],
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.run(command, stdout=stdout, check=check, **options)


async def after_redirected_output_checked(
    command: list | tuple,
    stdout,
    check: Literal[True],
    **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"],
):
    await anyio.run_process(command, stdout=stdout, stderr=None, **options)


async def before_output(result: Bound, stream: Literal["stderr", "stdout"]):
    result.stream


async def after_output(result: Bound, stream: Literal["stderr", "stdout"]):
    result.stream.decode()


async def before_state(result: Bound, attribute: Literal["args", "check_returncode", "returncode"]):
    result.attribute


async def before_check_call(
    command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]
) -> None:
    subprocess.check_call(command, **options)


async def after_check_call(
    command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]
):
    await anyio.run_process(command, stdout=None, stderr=None, **options)


async def before_call(
    command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]
) -> None:
    subprocess.call(command, **options)


async def after_call(command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]):
    await anyio.run_process(command, stdout=None, stderr=None, check=False, **options)


async def before_call_value(
    command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]
):
    subprocess.call(command, **options)


async def after_call_value(
    command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]
):
    (await anyio.run_process(command, stdout=None, stderr=None, check=False, **options)).returncode


async def before_check_output(
    command: list | tuple, **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"]
):
    subprocess.check_output(command, **options)


async def after_check_output(
    command: list | tuple, **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"]
):
    (await anyio.run_process(command, stderr=None, **options)).stdout


async def before_check_output_redirected(
    command: list | tuple, stderr, **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"]
):
    subprocess.check_output(command, stderr=stderr, **options)


async def after_check_output_redirected(
    command: list | tuple, stderr, **options: Literal["cwd", "env", "input", "pass_fds", "start_new_session", "stdin"]
):
    (await anyio.run_process(command, stderr=stderr, **options)).stdout


async def before_check_output_text(
    command: list | tuple,
    text: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.check_output(command, text=text, **options)


async def after_check_output_text(
    command: list | tuple,
    text: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    (await anyio.run_process(command, stderr=None, **options)).stdout.decode()


async def before_check_output_text_redirected(
    command: list | tuple,
    text: Literal[True],
    stderr,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    subprocess.check_output(command, text=text, stderr=stderr, **options)


async def after_check_output_text_redirected(
    command: list | tuple,
    text: Literal[True],
    stderr,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    (await anyio.run_process(command, stderr=stderr, **options)).stdout.decode()


async def before_other_run(*args, **options):
    subprocess.run(*args, **options)


async def before_other_call(*args, **options):
    subprocess.call(*args, **options)


async def before_other_check_call(*args, **options):
    subprocess.check_call(*args, **options)


async def before_other_check_output(*args, **options):
    subprocess.check_output(*args, **options)
