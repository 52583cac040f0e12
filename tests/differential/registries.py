"""What both engines have: the operators of ours, and the schemas and kernels of onnxruntime."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import onnx
from onnxruntime.capi import onnxruntime_pybind11_state as ort_state

ROOT = Path(__file__).resolve().parents[2]
#: The end of the range of a kernel without an end.
OPEN_RANGE = 2**31 - 1
DOMAINS = ("", "ai.onnx.ml", "com.microsoft")


def full_name(domain: str, name: str) -> str:
    """`Relu`, `com.microsoft::Gelu`: as case names and the lists of exceptions have it."""
    return f"{domain}::{name}" if domain else name


@dataclass
class Version:
    """One version of an operator in onnxruntime, and what its kernels take."""

    domain: str
    name: str
    since: int
    #: The last opset version with this meaning.
    until: int
    schema: object
    #: Type variable -> names of element types with a kernel, or all of the schema without one.
    types: dict[str, list[str]] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return full_name(self.domain, self.name)

    def __str__(self) -> str:
        return f"{self.full_name}-{self.since}"


def our_operators(runner: Path) -> list[dict]:
    """One entry per registered version: domain, name, since, signature, types."""
    listing = subprocess.run([runner, "--operators"], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in listing.stdout.splitlines()]


def _element_types(names: list[str]) -> list[str]:
    """"float" of "tensor(float)"; other kinds of values stay as they are."""
    return [name[7:-1] if name.startswith("tensor(") else name for name in names]


def _kernels() -> dict[tuple[str, str], list]:
    kernels = defaultdict(list)
    for kernel in ort_state.get_all_opkernel_def():
        if kernel.provider == "CPUExecutionProvider" and kernel.domain in DOMAINS:
            kernels[kernel.domain, kernel.op_name].append(kernel)
    return kernels


def _types(schema, kernels: list) -> dict[str, list[str]]:
    """What kernels of this version take, per type variable; float16 where float is taken, too,
    because onnxruntime puts Casts around kernels that lack it."""
    allowed = {
        constraint.type_param_str: _element_types(constraint.allowed_type_strs)
        for constraint in schema.type_constraints
    }
    taken = {}
    for variable, names in allowed.items():
        found = set()
        constrained = False
        for kernel in kernels:
            if _serves(kernel, schema) and variable in kernel.type_constraints:
                constrained = True
                found |= set(_element_types(kernel.type_constraints[variable]))
        if constrained and "float" in found:
            found.add("float16")
        taken[variable] = [name for name in names if not constrained or name in found]
    return taken


def _standard_versions() -> dict[tuple[str, str], set[int]]:
    versions = defaultdict(set)
    for schema in onnx.defs.get_all_schemas_with_history():
        versions[schema.domain, schema.name].add(schema.since_version)
    return versions


def _serves(kernel, schema) -> bool:
    """Open ranges hold for versions of the schema that the kernel's writer knew: the first."""
    first, last = kernel.version_range
    return first == schema.since_version or (
        first < schema.since_version <= last and last != OPEN_RANGE)


def _has_kernel(schema, kernels: list) -> bool:
    return not kernels or any(_serves(kernel, schema) for kernel in kernels)


def their_versions() -> list[Version]:
    """All versions of all operators that onnxruntime can run: those with a kernel, and those of
    operators without any kernel, which may be functions."""
    kernels = _kernels()
    by_operator = defaultdict(list)
    for schema in ort_state.get_all_operator_schema():
        if schema.domain in DOMAINS:
            by_operator[schema.domain, schema.name].append(schema)
    newest_of = {
        domain: max(schema.since_version for key in by_operator for schema in by_operator[key]
                    if key[0] == domain)
        for domain in DOMAINS
    }
    standard = _standard_versions()

    def is_known(schema) -> bool:
        """Not a version of their own of an operator that the standard has."""
        return schema.since_version in standard.get((schema.domain, schema.name),
                                                    {schema.since_version})

    versions = []
    for (domain, name), schemas in sorted(by_operator.items()):
        schemas.sort(key=lambda schema: schema.since_version)
        for i, schema in enumerate(schemas):
            is_newest = i + 1 == len(schemas)
            last = newest_of[domain] if is_newest else schemas[i + 1].since_version - 1
            if not schema.deprecated and is_known(schema) and _has_kernel(schema, kernels[domain, name]):
                types = _types(schema, kernels[domain, name])
                versions.append(Version(domain, name, schema.since_version, last, schema, types))
    return versions
