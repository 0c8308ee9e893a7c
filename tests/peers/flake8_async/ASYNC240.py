# select: AFX104
# Functions of `os.path`. Quick questions to the file system are left alone; AFX104 finds those further down, on request.
import os.path


async def asks(path):
    os.path.exists(path)  # ok: a quick question
    os.path.getsize(path)  # ok: a quick question
    os.path.isfile(path)  # ok: a quick question
    os.path.realpath(path)  # ok: a quick question
    os.path.samefile(path, "other")  # ok: a quick question
    return os.path.join(path, "name")  # ok: asks nothing
