#!/usr/bin/env python3
"""Holds every #include of ours against cmake/layers.txt: which layer may see which.

Also: Eigen is included by core/simd/ alone, quoted includes start at the repository's root and
exist, headers have #pragma once, and library code does not use <iostream>.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
GENERATED = {"core/ops/op_files.inc"}
EVERYTHING = ("tests/", "bench/")


def read_layers():
    """Returns {layer: folder} and {layer: layers that it may include, itself among them}."""
    folders, direct = {}, {}
    for line in (ROOT / "cmake/layers.txt").read_text().splitlines():
        words = line.split("#")[0].split()
        if words:
            layer = words[0].rstrip("*")
            folders[layer] = words[1] + "/"
            direct[layer] = words[2:]

    def passed_on(layer):
        seen = {layer}
        for word in direct[layer]:
            if not word.startswith("only:"):
                seen |= passed_on(word)
        return seen

    allowed = {}
    for layer in folders:
        allowed[layer] = {layer}
        for word in direct[layer]:
            allowed[layer] |= passed_on(word.removeprefix("only:"))
    return folders, allowed


def layer_of(path, folders):
    matches = [layer for layer, folder in folders.items() if path.startswith(folder)]
    return max(matches, key=lambda layer: len(folders[layer]), default=None)


def check(path, folders, allowed):
    """Yields what is wrong with one file."""
    name = path.relative_to(ROOT).as_posix()
    layer = layer_of(name, folders)
    text = path.read_text(encoding="utf-8")
    if name.endswith(".h") and "#pragma once" not in text:
        yield f"{name}: no #pragma once"
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quote, target = match.groups()
        where = f"{name}:{number}"
        if quote == "<":
            if re.match(r"(unsupported/)?Eigen/", target) and layer not in ("simd", None):
                if target == "Eigen/Core" or layer not in ("kernels", "ops") or name.endswith(".h"):
                    yield f"{where}: <{target}> belongs behind core/simd/packet.h"
            if target == "iostream" and layer is not None:
                yield f"{where}: <iostream> in library code"
            continue
        target_layer = layer_of(target, folders)
        if target_layer is None:
            if layer is not None or not (ROOT / target).exists():
                yield f'{where}: "{target}" is no path from the repository\'s root that is allowed'
            continue
        is_generated = target in GENERATED or re.fullmatch(r"proto/\w+\.pb\.h", target)
        if not is_generated and not (ROOT / target).exists():
            yield f'{where}: "{target}" does not exist'
        if layer is not None and target_layer not in allowed[layer]:
            yield f'{where}: {layer} may not include {target_layer} ("{target}")'


def main():
    folders, allowed = read_layers()
    files = []
    for folder in [*folders.values(), *EVERYTHING]:
        for suffix in ("h", "cc", "inc"):
            files += (ROOT / folder).rglob(f"*.{suffix}")
    files = sorted(set(files))
    failed = 0
    for path in files:
        problems = list(check(path, folders, allowed))
        failed += bool(problems)
        for problem in problems:
            print(problem)
    print(f"{len(files) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
