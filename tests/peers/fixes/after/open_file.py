# asyncify-codemod writes `async with anyio.open_file(…)`, where a coroutine stands in the place of the file.
# select: AFX961
import anyio


async def reads(name):
    async with await anyio.open_file(name) as file:  # AFX961
        text = await file.read()
    await anyio.sleep(1)  # ok: lets the others run
    return text
