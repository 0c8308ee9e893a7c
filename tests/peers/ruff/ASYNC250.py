# Waiting for a line from the keyboard.
import asyncio


async def asks():
    return input("Your name: ")  # AFX102


async def asks_well():
    return await asyncio.get_running_loop().run_in_executor(None, input, "Your name: ")  # ok: in a thread
