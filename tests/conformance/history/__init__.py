"""Cases for the versions of operators that ONNX's own suite, which has the newest, leaves out."""

import importlib
import warnings

import onnx

from history.case import CASES, Case

MODULES = ("elementwise", "reduction", "movement", "neural", "resize", "recurrent", "quantization",
           "control", "ml")
# The body that ONNX gives as the meaning of this one has constants of float, so that its own
# inference of types refuses the other types that it allows.
NOT_INFERRED = {"MeanVarianceNormalization"}


def all_cases() -> list[Case]:
    """All cases, each checked: ONNX finds the model valid in the version that it is to show."""
    with warnings.catch_warnings():
        # Overflow and NaN are what some cases are about.
        warnings.simplefilter("ignore", RuntimeWarning)
        for module in MODULES:
            importlib.import_module(f"history.{module}")
    names = set()
    for case in CASES:
        if case.name in names:
            raise ValueError(f"there are two cases named {case.name}")
        names.add(case.name)
        schema = onnx.defs.get_schema(case.operator, case.version, case.domain)
        if schema.since_version != case.version:
            raise ValueError(f"{case.name}: {case.operator} has no version {case.version}")
        if not schema.deprecated:
            onnx.checker.check_model(case.model, full_check=case.operator not in NOT_INFERRED)
    return CASES
