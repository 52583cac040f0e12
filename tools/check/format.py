#!/usr/bin/env python3
"""Checks that all C++ code is formatted as .clang-format says, or formats it (--fix)."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from files import ROOT, tracked

VERSION = 14


def find_clang_format():
    """Versions of clang-format differ in what they make of the same settings: take one only."""
    for name in (f"clang-format-{VERSION}", "clang-format"):
        program = shutil.which(name)
        if program:
            text = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
            found = re.search(r"version (\d+)", text)
            if found and int(found.group(1)) == VERSION:
                return program
    sys.exit(f"clang-format {VERSION} is needed")


def main():
    fix = "--fix" in sys.argv[1:]
    program = find_clang_format()
    files = tracked(".cc", ".h")

    def check(name):
        command = [program, "-i", name] if fix else [program, "--dry-run", "--Werror", name]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(check, files))
    bad = 0
    for name, result in zip(files, results):
        if result.returncode != 0:
            bad += 1
            print(f"{name}: not formatted (make format)")
    print(f"{len(files) - bad} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
