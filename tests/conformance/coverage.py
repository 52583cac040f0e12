#!/usr/bin/env python3
"""Checks that every operator of ONNX is tested in every one of its versions.

A version counts as tested when a case of its own runs a node that the case's model resolves to it,
with expected values, and is not on the manifest. Where its interface differs from that of the
version before or after it, its cases must use what differs: every attribute, input and output that
the neighbour lacks, and one of the types that it lacks. Where the interface is the same,
changed_meanings.txt names the case that shows what is meant otherwise. What cannot be tested stands
in untested_versions.txt, with the reason.

    coverage.py [--cases build/conformance] [--list]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import onnx
from onnx import AttributeProto, TypeProto
from onnx.defs import OpSchema

HERE = Path(__file__).resolve().parent
FORMS = {OpSchema.FormalParameterOption.Variadic}


@dataclass
class Uses:
    """What the cases of one version of an operator use of its interface."""

    cases: list = field(default_factory=list)
    attributes: set = field(default_factory=set)
    inputs: set = field(default_factory=set)
    outputs: set = field(default_factory=set)
    #: ("input" or "output", index of the parameter, type as schemas write it)
    types: set = field(default_factory=set)


def version_name(key: tuple) -> str:
    domain, name, version = key
    return f"{domain + '::' if domain else ''}{name}-{version}"


def type_text(type_proto: TypeProto) -> str:
    """As onnx.defs writes types: tensor(float), seq(tensor(int64)), optional(...)."""
    kind = type_proto.WhichOneof("value")
    if kind == "tensor_type":
        name = onnx.TensorProto.DataType.Name(type_proto.tensor_type.elem_type).lower()
        return f"tensor({name})"
    if kind == "sequence_type":
        return f"seq({type_text(type_proto.sequence_type.elem_type)})"
    if kind == "optional_type":
        return f"optional({type_text(type_proto.optional_type.elem_type)})"
    if kind == "map_type":
        key = onnx.TensorProto.DataType.Name(type_proto.map_type.key_type).lower()
        return f"map({key}, {type_text(type_proto.map_type.value_type)})"
    return ""


def parameter(parameters, index: int) -> int:
    """The index of the parameter that stands for the argument of that index."""
    last = len(parameters) - 1
    variadic = last >= 0 and parameters[last].option in FORMS
    return min(index, last) if variadic else index


def nodes_of(graph: onnx.GraphProto, types: dict):
    """All nodes of a graph and of its subgraphs, each with the types that are known where it is."""
    known = dict(types)
    for info in (*graph.input, *graph.output, *graph.value_info):
        known[info.name] = info.type
    for tensor in graph.initializer:
        known[tensor.name] = onnx.helper.make_tensor_type_proto(tensor.data_type, None)
    for node in graph.node:
        yield node, known
        for attribute in node.attribute:
            if attribute.type == AttributeProto.GRAPH:
                yield from nodes_of(attribute.g, known)


def note(uses: Uses, node: onnx.NodeProto, schema: OpSchema, types: dict) -> None:
    uses.attributes |= {attribute.name for attribute in node.attribute}
    for kind, names, parameters, seen in (("input", node.input, schema.inputs, uses.inputs),
                                          ("output", node.output, schema.outputs, uses.outputs)):
        for index, name in enumerate(names):
            if name:
                place = parameter(parameters, index)
                seen.add(place)
                if name in types:
                    uses.types.add((kind, place, type_text(types[name])))


def read_uses(root: Path, failing: set) -> dict:
    """Per version of an operator, what its own cases use."""
    found = defaultdict(Uses)
    for path in sorted(root.glob("*/*/case.json")):
        case = json.loads(path.read_text("utf-8"))
        name, operator = case["name"], case.get("operator", "")
        # An expanded case runs other operators than its own, a random one has no expected values.
        skipped = not operator or "_expanded" in name or case.get("nondeterministic")
        if skipped or name in failing:
            continue
        domain, _, op_type = operator.rpartition("::")
        model = onnx.load_model(path.parent / "model.onnx")
        try:
            model = onnx.shape_inference.infer_shapes(model)
        except Exception:  # noqa: BLE001 - types of inner values are a help, not a need
            pass
        opsets = {opset.domain: opset.version for opset in model.opset_import}
        for node, types in nodes_of(model.graph, {}):
            if node.op_type == op_type and node.domain == domain:
                schema = onnx.defs.get_schema(op_type, opsets[domain], domain)
                uses = found[(domain, op_type, schema.since_version)]
                uses.cases.append(name)
                note(uses, node, schema, types)
    return found


def interface(schema: OpSchema) -> dict:
    """Attributes with their types, places of inputs and outputs, and the types these allow."""
    allowed = {c.type_param_str: c.allowed_type_strs for c in schema.type_constraints}
    result = {
        "attribute": {(name, str(a.type)) for name, a in schema.attributes.items()},
        "input": set(range(len(schema.inputs))),
        "output": set(range(len(schema.outputs))),
        "type": set(),
    }
    for kind, parameters in (("input", schema.inputs), ("output", schema.outputs)):
        for index, one in enumerate(parameters):
            result["type"] |= {(kind, index, text)
                               for text in allowed.get(one.type_str, [one.type_str])}
    return result


def unused(schema: OpSchema, neighbour: OpSchema, uses: Uses) -> list[str]:
    """What tells a version from its neighbour, and no case of the version uses."""
    own, other = interface(schema), interface(neighbour)
    if neighbour.deprecated and not other["input"]:
        return []  # a tombstone without an interface
    missing = [f"attribute {name}" for name, _ in sorted(own["attribute"] - other["attribute"])
               if name not in uses.attributes]
    for kind, seen in (("input", uses.inputs), ("output", uses.outputs)):
        missing += [f"{kind} {index}" for index in sorted(own[kind] - other[kind] - seen)]
    types = own["type"] - other["type"]
    if types and not types & uses.types:
        texts = sorted({text for _, _, text in types})
        missing.append(f"a type of {', '.join(texts[:6])}{' ...' if len(texts) > 6 else ''}")
    return missing


def unshown(label: str, schema: OpSchema, before: OpSchema, uses: Uses, meanings: dict):
    """What is wrong with the case that shows how a version differs from the one before it, where
    the interfaces do not."""
    same = not schema.deprecated and interface(schema) == interface(before)
    if same != (label in meanings):
        return ["changed_meanings.txt does not say what is new" if same
                else "changed_meanings.txt lists it, but its interface is new"]
    shown = meanings.get(label, "text only").partition(": ")[0]
    return [] if shown in ("text only", *uses.cases) else [f"{shown} is no case of it"]


def read_reasons(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text("utf-8").splitlines()
             if line and not line.startswith("#")]
    return dict(line.split(": ", 1) for line in lines)


def read_meanings() -> dict[str, str]:
    return read_reasons(HERE / "changed_meanings.txt")


def all_versions() -> dict:
    schemas = onnx.defs.get_all_schemas_with_history()
    return {(s.domain, s.name, s.since_version): s for s in schemas}


def check(schemas: dict, found: dict, excused: dict, meanings: dict) -> tuple[int, list[str]]:
    """How many versions are tested as they should be, and what is wrong with the others."""
    versions = defaultdict(list)
    for domain, name, version in sorted(schemas):
        versions[(domain, name)].append(version)
    passed, problems = 0, []
    for key, schema in sorted(schemas.items()):
        domain, name, version = key
        uses = found.get(key, Uses())
        history = versions[(domain, name)]
        at = history.index(version)
        wrong = [] if uses.cases else ["no case"]
        for other in (history[at - 1:at] if at else []) + history[at + 1:at + 2]:
            if uses.cases:
                missing = unused(schema, schemas[(domain, name, other)], uses)
                wrong += [f"no case uses {what}, which version {other} lacks" for what in missing]
        label = version_name(key)
        if at:
            before = schemas[(domain, name, history[at - 1])]
            wrong += unshown(label, schema, before, uses, meanings)
        if label in excused:
            if not wrong:
                problems.append(f"{label} is tested, but untested_versions.txt lists it")
        elif wrong:
            problems += [f"{label}: {what}" for what in wrong]
        else:
            passed += 1
    known = {version_name(key) for key in schemas}
    problems += [f"{label}: there is no such version" for label in (*excused, *meanings)
                 if label not in known]
    return passed, problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, default=HERE.parents[1] / "build" / "conformance")
    parser.add_argument("--list", action="store_true", help="the number of cases of each version")
    arguments = parser.parse_args()
    schemas = all_versions()
    excused = read_reasons(HERE / "untested_versions.txt")
    found = read_uses(arguments.cases, set(read_reasons(HERE / "manifest.txt")))
    if arguments.list:
        for key in sorted(schemas):
            print(f"{version_name(key)}: {len(found[key].cases)}")
    passed, problems = check(schemas, found, excused, read_meanings())
    for problem in problems:
        print(problem)
    failed = len(schemas) - passed - len(excused)
    print(f"note: {passed} of the {len(schemas)} versions that ONNX {onnx.__version__} knows of "
          f"{len({key[:2] for key in schemas})} operators are tested")
    print(f"{passed} passed, {max(failed, 1) if problems else 0} failed, {len(excused)} skipped")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
