"""Files and streams."""

from _io import (
    BufferedRandom as BufferedRandom,
    BufferedReader as BufferedReader,
    BufferedWriter as BufferedWriter,
    BytesIO as BytesIO,
    FileIO as FileIO,
    StringIO as StringIO,
    TextIOWrapper as TextIOWrapper,
    open as open,
    open_code as open_code,
)
