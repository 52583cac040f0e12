#!/usr/bin/env python3
"""Prints what takes the room in a WebAssembly module: bytes per section, and per function with all
instances of a template added up.

    code_size.py [--most N] MODULE

The module must have been linked with -DSARDONYX_FUNCTION_NAMES=ON. Format:
https://webassembly.github.io/spec/core/binary/modules.html
"""

import argparse
import collections
import pathlib
import re
import subprocess

SECTIONS = {0: "custom", 1: "types", 2: "imports", 3: "functions", 4: "tables", 5: "memory",
            6: "globals", 7: "exports", 8: "start", 9: "elements", 10: "code", 11: "data",
            12: "data count", 13: "tags"}
FUNCTION_IMPORT = 0


class Reader:
    """Reads numbers and names from bytes."""

    def __init__(self, data, start=0):
        self.data = data
        self.at = start

    def number(self):
        result = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            result |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return result

    def name(self):
        size = self.number()
        self.at += size
        return self.data[self.at - size:self.at].decode()


def sections(data):
    """Yields the number, the start and the end of each section's contents."""
    reader = Reader(data, 8)
    while reader.at < len(data):
        kind = reader.number()
        size = reader.number()
        yield kind, reader.at, reader.at + size
        reader.at += size


def imported_functions(data, start):
    """How many functions come from outside: they are numbered first."""
    reader = Reader(data, start)
    count = 0
    for _ in range(reader.number()):
        reader.name()
        reader.name()
        kind = reader.number()
        count += kind == FUNCTION_IMPORT
        # The types of a function, a table, a memory, a global and a tag.
        for _ in range({0: 1, 1: 1, 2: 0, 3: 2, 4: 2}[kind]):
            reader.number()
        if kind in (1, 2):
            has_most = reader.number()
            for _ in range(1 + (has_most & 1)):
                reader.number()
    return count


def code_sizes(data, start):
    reader = Reader(data, start)
    sizes = []
    for _ in range(reader.number()):
        size = reader.number()
        sizes.append(size)
        reader.at += size
    return sizes


def function_names(data, start, end):
    """Names by function number, from the custom section `name`."""
    reader = Reader(data, start)
    names = {}
    if reader.name() != "name":
        return names
    while reader.at < end:
        kind = reader.number()
        after = reader.number() + reader.at
        if kind == 1:
            for _ in range(reader.number()):
                number = reader.number()
                names[number] = reader.name()
        reader.at = after
    return names


def plain(name):
    """A function's name without template arguments, parameters and result. A lambda that is called
    through a FunctionRef counts to the function that it is written in."""
    name = name.replace("(anonymous namespace)::", "")
    name = re.sub(r"^sardonyx::FunctionRef<.*?>::FunctionRef<", "", name)
    name = re.sub(r"^(void|bool|decltype\(auto\)) ", "", name)
    return re.sub(r"[<(\[].*", "", name) or name


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=40, help="how many functions to print")
    parser.add_argument("module", type=pathlib.Path)
    arguments = parser.parse_args()
    data = arguments.module.read_bytes()
    imported, sizes, names = 0, [], {}
    for kind, start, end in sections(data):
        print(f"{end - start:9} {SECTIONS.get(kind, kind)}")
        if kind == 2:
            imported = imported_functions(data, start)
        elif kind == 10:
            sizes = code_sizes(data, start)
        elif kind == 0:
            names.update(function_names(data, start, end))
    mangled = [names.get(i + imported, "(no name)") for i in range(len(sizes))]
    demangled = subprocess.run(["c++filt"], input="\n".join(mangled), text=True, check=True,
                               stdout=subprocess.PIPE).stdout.splitlines()
    bytes_of, instances = collections.Counter(), collections.Counter()
    for size, name in zip(sizes, demangled, strict=True):
        bytes_of[plain(name)] += size
        instances[plain(name)] += 1
    print("\n    bytes  instances  function")
    for name, size in bytes_of.most_common(arguments.most):
        print(f"{size:9} {instances[name]:10}  {name}")


if __name__ == "__main__":
    main()
