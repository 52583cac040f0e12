#!/usr/bin/env python3
"""Checks that docs/operators.md and README.md say what the build can do, or writes them (--fix).

What there is comes from the registry of the build, what ONNX has from the package `onnx`, and what
is tested from the cases of tests/conformance. Run it with the Python of the tests (.venv), after
`ninja -C build/native differential_runner` and tests/conformance/generate.py.
"""

import json
import re
import subprocess
import sys
from collections import defaultdict

from files import ROOT

sys.path[:0] = [str(ROOT / "tests/conformance"), str(ROOT / "tests/differential")]
import coverage  # noqa: E402 - found through the line above
import onnx  # noqa: E402
from specs import load_all  # noqa: E402

PAGE = ROOT / "docs/operators.md"
README = ROOT / "README.md"
REGISTRY = [ROOT / "build/native/differential_runner", "--operators"]
CASES = ROOT / "build/conformance"
DOMAINS = {
    "": "ai.onnx",
    "ai.onnx.ml": "ai.onnx.ml",
    "com.microsoft": "com.microsoft",
    "ai.onnx.preview": "ai.onnx.preview",
    "ai.onnx.preview.training": "ai.onnx.preview.training",
}
# Sets of types by one word, the larger ones first.
FLOATS = {"float", "double", "float16", "bfloat16"}
INTEGERS = {f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)}
BASIC = FLOATS | INTEGERS | {"complex64", "complex128", "bool", "string"}
SMALL = {"float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "float8e8m0", "uint4",
         "int4", "float4e2m1", "uint2", "int2", "float6e2m3", "float6e3m2"}
GROUPS = [("all types", BASIC | SMALL), ("basic types", BASIC), ("numbers", FLOATS | INTEGERS),
          ("floats", FLOATS), ("integers", INTEGERS)]
INTRODUCTION = """# Operators

Written by `tools/check/operators.py --fix` from the registry of the build; `make test` checks it.

* **versions**: those of ONNX {onnx}, all of them handled. A bold one begins a definition of our
  own; the others mean the same, or differ by what the definition reads of the node's version.
  Deprecated ones are struck out.
* **types**: of the newest definition, one entry for each type variable. float, double, float16 and
  bfloat16 are "floats", with integers of 8 to 64 bits "numbers", with bool, string and complex
  numbers "basic types", and with the types of 8 bits and fewer "all types". "as inferred" stands
  for sequences, optionals, maps and mixed types, which the operator checks by itself.
* **by**: a kernel of its own, or an expansion into other operators.
* **cases**: how many of ONNX's suite and of our own (`tests/conformance`) are about the operator,
  run natively and in WebAssembly; "random" where random nodes are compared with onnxruntime
  (`tests/differential`). The operator's unit test is linked.

{totals}
"""


def read_registry():
    """The registered definitions by domain and name, in the order of their versions."""
    text = subprocess.run(REGISTRY, check=True, capture_output=True, text=True).stdout
    found = defaultdict(list)
    for line in text.splitlines():
        definition = json.loads(line)
        found[(definition["domain"], definition["name"])].append(definition)
    for definitions in found.values():
        definitions.sort(key=lambda definition: definition["since"])
    return found


def find_tests(registry):
    """The unit test of each operator: the one that goes with the file that registers it."""
    tests = {}
    texts = {}
    for source in sorted((ROOT / "core/ops").glob("*/*.cc")):
        text = source.read_text("utf-8")
        if "SARDONYX_OPERATORS(" in text:
            texts[source] = text
    for domain, name in registry:
        contrib = domain == "com.microsoft"

        def unlike(source):
            other_folder = (source.parent.name == "contrib") != contrib
            return other_folder, source.stem.replace("_", "") != name.lower()

        # Other files may name the operator too, as one that they expand to.
        candidates = sorted((source for source, text in texts.items() if f'"{name}"' in text),
                            key=unlike)
        if not candidates:
            raise ValueError(f"no file of core/ops registers {name}")
        folder, stem = candidates[0].parent.name, candidates[0].stem
        tests[(domain, name)] = f"tests/unit/ops/{folder}/{stem}_test.cc"
    return tests


def count_cases():
    """The number of cases about each operator."""
    counts = defaultdict(int)
    for path in CASES.glob("*/*/case.json"):
        operator = json.loads(path.read_text("utf-8")).get("operator", "")
        domain, _, name = operator.rpartition("::")
        counts[(domain, name)] += 1
    return counts


def type_words(types):
    """One or a few words for a set of types."""
    rest, words = set(types), []
    for word, group in GROUPS:
        if group <= rest:
            words.append(word)
            rest -= group
    return ", ".join(words + [name for name in types if name in rest])


def types_text(definition):
    texts = [type_words(types.split(", ")) for types in definition["types"].values()]
    if not texts:
        fixed = re.findall(r": (\w+)", definition["signature"])
        texts = [", ".join(sorted({name for name in fixed if name != "any"}))]
    distinct = list(dict.fromkeys(text for text in texts if text))
    return "; ".join(distinct) or "as inferred"


def version_text(version, definitions, schema):
    text = str(version)
    if any(definition["since"] == version for definition in definitions):
        text = f"**{text}**"
    return f"~~{text}~~" if schema is not None and schema.deprecated else text


def row(key, schemas, definitions, tests, cases):
    """One line of the table."""
    _, name = key
    versions = sorted(schemas) or [definition["since"] for definition in definitions]
    if not definitions:
        return f"| {name} | {', '.join(map(str, versions))} | | refused by name | {cases} |"
    served = {definition["served"] for definition in definitions}
    texts = [version_text(version, definitions, schemas.get(version)) for version in versions]
    linked = f"[{name}](../{tests[key]})"
    return (f"| {linked} | {', '.join(texts)} | {types_text(definitions[-1])} | "
            f"{' and '.join(sorted(served, reverse=True))} | {cases} |")


def count_text(present, there, missing):
    return f"{present} of {there}" + (f" ({', '.join(missing)} missing)" if missing else "")


def write_all():
    """The page, and the figures that README quotes by the first cell of their rows."""
    registry, counts, specified_cases = read_registry(), count_cases(), load_all()
    tests = find_tests(registry)
    versions = coverage.all_versions()
    by_operator = defaultdict(dict)
    for (domain, name, version), schema in versions.items():
        by_operator[(domain, name)][version] = schema
    failing = set(coverage.read_reasons(coverage.HERE / "manifest.txt"))
    suite = sum(path.parts[-3] != "history" for path in CASES.glob("*/*/case.json"))
    found = coverage.read_uses(CASES, failing)
    excused = coverage.read_reasons(coverage.HERE / "untested_versions.txt")
    tested, _ = coverage.check(versions, found, excused, coverage.read_meanings())

    def cases_text(key):
        domain, name = key
        random = (f"{domain}::{name}" if domain else name) in specified_cases
        return ", ".join([str(counts[key])] * bool(counts[key]) + ["random"] * random)

    sections, totals, present_in = [], [], {}
    for domain, title in DOMAINS.items():
        specified = {key for key in by_operator if key[0] == domain}
        ours = {key for key in registry if key[0] == domain}
        missing = sorted(name for _, name in specified - ours)
        present_in[title] = (len(specified & ours) if specified else len(ours), len(specified),
                             missing)
        rows = [row(key, by_operator[key], registry.get(key, []), tests, cases_text(key))
                for key in sorted(specified | ours, key=lambda key: key[1].lower())]
        sections.append(f"## {title}\n\n| operator | versions | types | by | cases |\n"
                        "|---|---|---|---|---|\n" + "\n".join(rows) + "\n")
        beyond = sorted(name for _, name in ours - specified) if specified else []
        counted = (count_text(*present_in[title]) if specified else str(len(ours)))
        extra = f", and {', '.join(beyond)} besides" if beyond else ""
        totals.append(f"| {title} | {counted}{extra} |")
    page = INTRODUCTION.format(
        onnx=onnx.__version__,
        totals="| domain | operators |\n|---|---|\n" + "\n".join(totals)
        + f"\n\n{tested} of the {len(versions)} versions are tested by cases of their own that use "
        "what the version before or after lacks; `tests/conformance/coverage.py` says which, and "
        "`tests/conformance/untested_versions.txt` why not all.")
    standard = present_in["ai.onnx"]
    figures = {
        "operators of the default domain":
            f"{standard[0]} of ONNX 1.23's {standard[1]}, opset 1 to 28"
            + (f" ({', '.join(standard[2])} is missing)" if standard[2] else ""),
        f"ONNX {onnx.__version__}'s own backend suite, natively and in WebAssembly":
            f"{suite - len(failing):,} of {suite:,} cases (onnxruntime-web 1.30: 1,493)",
        "versions of ONNX's operators, each with tests of its own":
            f"{tested} of {len(versions)}",
        "operators of other domains":
            ", ".join(f"{count} of `{title}`" for title, (count, _, _) in present_in.items()
                      if title != "ai.onnx"),
    }
    return page + "\n" + "\n".join(sections), figures


def main():
    fix = "--fix" in sys.argv[1:]
    page, figures = write_all()
    readme = README.read_text("utf-8")
    quoted = readme
    problems = []
    for label, text in figures.items():
        line = re.compile(rf"^\| {re.escape(label)} \|.*$", re.MULTILINE)
        if not line.search(quoted):
            problems.append(f"README.md has no row '{label}'")
        quoted = line.sub(f"| {label} | {text} |", quoted)
    written = {PAGE: page, README: quoted}
    for path, text in written.items():
        if fix:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            problems.append(f"{path.relative_to(ROOT)} is not what the build can do: run "
                            "tools/check/operators.py --fix")
    for problem in problems:
        print(problem)
    print(f"{len(written) - min(len(problems), 2)} passed, {min(len(problems), 2)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
