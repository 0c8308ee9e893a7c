# select: AFX103
from engine import Engine


async def main(engine: Engine):
    await engine.call_awaited()
