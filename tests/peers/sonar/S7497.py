# select: AFX303
# A cancellation that is not raised again.
import asyncio

import anyio
import trio


async def solves(puzzle):
    try:
        return await puzzle.solution()
    except asyncio.CancelledError:  # AFX303
        return


async def solves_in_trio(puzzle):
    try:
        return await puzzle.solution()
    except trio.Cancelled:  # AFX303
        return


async def solves_in_anyio(puzzle):
    try:
        return await puzzle.solution()
    except anyio.get_cancelled_exc_class():  # AFX303
        return


async def passes_over(puzzle):
    try:
        await puzzle.solution()
    except asyncio.CancelledError:  # AFX301
        pass
    await puzzle.show()


async def solves_well(puzzle):
    try:
        return await puzzle.solution()
    except asyncio.CancelledError:  # ok: raised again
        puzzle.put_away()
        raise


async def solves_well_in_trio(puzzle):
    try:
        return await puzzle.solution()
    except trio.Cancelled:  # ok: raised again
        raise
