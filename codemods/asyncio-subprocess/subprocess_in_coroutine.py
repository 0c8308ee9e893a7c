"""A program that a coroutine runs by `subprocess`, run by `asyncio` instead.

## What it does
Finds `subprocess.run`, `call`, `check_call` and `check_output` in coroutines.

## Why is this bad?
They stop the event loop until the program has ended. `asyncio.create_subprocess_exec` starts the same program, and lets other
tasks run until it has ended.

## Example
```python
import subprocess


async def fetch(folder):
    subprocess.run(["git", "fetch"], cwd=folder, check=True)
    log = subprocess.check_output(["git", "log"], cwd=folder, text=True)
    return log.splitlines()
```

## Use instead
```python
import asyncio
import subprocess


async def fetch(folder):
    process = await asyncio.create_subprocess_exec("git", "fetch", cwd=folder)
    if await process.wait():
        raise subprocess.CalledProcessError(process.returncode, ["git", "fetch"])
    process = await asyncio.create_subprocess_exec("git", "log", cwd=folder, stdout=subprocess.PIPE)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, ["git", "log"], stdout.decode(), stderr)
    log = stdout.decode()
    return log.splitlines()
```

## Fix safety
The fix is unsafe. Other tasks run while the program does. If the task is cancelled, the program goes on until it ends by itself or
the loop is closed. With `text=True` the output is decoded as UTF-8, not by the locale, and `\\r\\n` stays as it is. After a
timeout, `TimeoutExpired` has no `output`. A loop on Windows that is not the default one cannot start programs.

There is a fix where the command is known to be a list or tuple, and where the call is a statement of its own or its result is
assigned. The error and the `CompletedProcess` name the command once more, so that it is made of names and literals. All else is
only reported: commands that are strings, `shell=True`, `encoding=`, `errors=`, `timeout=` without `capture_output=True`,
`input=` together with `timeout=`, other arguments that `asyncio` does not know, and results that are used on the spot. `Popen` is
not looked for. In code of anyio there is no fix; code of Trio and Twisted is not touched.
"""

import asyncio
import subprocess
from typing import Literal

code = "AFX970"
safety = "unsafe"
reason = "other tasks run while the program does"
message = "`subprocess` stops the event loop until the program has ended"
title = "Use `asyncio.create_subprocess_exec`"
off_by_default = True
runs_on = "asyncio"
requires_python = ">=3.11"


async def before(
    command: list | tuple,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
) -> None:
    subprocess.run(command, check=check, **options)


async def after(
    command: list | tuple,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, **options)
    await process.wait()


async def before_call(
    command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]
) -> None:
    subprocess.call(command, **options)


async def after_call(command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]):
    process = await asyncio.create_subprocess_exec(*command, **options)
    await process.wait()


async def before_checked(
    command: list | tuple,
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
) -> None:
    subprocess.run(command, check=check, **options)


async def after_checked(
    command: list | tuple,
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, **options)
    if await process.wait():
        raise subprocess.CalledProcessError(process.returncode, command)


async def before_check_call(
    command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]
) -> None:
    subprocess.check_call(command, **options)


async def after_check_call(
    command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"]
):
    process = await asyncio.create_subprocess_exec(*command, **options)
    if await process.wait():
        raise subprocess.CalledProcessError(process.returncode, command)


async def before_redirected(
    command: list | tuple,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
) -> None:
    subprocess.run(command, check=check, **options)


async def after_redirected(
    command: list | tuple,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
):
    process = await asyncio.create_subprocess_exec(*command, **options)
    await process.communicate()


async def before_redirected_checked(
    command: list | tuple,
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
) -> None:
    subprocess.run(command, check=check, **options)


async def after_redirected_checked(
    command: list | tuple,
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
):
    process = await asyncio.create_subprocess_exec(*command, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout, stderr)


async def before_redirected_check_call(
    command: list | tuple,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
) -> None:
    subprocess.check_call(command, **options)


async def after_redirected_check_call(
    command: list | tuple,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
):
    process = await asyncio.create_subprocess_exec(*command, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout, stderr)


async def before_captured(
    command: list | tuple,
    captured: Literal[True],
    check: Literal[False] = False,
    text: Literal[True, False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
) -> None:
    subprocess.run(command, capture_output=captured, check=check, text=text, **options)


async def after_captured(
    command: list | tuple,
    captured: Literal[True],
    check: Literal[False] = False,
    text: Literal[True, False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    await process.communicate()


async def before_result(
    result,
    command: list | tuple,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
):
    result = subprocess.run(command, check=check, **options)


async def after_result(
    result,
    command: list | tuple,
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
):
    process = await asyncio.create_subprocess_exec(*command, **options)
    stdout, stderr = await process.communicate()
    result = subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


async def before_result_checked(
    result,
    command: list | tuple,
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
):
    result = subprocess.run(command, check=check, **options)


async def after_result_checked(
    result,
    command: list | tuple,
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin", "stdout"],
):
    process = await asyncio.create_subprocess_exec(*command, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout, stderr)
    result = subprocess.CompletedProcess(command, 0, stdout, stderr)


async def before_output(
    result,
    command: list | tuple,
    captured: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, check=check, **options)


async def after_output(
    result,
    command: list | tuple,
    captured: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate()
    result = subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


async def before_output_checked(
    result,
    command: list | tuple,
    captured: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, check=check, **options)


async def after_output_checked(
    result,
    command: list | tuple,
    captured: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout, stderr)
    result = subprocess.CompletedProcess(command, 0, stdout, stderr)


async def before_output_text(
    result,
    command: list | tuple,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, text=text, check=check, **options)


async def after_output_text(
    result,
    command: list | tuple,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate()
    result = subprocess.CompletedProcess(command, process.returncode, stdout.decode(), stderr.decode())


async def before_output_text_checked(
    result,
    command: list | tuple,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, text=text, check=check, **options)


async def after_output_text_checked(
    result,
    command: list | tuple,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout.decode(), stderr.decode())
    result = subprocess.CompletedProcess(command, 0, stdout.decode(), stderr.decode())


async def before_output_input(
    result,
    command: list | tuple,
    data,
    captured: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session"],
):
    result = subprocess.run(command, capture_output=captured, check=check, input=data, **options)


async def after_output_input(
    result,
    command: list | tuple,
    data,
    captured: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session"],
):
    process = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate(data)
    result = subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


async def before_output_input_checked(
    result,
    command: list | tuple,
    data,
    captured: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session"],
):
    result = subprocess.run(command, capture_output=captured, check=check, input=data, **options)


async def after_output_input_checked(
    result,
    command: list | tuple,
    data,
    captured: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session"],
):
    process = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate(data)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout, stderr)
    result = subprocess.CompletedProcess(command, 0, stdout, stderr)


async def before_output_input_text(
    result,
    command: list | tuple,
    data,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session"],
):
    result = subprocess.run(command, capture_output=captured, text=text, check=check, input=data, **options)


async def after_output_input_text(
    result,
    command: list | tuple,
    data,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session"],
):
    process = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate(data.encode())
    result = subprocess.CompletedProcess(command, process.returncode, stdout.decode(), stderr.decode())


async def before_output_input_text_checked(
    result,
    command: list | tuple,
    data,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session"],
):
    result = subprocess.run(command, capture_output=captured, text=text, check=check, input=data, **options)


async def after_output_input_text_checked(
    result,
    command: list | tuple,
    data,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session"],
):
    process = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate(data.encode())
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout.decode(), stderr.decode())
    result = subprocess.CompletedProcess(command, 0, stdout.decode(), stderr.decode())


async def before_output_timeout(
    result,
    command: list | tuple,
    timeout,
    captured: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, check=check, timeout=timeout, **options)


async def after_output_timeout(
    result,
    command: list | tuple,
    timeout,
    captured: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    try:
        stdout, stderr = await asyncio.wait_for(process.communicate(), timeout)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise subprocess.TimeoutExpired(command, timeout) from None
    result = subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


async def before_output_timeout_checked(
    result,
    command: list | tuple,
    timeout,
    captured: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, check=check, timeout=timeout, **options)


async def after_output_timeout_checked(
    result,
    command: list | tuple,
    timeout,
    captured: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    try:
        stdout, stderr = await asyncio.wait_for(process.communicate(), timeout)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise subprocess.TimeoutExpired(command, timeout) from None
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout, stderr)
    result = subprocess.CompletedProcess(command, 0, stdout, stderr)


async def before_output_timeout_text(
    result,
    command: list | tuple,
    timeout,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, text=text, check=check, timeout=timeout, **options)


async def after_output_timeout_text(
    result,
    command: list | tuple,
    timeout,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[False] = False,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    try:
        stdout, stderr = await asyncio.wait_for(process.communicate(), timeout)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise subprocess.TimeoutExpired(command, timeout) from None
    result = subprocess.CompletedProcess(command, process.returncode, stdout.decode(), stderr.decode())


async def before_output_timeout_text_checked(
    result,
    command: list | tuple,
    timeout,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    result = subprocess.run(command, capture_output=captured, text=text, check=check, timeout=timeout, **options)


async def after_output_timeout_text_checked(
    result,
    command: list | tuple,
    timeout,
    captured: Literal[True],
    text: Literal[True],
    check: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    try:
        stdout, stderr = await asyncio.wait_for(process.communicate(), timeout)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise subprocess.TimeoutExpired(command, timeout) from None
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout.decode(), stderr.decode())
    result = subprocess.CompletedProcess(command, 0, stdout.decode(), stderr.decode())


async def before_check_output_bytes(
    output, command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"]
):
    output = subprocess.check_output(command, **options)


async def after_check_output_bytes(
    output, command: list | tuple, **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"]
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout, stderr)
    output = stdout


async def before_check_output_text(
    output,
    command: list | tuple,
    text: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"],
):
    output = subprocess.check_output(command, text=text, **options)


async def after_check_output_text(
    output,
    command: list | tuple,
    text: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout.decode(), stderr)
    output = stdout.decode()


async def before_check_output_stripped_text(
    output,
    command: list | tuple,
    text: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"],
):
    output = subprocess.check_output(command, text=text, **options).strip()


async def after_check_output_stripped_text(
    output,
    command: list | tuple,
    text: Literal[True],
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout.decode(), stderr)
    output = stdout.decode().strip()


async def before_check_output_decoded(
    output,
    command: list | tuple,
    *encoding,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"],
):
    output = subprocess.check_output(command, **options).decode(*encoding)


async def after_check_output_decoded(
    output,
    command: list | tuple,
    *encoding,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout, stderr)
    output = stdout.decode(*encoding)


async def before_check_output_stripped(
    output,
    command: list | tuple,
    *encoding,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"],
):
    output = subprocess.check_output(command, **options).decode(*encoding).strip()


async def after_check_output_stripped(
    output,
    command: list | tuple,
    *encoding,
    **options: Literal["cwd", "env", "pass_fds", "start_new_session", "stderr", "stdin"],
):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, **options)
    stdout, stderr = await process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stdout, stderr)
    output = stdout.decode(*encoding).strip()


async def before_other_run(*args, **options):
    subprocess.run(*args, **options)


async def before_other_call(*args, **options):
    subprocess.call(*args, **options)


async def before_other_check_call(*args, **options):
    subprocess.check_call(*args, **options)


async def before_other_check_output(*args, **options):
    subprocess.check_output(*args, **options)
