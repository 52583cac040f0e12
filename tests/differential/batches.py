"""Batches of cases for differential_runner: one cases.jsonl and one data.bin in a folder."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from draw import Case, Sequence, Tolerance, data_type
from onnx import helper
from oracle import feeds_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "conformance"))
from case_format import CaseWriter  # noqa: E402

#: A case that takes longer hangs.
SECONDS = 20


@dataclass
class Ending:
    """How a case ended in the runner: equal, different, refused, failed, crashed or hung."""

    outcome: str
    text: str = ""
    code: int = 0


class Batch:
    """Collects cases, then runs them all in one process (or more, when a case ends it)."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._writer = CaseWriter()
        self._lines: list[str] = []
        self.names: list[str] = []

    def add(self, name: str, case: Case, model: bytes, outputs: list, tolerance: Tolerance) -> None:
        """`outputs` without elements: nothing is compared."""
        fetched = [f"y{i}" for i, there in enumerate(case.outputs) if there]
        described = {
            "name": name,
            "operator": case.version.full_name,
            "tolerance": {"rtol": tolerance.relative, "atol": tolerance.absolute,
                          "atolOfLargest": tolerance.of_largest, "integerSteps": tolerance.steps},
            "model": self._writer.blob(model),
            "sets": [{"inputs": [self._value(*feed) for feed in feeds_of(case).items()],
                      "outputs": [self._value(*output) for output in zip(fetched, outputs)]}],
        }
        self.names.append(name)
        self._lines.append(json.dumps(described))

    def _value(self, name: str, value) -> dict:
        if isinstance(value, Sequence):
            element = helper.make_tensor_type_proto(data_type(value.element_type), None)
            return self._writer.value(name, value.elements, helper.make_sequence_type_proto(element))
        if isinstance(value, list):
            return {"name": name, "kind": "sequence", "elementType": "",
                    "elements": [self._writer.value("", item) for item in value]}
        return self._writer.value(name, value)

    def run(self, runner: Path, environment: dict | None = None) -> list[Ending]:
        """One ending per case, in their order."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._writer.write_data(self.folder)
        (self.folder / "cases.jsonl").write_text("".join(line + "\n" for line in self._lines), "utf-8")
        endings: list[Ending] = []
        while len(endings) < len(self.names):
            endings += self._run_from(len(endings), runner, environment)
        return endings

    def _run_from(self, first: int, runner: Path, environment: dict | None) -> list[Ending]:
        errors = self.folder / "stderr.txt"
        with errors.open("wb") as stderr:
            process = subprocess.Popen(
                [runner, "--first", str(first), self.folder], stdout=subprocess.PIPE, stderr=stderr,
                env=os.environ | (environment or {}))
        endings = []
        hung = False
        unread = b""
        while select.select([process.stdout], [], [], SECONDS)[0]:
            read = os.read(process.stdout.fileno(), 1 << 16)
            if not read:
                break
            *lines, unread = (unread + read).split(b"\n")
            for line in lines:
                told = json.loads(line)
                endings.append(Ending(told["outcome"], told["text"], told.get("code", 0)))
        else:
            hung = True
            process.kill()
        process.wait()
        if first + len(endings) < len(self.names):
            text = errors.read_text("utf-8", "replace")
            endings.append(Ending("hung" if hung else "crashed", text[:3000]))
        return endings
