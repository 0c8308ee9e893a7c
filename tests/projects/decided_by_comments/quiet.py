# ruff: noqa: AFX103
import time


def rest():
    time.sleep(2)
