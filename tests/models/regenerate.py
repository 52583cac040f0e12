#!/usr/bin/env python3
"""Trains and exports the models of this folder again: all of them, or those of the scripts named.

    python3 tests/models/regenerate.py [simple_net digits_cnn lstm transformer training_mode
                                        baked_batch]
"""

import sys
from importlib import import_module

SCRIPTS = ["simple_net", "digits_cnn", "lstm", "transformer", "training_mode", "baked_batch"]


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in SCRIPTS]
    if unknown:
        print(f"no script named {', '.join(unknown)}; there are {', '.join(SCRIPTS)}",
              file=sys.stderr)
        return 2
    for name in names or SCRIPTS:
        import_module(f"scripts.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
