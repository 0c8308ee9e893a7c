import subprocess


def save(order):
    subprocess.run(["archive", order], check=True)
