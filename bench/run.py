#!/usr/bin/env python3
"""Measures everything beside onnxruntime-web: kernels, whole models, the first result of a fresh
process, tokens of a decoder, and what a run costs beyond its arithmetic. Writes JSON and SVG files.

    run.py [--only kernels,models,fresh,decode,overhead] [--engines node20,node26,chromium]
           [--seconds S] [--filter REGEX] [--threads N] [--arena] [--output bench/results]
    run.py --assert   only says where another kernel than the chosen one would be faster

The first run installs PyTorch into build/bench-venv (6 GB, some minutes) and exports the models
(7 GB); later ones take what is there.
"""

import argparse
import hashlib
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
VENV = ROOT / "build/bench-venv"
NODE_26 = str(ROOT / "node_modules/.bin/node")
#: Which program drives an engine, and with which options.
ENGINES = {"node20": ("node", []), "node26": (NODE_26, []), "chromium": (NODE_26, ["--chromium"])}
MODELS = ["tests/models", "build/bench_models", "build/shared_models"]
PARTS = ("overhead", "kernels", "models", "fresh", "decode")
#: Every model in a process of its own takes long: those that stand for the others.
FRESH = "^(mobilenet_v2|resnet50|bert_base|minilm_l6|gpt2_decode|voice_step|tab_mlp)-torchscript$"


def run(*command):
    print(f"\n$ {' '.join(str(part) for part in command)}", flush=True)
    return subprocess.run([str(part) for part in command], cwd=ROOT).returncode


def need(*command):
    if run(*command) != 0:
        sys.exit(1)


def install_exporters():
    requirements = ROOT / "bench/requirements.txt"
    key = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / "sardonyx-stamp"
    if stamp.exists() and stamp.read_text() == key:
        return
    need(sys.executable, "-m", "venv", "--clear", VENV)
    need(VENV / "bin/pip", "install", "--disable-pip-version-check", "-r", requirements)
    stamp.write_text(key)


def build(*targets):
    need("cmake", "--preset", "wasm")
    need("cmake", "--build", "--preset", "wasm", "-j", os.cpu_count(), "--target", *targets)


def assert_choices(engines, filter_):
    """Fails where a choice is more than 5 % slower than the fastest kernel that there is."""
    build("choice_bench_simd", "choice_bench_relaxed")
    # Chromium runs what Node 26 runs.
    nodes = [ENGINES[engine][0] for engine in engines if engine != "chromium"]
    statuses = [run(node, "bench/kernels/choice.mjs", "--assert", "--filter", filter_)
                for node in nodes]
    sys.exit(max(statuses, default=0))


def prepare(parts):
    if {"models", "fresh", "decode"} & set(parts):
        install_exporters()
        need(VENV / "bin/python", "bench/models/export.py")
        need(ROOT / ".venv/bin/python", "tests/shared_models/convert.py")
    if "kernels" in parts:
        build("ceiling_bench_simd", "ceiling_bench_relaxed")


def measure(part, engine, arguments):
    node, options = ENGINES[engine]
    threads = "" if arguments.threads == "1" else f"-{arguments.threads}threads"
    name = f"{part}-{engine}{threads}{'-arena' if arguments.arena else ''}.json"
    common = [*options, "--threads", arguments.threads, *(["--arena"] if arguments.arena else []),
              "--json", arguments.output / name]
    chosen = ["--filter", arguments.filter] if arguments.filter else []
    seconds = ["--seconds", arguments.seconds]
    if part == "overhead":
        if engine != "chromium":
            run(node, "bench/compare/overhead.mjs", "--json", arguments.output / name)
    elif part == "decode":
        if engine != "chromium":
            run(node, "bench/compare/decode.mjs", "--threads", arguments.threads)
    elif part == "kernels":
        run(node, "bench/kernels/run.mjs", *common, *seconds, *chosen)
    elif part == "models":
        run(node, "bench/compare/models.mjs", *common, *seconds, *chosen, *MODELS)
    elif part == "fresh":
        run(node, "bench/compare/fresh.mjs", *common, *(chosen or ["--filter", FRESH]), *MODELS)


def listed(text, known):
    names = text.split(",")
    unknown = set(names) - set(known)
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}")
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", type=lambda text: listed(text, PARTS), default=PARTS)
    parser.add_argument("--engines", type=lambda text: listed(text, ENGINES), default=ENGINES)
    parser.add_argument("--seconds", default="1", help="per kernel and per model")
    parser.add_argument("--filter", default="", help="a regular expression that names are to match")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--arena", action="store_true", help="onnxruntime-web with its arena on")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("bench/results"))
    parser.add_argument("--assert", dest="assert_choices", action="store_true",
                        help="only check that the fastest kernels are chosen")
    arguments = parser.parse_args()
    if arguments.assert_choices:
        assert_choices(arguments.engines, arguments.filter)
    prepare(arguments.only)
    for engine in arguments.engines:
        for part in arguments.only:
            measure(part, engine, arguments)
    need("node", "bench/plot/plot.mjs", arguments.output)


if __name__ == "__main__":
    main()
