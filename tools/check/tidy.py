#!/usr/bin/env python3
"""clang-tidy over the library's code, with the settings of .clang-tidy. Takes some minutes.

    tidy.py [FILE ...]      the named files only
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, __file__.rsplit("/", 2)[0] + "/toolchain")

from common import install_packages, is_debian  # noqa: E402
from files import ROOT, tracked  # noqa: E402

BUILD = "build/native-asan"


def main():
    if is_debian():
        install_packages(["clang-tidy"])
    if not (ROOT / BUILD / "compile_commands.json").exists():
        subprocess.run(["cmake", "--preset", "native-asan"], cwd=ROOT, check=True)
    files = sys.argv[1:] or [name for name in tracked(".cc")
                             if name.startswith(("core/", "wasm_bindings/"))]

    def check(name):
        return subprocess.run(["clang-tidy", "--quiet", "-p", BUILD, name], cwd=ROOT,
                              capture_output=True, text=True)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(check, files))
    failed = [result for result in results if result.returncode != 0]
    for result in failed:
        print(result.stdout)
    print(f"{len(files) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
