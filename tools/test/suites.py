"""All builds and suites of `make test`, in the order in which they run: quick ones first."""

import sys

import outcome
from suite import CORES, ROOT, Build, Suite, googletest

NODE_20 = ["node"]
NODE_26 = [ROOT / "node_modules/.bin/node"]
VENV = [ROOT / ".venv/bin/python"]


NATIVE = ["build/native/conformance_runner"]
SANITIZED = ["build/native-asan/conformance_runner"]
MANIFEST = "tests/conformance/manifest.txt"
SHARED_MANIFEST = "tests/shared_models/manifest.txt"


def cmake(name, preset, *targets):
    """Configures a preset and builds it, or some of its targets."""
    chosen = ["--target", *targets] if targets else []
    return Build(name, [["cmake", "--preset", preset],
                        ["cmake", "--build", "--preset", preset, "-j", str(CORES), *chosen]])


def check(name, script):
    return Suite(name, [[sys.executable, ROOT / "tools/check" / script]], outcome.summary_line)


ASAN = {
    # Allocations that are too large must come back as std::bad_alloc, not as a report.
    "ASAN_OPTIONS": "allocator_may_return_null=1:detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
}

CASES = "build/conformance"
SHARED_CASES = "build/shared_models"
SHARED = ROOT.parent / "shared/models"


def conformance(name, runner, manifest, folder, needs, **options):
    """A conformance runner over a folder of cases; its manifest lists what does not pass yet."""
    chosen = ["--manifest", manifest] if manifest else []
    return Suite(name, [[*runner, *chosen, folder]], outcome.conformance, needs, **options)


STEPS = [
    check("check: files", "tree.py"),
    check("check: includes", "includes.py"),
    check("check: format", "format.py"),

    cmake("build native-asan", "native-asan"),
    googletest("native unit tests, sanitized", ["build/native-asan/unit_tests"],
               ("build native-asan",), environment=ASAN),
    googletest("native kernel tests, sanitized", ["build/native-asan/kernel_tests"],
               ("build native-asan",), environment=ASAN),

    cmake("build native", "native"),
    googletest("native kernel tests", ["build/native/kernel_tests"], ("build native",)),
    googletest("native kernel tests, FMA", ["build/native/kernel_tests_fma"], ("build native",)),

    Build("write conformance cases", [[*VENV, "tests/conformance/generate.py"]]),
    Build("write shared models' cases", [[*VENV, "tests/shared_models/convert.py"]]),
    conformance("conformance, native", NATIVE, MANIFEST, CASES,
                ("build native", "write conformance cases")),
    conformance("conformance, sanitized", SANITIZED, MANIFEST, CASES,
                ("build native-asan", "write conformance cases"), environment=ASAN),
    conformance("seed models, native", NATIVE, None, "tests/models", ("build native",)),
    conformance("shared models, native", NATIVE, SHARED_MANIFEST, SHARED_CASES,
                ("build native", "write shared models' cases"), optional=SHARED),

    cmake("build wasm", "wasm"),
    googletest("wasm kernel tests, SIMD, Node 20", [*NODE_20, "build/wasm/kernel_tests_simd.cjs"],
               ("build wasm",)),
    googletest("wasm kernel tests, relaxed SIMD, Node 26",
               [*NODE_26, "build/wasm/kernel_tests_relaxed.cjs"], ("build wasm",)),
]
