#!/usr/bin/env python3
"""Tests of the build itself, on a copy of the sources: what a new operator file brings about, which
operators a subset has, and that a wrong #include is found."""

import pathlib
import shutil
import subprocess
import sys
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / "build/rules/source"
BUILD = ROOT / "build/rules/build"

OPERATOR = """#include "core/graph/op_registry.h"
namespace sardonyx {
SARDONYX_OPERATORS(math, new_thing) { (void)registry; }
}  // namespace sardonyx
"""


def configure(*options):
    """Configures the copy; returns the exit status, the output and the registered operators."""
    done = subprocess.run(["cmake", "-G", "Ninja", "-S", COPY, "-B", BUILD, *options],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    listing = BUILD / "generated/core/ops/op_files.inc"
    return done.returncode, done.stdout, listing.read_text() if listing.exists() else ""


def check_includes():
    done = subprocess.run([sys.executable, COPY / "tools/check/includes.py"], text=True,
                          stdout=subprocess.PIPE)
    return done.returncode, done.stdout


def write(name, text):
    path = COPY / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def an_operator_needs_a_test():
    operator = write("core/ops/math/new_thing.cc", OPERATOR)
    status, output, _ = configure()
    operator.unlink()
    assert status != 0
    assert "core/ops/math/new_thing.cc needs tests/unit/ops/math/new_thing_test.cc" in output


def an_operator_file_and_its_test_are_enough():
    _, _, before = configure()
    files = [write("core/ops/math/new_thing.cc", OPERATOR),
             write("tests/unit/ops/math/new_thing_test.cc", "\n")]
    # The build notices by itself: no configuring by hand.
    subprocess.run(["cmake", "--build", BUILD, "--target", "build.ninja"], check=True,
                   stdout=subprocess.DEVNULL)
    status, output, after = configure()
    for file in files:
        file.unlink()
    assert status == 0, output
    assert set(after.split("\n")) - set(before.split("\n")) == {"X(math, new_thing)"}


def a_list_makes_a_subset():
    names = ["math/add", "math/matmul"]
    status, output, listing = configure(f"-DSARDONYX_OPERATORS_LIST={';'.join(names)}")
    assert status == 0, output
    assert listing.split("\n")[:-1] == ["X(math, add)", "X(math, matmul)"], listing
    file = write("wanted.txt", "# for one model\nmath/add\n")
    status, output, listing = configure(f"-DSARDONYX_OPERATORS_LIST={file}")
    assert status == 0, output
    assert listing == "X(math, add)\n", listing
    status, output, _ = configure("-DSARDONYX_OPERATORS_LIST=math/nothing")
    assert status != 0 and "there is no core/ops/math/nothing.cc" in output
    configure("-DSARDONYX_OPERATORS_LIST=")


def a_wrong_include_is_found():
    status, output = check_includes()
    assert status == 0, output
    for name, text, complaint in [
            ("core/kernels/bad.h", '#include "core/tensor/tensor.h"', "kernels may not include tensor"),
            ("core/base/bad.h", '#include "core/graph/graph.h"', "base may not include graph"),
            ("core/graph/passes/bad.h", '#include "core/ops/common/unary.h"',
             "passes may not include ops"),
            ("core/runtime/bad.h", '#include "core/simd/packet.h"', "runtime may not include simd"),
            ("core/graph/bad.h", '#include "proto/onnx.pb.h"', "graph may not include proto"),
            ("core/kernels/bad.h", "#include <Eigen/Core>", "belongs behind core/simd/packet.h"),
            ("core/graph/bad.h", '#include "core/graph/none.h"', "does not exist")]:
        file = write(name, f"#pragma once\n{text}\n")
        status, output = check_includes()
        file.unlink()
        assert status != 0 and complaint in output, f"{text} in {name}: {output}"


TESTS = [an_operator_needs_a_test, an_operator_file_and_its_test_are_enough, a_list_makes_a_subset,
         a_wrong_include_is_found]


def main():
    shutil.rmtree(ROOT / "build/rules", ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in ("core", "cmake", "proto", "wasm_bindings", "tests/unit", "tools"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, COPY / name)
    shutil.copy(ROOT / "CMakeLists.txt", COPY)
    (COPY / ".toolchain").symlink_to(ROOT / ".toolchain")
    failed = 0
    for test in TESTS:
        try:
            test()
        except Exception:
            failed += 1
            traceback.print_exc()
    print(f"{len(TESTS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
