"""What a build and a suite are, and how they are run."""

import os
import pathlib
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Callable

import outcome
from outcome import Outcome

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOGS = ROOT / "build/test-logs"
CORES = os.cpu_count() or 1


@dataclass
class Build:
    """Commands that later suites need; they are not counted, unless one fails."""
    name: str
    commands: list
    needs: tuple = ()


@dataclass
class Suite:
    """A program that runs tests. `commands` run at the same time and are added up."""
    name: str
    commands: list
    read: Callable[[str, int], Outcome]
    needs: tuple = ()
    #: Seconds after which the suite has failed.
    limit: int = 600
    environment: dict = field(default_factory=dict)
    #: A path without which the suite is skipped, and says so.
    optional: pathlib.Path | None = None


def googletest(name, program, needs, limit=600, environment=None):
    """A GoogleTest program, its tests spread over the cores."""
    options = ["--gtest_brief=1", "--gtest_color=no"]
    return Suite(name, [[*program, *options]] * CORES, outcome.googletest, needs, limit,
                 {**(environment or {}), "GTEST_TOTAL_SHARDS": str(CORES)})


def run_command(command, limit, environment):
    """Output and exit status of a command; a status of None means that it took too long."""
    try:
        done = subprocess.run([str(word) for word in command], cwd=ROOT, timeout=limit,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace",
                              text=True, env={**os.environ, **environment})
        return done.stdout, done.returncode
    except subprocess.TimeoutExpired as error:
        text = error.stdout or b""
        return text.decode(errors="replace") + f"\nnot done after {limit} s\n", -1
    except OSError as error:
        return f"{error}\n", -1


def log(name, text):
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / (re.sub(r"[^a-z0-9]+", "-", name.lower()) + ".log")
    path.write_text(text, encoding="utf-8")
    return path.relative_to(ROOT)


def tail(text, lines=40):
    return "\n".join(text.splitlines()[-lines:])


def run_build(build):
    """Runs the commands one after another; returns whether all of them succeeded."""
    print(f"{build.name} ...", flush=True)
    start = time.monotonic()
    output = ""
    for command in build.commands:
        text, status = run_command(command, 3600, {})
        output += text
        if status != 0:
            print(f"{tail(output)}\n{build.name}: FAILED, see {log(build.name, output)}", flush=True)
            return False
    log(build.name, output)
    print(f"{build.name}: done in {time.monotonic() - start:.0f} s", flush=True)
    return True


def run_suite(suite):
    """Runs a suite and prints one line, and the end of its output when something failed."""
    if suite.optional is not None and not suite.optional.exists():
        print(f"{suite.name}: skipped, there is no {suite.optional}", flush=True)
        return Outcome(skipped=1)
    start = time.monotonic()

    def run_part(index):
        # GoogleTest refuses an index without a number of shards.
        sharded = "GTEST_TOTAL_SHARDS" in suite.environment
        shard = {"GTEST_SHARD_INDEX": str(index)} if sharded else {}
        return run_command(suite.commands[index], suite.limit, {**suite.environment, **shard})

    with ThreadPoolExecutor(len(suite.commands)) as pool:
        parts = list(pool.map(run_part, range(len(suite.commands))))
    total = sum((suite.read(*part) for part in parts), Outcome())
    path = log(suite.name, "\n".join(text for text, _ in parts))
    report = []
    if total.failed:
        report += [tail(text) for text, status in parts if suite.read(text, status).failed]
    report += [f"  {note}" for note in total.notes]
    report.append(f"{suite.name}: {total} ({time.monotonic() - start:.1f} s)"
                  + (f", see {path}" if total.failed else ""))
    # In one piece: other suites report at the same time.
    print("\n".join(report), flush=True)
    return total
