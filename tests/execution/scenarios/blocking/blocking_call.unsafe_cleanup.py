# defect: blocked
# safety: unsafe
# cancel: no, as a cancelled task would remove the folder under the thread, which is why the fix is unsafe
import asyncio
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(dir=".")


async def main():
    try:
        shutil.copyfile("program.py", FOLDER + "/copy.py")
    finally:
        shutil.rmtree(FOLDER)
    print("done")
    await asyncio.sleep(0)
