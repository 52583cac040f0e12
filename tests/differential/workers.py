"""Runs operators in several processes, and goes on where onnxruntime ends one of them."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

CHUNKS_PER_JOB = 3


def leave(status: int) -> None:
    """Ends the process without taking onnxruntime down, which aborts now and then."""
    sys.stdout.flush()
    os._exit(status)


class Chunk:
    """Some operators, in a process of their own."""

    def __init__(self, work: Callable, names: list[str], folder: Path):
        self._work = work
        self._names = names
        self._folder = folder
        self._crashed: set[str] = set()
        self._process = None
        folder.mkdir(parents=True)

    def start(self) -> None:
        # Not by fork: the pages of a process with onnxruntime in it are slow to copy.
        self._process = multiprocessing.get_context("spawn").Process(target=self._run)
        self._process.start()

    def __getstate__(self) -> dict:
        return self.__dict__ | {"_process": None}

    def _run(self) -> None:
        with (self._folder / "progress").open("w", encoding="utf-8") as progress:

            def begin(name: str) -> bool:
                progress.seek(0)
                progress.truncate()
                progress.write(name)
                progress.flush()
                return name not in self._crashed

            result = self._work(self._names, self._folder, begin)
        (self._folder / "result.pickle").write_bytes(pickle.dumps(result))
        leave(0)

    def finish(self) -> dict | None:
        """The result, or nothing when the process crashed and must be started again."""
        self._process.join()
        if self._process.exitcode == 0:
            return pickle.loads((self._folder / "result.pickle").read_bytes())  # noqa: S301
        name = (self._folder / "progress").read_text("utf-8")
        if self._process.exitcode > 0 or name in self._crashed:
            raise RuntimeError(f"a worker failed at {name}")
        self._crashed.add(name)
        return None


def run_chunks(work: Callable, names: list[str], jobs: int, folder: Path) -> dict:
    """Calls work(names, folder, begin) for parts of the names and merges the results."""
    shutil.rmtree(folder, ignore_errors=True)
    count = max(1, min(len(names), jobs * CHUNKS_PER_JOB))
    waiting = [Chunk(work, names[i::count], folder / str(i)) for i in range(count)]
    running: list[Chunk] = []
    results: dict = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            running.append(waiting.pop(0))
            running[-1].start()
        chunk = running.pop(0)
        result = chunk.finish()
        if result is None:
            waiting.insert(0, chunk)
        else:
            results |= result
    return results
