# Coroutines of trio that nobody awaits.
import trio


async def pauses(factor):
    trio.sleep(3 * factor)  # AFX201


async def pauses_by_name(factor):
    pause = trio.sleep(3 * factor)  # AFX215
    return factor


async def waits(factor):
    await trio.sleep(3 * factor)  # ok: awaited
    pause = trio.sleep(3 * factor)
    await pause  # ok: awaited in the next line, where the peer finds the assignment and its fix awaits twice


def plain(factor):
    trio.sleep(3 * factor)  # AFX201
