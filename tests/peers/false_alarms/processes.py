# Calls about processes that do not wait.
import os
import subprocess


async def asks(child):
    os.waitpid(child, os.WNOHANG)  # ok: does not wait (found by flake8-async, ruff and hydroid)
    os.waitpid(child, os.WNOHANG | os.WUNTRACED)  # ok: does not wait
    os.wait4(child, os.WNOHANG)  # ok: does not wait
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG)  # ok: does not wait


async def starts(command):
    os.spawnl(os.P_NOWAIT, command)  # ok: does not wait
    process = subprocess.Popen(command)  # ok: returns as soon as the process has begun
    process.poll()  # ok: does not wait (SonarPython finds each method of a process)
    process.send_signal(2)  # ok: does not wait
    process.kill()  # ok: does not wait
