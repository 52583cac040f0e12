"""All builds and suites of `make test`, in the order in which they run: quick ones first."""

import sys

import outcome
from common import CACHE
from suite import CORES, ROOT, Build, Suite, googletest

NODE_20 = ["node"]
NODE_26 = [ROOT / "node_modules/.bin/node"]
VENV = [ROOT / ".venv/bin/python"]


NATIVE = ["build/native/conformance_runner"]
WEB = ("build web",)
RUN = "tests/conformance/run.mjs"
# The same inputs in every run: what this finds can be found again. Longer runs with other seeds are
# for people (tests/fuzz/read_model_fuzz.cc says how); what they find becomes a test or a seed file.
FUZZ = ("rm -rf build/corpus && mkdir -p build/corpus && exec build/native-asan/read_model_fuzz "
        "-seed=1 -runs=60000 -timeout=20 -artifact_prefix=build/ -dict=tests/fuzz/onnx.dict "
        "build/corpus tests/fuzz/corpus/read_model")
IMAGE_FUZZ = ("rm -rf build/image-corpus && mkdir -p build/image-corpus && exec "
              "build/native-asan/decode_image_fuzz -seed=1 -runs=20000 -timeout=20 -max_len=8192 "
              "-rss_limit_mb=3000 -artifact_prefix=build/ build/image-corpus "
              "tests/fuzz/corpus/decode_image")
SANITIZED = ["build/native-asan/conformance_runner"]
MANIFEST = "tests/conformance/manifest.txt"
SHARED_MANIFEST = "tests/shared_models/manifest.txt"


def cmake(name, preset, *targets):
    """Configures a preset and builds it, or some of its targets."""
    chosen = ["--target", *targets] if targets else []
    return Build(name, [["cmake", "--preset", preset],
                        ["cmake", "--build", "--preset", preset, "-j", str(CORES), *chosen,
                         "--", "-k", "0"]])


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


def node_tests(name, node, folder):
    """Files of Node's test runner."""
    files = sorted((ROOT / folder).glob("*.test.mjs"))
    return Suite(name, [[*node, "--expose-gc", "--test", "--test-reporter=tap", *files]],
                 outcome.node, WEB, environment={"npm_config_cache": str(CACHE / "npm")})


STEPS = [
    check("check: files", "tree.py"),
    check("check: includes", "includes.py"),
    check("check: format", "format.py"),
    Suite("check: rules of the build", [[sys.executable, "tools/test/build_rules.py"]],
          outcome.summary_line),

    cmake("build native-asan", "native-asan"),
    googletest("native unit tests, sanitized", ["build/native-asan/unit_tests"],
               ("build native-asan",), environment=ASAN),
    googletest("native kernel tests, sanitized", ["build/native-asan/kernel_tests"],
               ("build native-asan",), environment=ASAN),

    # The unit tests run sanitized: building them twice would take minutes and show nothing.
    cmake("build native", "native", "conformance_runner", "differential_runner", "kernel_tests",
          "kernel_tests_fma", "thread_pool_tests", "link_checks"),
    googletest("native kernel tests", ["build/native/kernel_tests"], ("build native",)),
    googletest("native kernel tests, FMA", ["build/native/kernel_tests_fma"], ("build native",)),
    Suite("thread pool, ThreadSanitizer", [["build/native/thread_pool_tests", "--gtest_color=no"]],
          outcome.googletest, ("build native",)),

    Build("write conformance cases", [[*VENV, "tests/conformance/generate.py"]]),
    Build("write shared models' cases", [[*VENV, "tests/shared_models/convert.py"]]),
    Suite("versions of operators", [[*VENV, "tests/conformance/coverage.py"]],
          outcome.summary_line, ("write conformance cases",)),
    Suite("our cases against onnxruntime", [[*VENV, "tests/conformance/check_history.py"]],
          outcome.summary_line, ("write conformance cases",)),
    Suite("check: docs/operators.md", [[*VENV, "tools/check/operators.py"]], outcome.summary_line,
          ("build native", "write conformance cases")),
    conformance("conformance, native", NATIVE, MANIFEST, CASES,
                ("build native", "write conformance cases")),
    conformance("conformance, sanitized", SANITIZED, MANIFEST, CASES,
                ("build native-asan", "write conformance cases"), environment=ASAN),
    conformance("seed models, native", NATIVE, None, "tests/models", ("build native",)),
    Suite("differential test against onnxruntime",
          [[*VENV, "tests/differential/run.py"]], outcome.summary_line,
          ("build native",)),
    conformance("shared models, native", NATIVE, SHARED_MANIFEST, SHARED_CASES,
                ("build native", "write shared models' cases"), optional=SHARED),

    cmake("build wasm", "wasm"),
    googletest("wasm kernel tests, SIMD, Node 20", [*NODE_20, "build/wasm/kernel_tests_simd.cjs"],
               ("build wasm",)),
    googletest("wasm kernel tests, relaxed SIMD, Node 26",
               [*NODE_26, "build/wasm/kernel_tests_relaxed.cjs"], ("build wasm",)),
    Suite("wasm sizes", [[*NODE_20, "tools/check/wasm_size.mjs", "build/wasm"]],
          outcome.summary_line, ("build wasm",)),

    Build("build web", [[*NODE_20, "web/build.mjs"]], ("build wasm",)),
    Suite("TypeScript", [["npm", "--prefix", "web", "run", "check"]], outcome.ran, WEB),
    node_tests("JavaScript tests, Node 20", NODE_20, "web/test"),
    node_tests("JavaScript tests, Node 26", NODE_26, "web/test"),
    conformance("conformance, Node 20", [*NODE_20, RUN], MANIFEST, CASES,
                (*WEB, "write conformance cases")),
    conformance("conformance, Node 26, 2 threads", [*NODE_26, RUN, "--threads", "2"], MANIFEST, CASES,
                (*WEB, "write conformance cases")),
    conformance("seed models, Node 20", [*NODE_20, RUN], None, "tests/models", WEB),
    conformance("shared models, Node 20", [*NODE_20, RUN], SHARED_MANIFEST, SHARED_CASES,
                (*WEB, "write shared models' cases"), optional=SHARED),
    Suite("seed models, same bits on 1 to 4 threads, Node 26",
          [[*NODE_26, "tests/conformance/same_bits.mjs", "tests/models"]], outcome.summary_line, WEB),
    Suite("shared models, same bits on 1 to 4 threads, Node 26",
          [[*NODE_26, "tests/conformance/same_bits.mjs", SHARED_CASES]], outcome.summary_line,
          (*WEB, "write shared models' cases"), optional=SHARED),
    Suite("demo in Node", [[*NODE_20, "demo/demo.mjs"]], outcome.ran, WEB),
    node_tests("cases of the benchmarks", NODE_20, "tests/bench"),
    node_tests("browser tests", NODE_20, "tests/browser"),

    Suite("fuzzing the operators", [[*VENV, "tests/fuzz/fuzz_operators.py"]], outcome.summary_line,
          ("build native-asan",)),
    Suite("fuzzing the model reader", [["sh", "-c", FUZZ]], outcome.fuzzer,
          ("build native-asan",), environment=ASAN),
    Suite("fuzzing the image decoders", [["sh", "-c", IMAGE_FUZZ]], outcome.fuzzer,
          ("build native-asan",), environment=ASAN),
]
