# select: AFX105
from server import Server, wait


async def test_run():
    Server().run()  # AFX105


async def test_wait():
    wait()  # AFX105
