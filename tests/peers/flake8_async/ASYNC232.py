# Reading and writing an open file.
import io
from io import TextIOWrapper


async def reads(path):
    file = open(path)  # AFX102
    return file.read()  # ok: found where it is opened


async def of_a_parameter(file: io.TextIOWrapper):
    return file.read()  # AFX106


async def of_a_name(file: TextIOWrapper):
    file.write("text")  # AFX106
