# select: AFX103
import clock
import quiet


async def main():
    clock.tick()  # ok: a comment at what blocks says that it may
    clock.ticks()  # ok: however far away it is
    clock.tock()  # ok: the comment names the other rule
    clock.bell()  # ok: a comment on the way says that it may
    clock.strike()  # AFX103
    clock.chime()  # AFX103
    clock.alarm()  # AFX103
    clock.gong()  # AFX103
    quiet.rest()  # ok: the comment is about its whole file


async def one():
    clock.strike()  # noqa: AFX103


async def two():
    clock.strike()  # noqa: AFX103


async def three():
    clock.strike()  # noqa: AFX103


async def four():
    clock.strike()  # noqa: AFX103


async def five():
    clock.strike()  # noqa: AFX103
