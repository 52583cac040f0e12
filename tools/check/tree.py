#!/usr/bin/env python3
"""Checks what is in the repository: nothing big, nothing that is built, no source file too long."""

import sys

from files import ROOT, tracked

MOST_BYTES = 700_000
MOST_BYTES_TOGETHER = 8_000_000
MOST_LINES = 600
SOURCES = (".cc", ".h", ".inc", ".ts", ".mjs", ".js", ".py", ".cmake")
BUILT = (".wasm", ".o", ".a", ".so", ".pyc", ".whl", ".tgz")


def problems_of(name):
    """Yields what is wrong with one file."""
    path = ROOT / name
    size = path.stat().st_size
    if size > MOST_BYTES:
        yield f"{name}: {size} bytes, more than {MOST_BYTES}"
    if name.endswith(BUILT):
        yield f"{name}: a built file"
    if name.endswith(SOURCES):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES:
            yield f"{name}: {lines} lines, more than {MOST_LINES}"


def main():
    files = tracked()
    failed = 0
    for name in files:
        problems = list(problems_of(name))
        failed += bool(problems)
        for problem in problems:
            print(problem)
    total = sum((ROOT / name).stat().st_size for name in files)
    if total > MOST_BYTES_TOGETHER:
        failed += 1
        print(f"all files together: {total} bytes, more than {MOST_BYTES_TOGETHER}")
    print(f"{total} bytes in {len(files)} files")
    print(f"{len(files) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
