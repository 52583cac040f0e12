#!/usr/bin/env python3
"""Builds the WebAssembly modules and, from them, the npm package in web/."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
#: The modules that web/ ships.
MODULES = ("sardonyx-simd", "sardonyx-relaxed", "sardonyx-simd-threads",
           "sardonyx-relaxed-threads")


def main():
    for command in (["cmake", "--preset", "wasm"],
                    ["cmake", "--build", "--preset", "wasm", "-j", str(os.cpu_count()),
                     "--target", *MODULES],
                    ["node", "web/build.mjs"]):
        status = subprocess.run(command, cwd=ROOT).returncode
        if status != 0:
            sys.exit(f"`{' '.join(command)}` failed ({status})")


if __name__ == "__main__":
    main()
