import subprocess


def collect():
    return subprocess.check_output(["git", "log", "--oneline"], text=True)
