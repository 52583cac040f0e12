#!/usr/bin/env python3
"""Brings the sources of protobuf 3.21 to .toolchain/protobuf, for the WebAssembly build.

3.21 is the last line of protobuf before it came to need Abseil, and what Debian 12 has: protoc and
the native library come from there, and these sources are the same package's. Elsewhere
SARDONYX_PROTOBUF_SOURCE names a folder with unpacked sources of protobuf 3.21 (release v21.12),
and a protoc of the same version has to be on the PATH.
"""

import os
import pathlib
import re
import shutil

from common import CACHE, LOCAL, SetupError, is_debian, locked, main, pack, say, step, unpack
from debian_source import fetch_sources

RELEASE = "bookworm"
TREE = LOCAL / "protobuf"
LAYOUT = 1


def take(source):
    """Copies the headers and what libprotobuf-lite is made of."""
    listing = source / "cmake/libprotobuf-lite.cmake"
    if not listing.exists():
        raise SetupError(f"{source} does not hold the sources of protobuf 3.21")
    text = listing.read_text(encoding="utf-8")
    names = [name for name in re.findall(r"/src/(google/protobuf/\S+\.cc)", text)]
    shutil.rmtree(TREE, ignore_errors=True)
    for path in (source / "src/google/protobuf").rglob("*"):
        relative = path.relative_to(source / "src")
        if path.suffix in (".h", ".inc") or relative.as_posix() in names:
            (TREE / "src" / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, TREE / "src" / relative)
    (TREE / "lite_sources.txt").write_text(" ".join(sorted(set(names))) + "\n", encoding="utf-8")


def lay():
    if (TREE / "lite_sources.txt").exists():
        return
    given = os.environ.get("SARDONYX_PROTOBUF_SOURCE")
    if given:
        take(pathlib.Path(given))
        say(f"protobuf's sources from {given}")
        return
    if not is_debian():
        raise SetupError("set SARDONYX_PROTOBUF_SOURCE to unpacked sources of protobuf v21.12 "
                         "(https://github.com/protocolbuffers/protobuf/releases/tag/v21.12)")
    archive = CACHE / f"protobuf-{RELEASE}-{LAYOUT}.tar.gz"
    with locked("protobuf"):
        if archive.exists():
            with step(f"protobuf's sources from the cache ({archive})"):
                unpack(archive, TREE)
            return
        with step(f"protobuf's sources from Debian {RELEASE} (about 14 MB)"):
            work = LOCAL / "protobuf-source"
            shutil.rmtree(work, ignore_errors=True)
            take(fetch_sources(work, RELEASE, ["protobuf"])["protobuf"])
            shutil.rmtree(work)
            pack(TREE, archive)


if __name__ == "__main__":
    main(lay)
