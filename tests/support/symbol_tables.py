"""Print CPython's symbol tables of many files, a JSON object a line, for comparison with asyncfix's scopes.

Reads file paths from standard input. Each object: {"file", "tables": [{"kind", "line", "bound", "free", "global"}]}.
"""

import json
import multiprocessing
import symtable
import sys
import warnings

warnings.simplefilter("ignore")


def tables(table, found):
    bound, free, outer = [], [], []
    kind = table.get_type()
    if kind == "function" and table.get_name() == "lambda":
        kind = "lambda"
    if any(symbol.get_name() == ".0" for symbol in table.get_symbols()):
        kind = "comprehension"
    for symbol in table.get_symbols():
        name = symbol.get_name()
        if name == ".0" or (name == "__class__" and symbol.is_free()):
            continue
        declared = symbol.is_declared_global() or (table.get_type() == "function" and symbol.is_nonlocal())
        binds = symbol.is_assigned() or symbol.is_imported() or symbol.is_parameter() or symbol.is_annotated()
        if table.get_type() == "module":
            if binds:
                bound.append(name)
        elif binds and not declared and not symbol.is_free():
            bound.append(name)
        elif symbol.is_free():
            free.append(name)
        elif symbol.is_global():
            outer.append(name)
    found.append(
        {
            "kind": kind,
            "line": table.get_lineno(),
            "bound": sorted(bound),
            "free": sorted(free),
            "global": sorted(outer),
        }
    )
    for child in table.get_children():
        tables(child, found)


def of_file(path):
    try:
        with open(path, "rb") as file:
            source = file.read()
        found = []
        tables(symtable.symtable(source.decode("utf-8"), path, "exec"), found)
    except (SyntaxError, ValueError, RecursionError, UnicodeDecodeError):
        return None
    return json.dumps({"file": path, "tables": found})


if __name__ == "__main__":
    paths = sys.stdin.read().splitlines()
    with multiprocessing.Pool() as pool:
        for line in pool.imap_unordered(of_file, paths, chunksize=8):
            if line:
                print(line)
