#!/usr/bin/env python3
"""Builds and runs all suites of suites.py: the builds one after another, and the suites beside them,
as many at a time as there are cores, as soon as what they need is built.

    run.py [--list] [--only NAME ...]

--only takes the suites whose name contains one of the NAMEs, with the builds they need. The last
line is `N passed, N failed`, with `, N skipped` behind it where something was.
"""

import argparse
import pathlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "toolchain"))

from outcome import Outcome  # noqa: E402
from suite import CORES, Build, Suite, run_build, run_suite  # noqa: E402
from suites import STEPS  # noqa: E402


def chosen(only):
    """The steps to run: the named suites and all builds that they need."""
    if not only:
        return STEPS
    wanted = {step.name for step in STEPS
              if isinstance(step, Suite) and any(word in step.name for word in only)}
    if not wanted:
        sys.exit(f"no suite is named like {' or '.join(only)}")
    for step in reversed(STEPS):
        if step.name in wanted:
            wanted.update(step.needs)
    return [step for step in STEPS if step.name in wanted]


def run(steps):
    total = Outcome()
    missing = set()
    running = []
    with ThreadPoolExecutor(CORES) as pool:
        for step in steps:
            lacking = [name for name in step.needs if name in missing]
            if lacking:
                if isinstance(step, Build):
                    missing.add(step.name)
                else:
                    total += Outcome(failed=1)
                print(f"{step.name}: not run, there is no {', '.join(lacking)}", flush=True)
            elif isinstance(step, Build):
                if not run_build(step):
                    missing.add(step.name)
                    total += Outcome(failed=1)
            else:
                running.append(pool.submit(run_suite, step))
    for suite in running:
        total += suite.result()
    total.notes = ()
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="print the names of the suites")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="parts of suites' names")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(step.name for step in STEPS if isinstance(step, Suite)))
        return 0
    start = time.monotonic()
    total = run(chosen(arguments.only))
    print(f"took {time.monotonic() - start:.0f} s")
    print(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
