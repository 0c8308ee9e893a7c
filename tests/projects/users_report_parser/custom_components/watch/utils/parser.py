import fnmatch
import glob
import re


def get_next_file(folders, ignored):
    for folder in folders:
        for path in glob.iglob(folder, recursive=True):
            if not any(fnmatch.fnmatch(path, pattern) for pattern in ignored):
                yield path


async def parse(folders, ignored):
    found = []
    for path in get_next_file(folders, ignored):  # AFX104
        found.extend(re.findall(r"\w+\.\w+", path))
    return found
