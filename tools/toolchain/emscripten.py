#!/usr/bin/env python3
"""Finds an Emscripten of version 4 or newer, or lays one under .toolchain/emscripten.

1. An `emcc` on the PATH that is new enough is used as it is (any distribution, macOS).
2. Otherwise, on Debian: its packages of a newer Debian release are fetched from the archive that
   apt is configured with, and the programs are unpacked under the project, together with the C
   library that they were built for. Nothing is installed, no root is needed. The result is kept in
   the cache for other clones.

Writes .toolchain/emscripten.cmake, which cmake/WasmToolchain.cmake reads.
"""

import os
import pathlib
import platform
import re
import shutil
import subprocess

from common import (CACHE, LOCAL, SetupError, fetched, install_packages, is_debian, locked, main,
                    mirrors, pack, run, say, step, unpack)

MINIMUM = (4, 0, 0)
#: Where Debian's Emscripten comes from: newest first; stable's is older than MINIMUM but works.
RELEASES = ("forky", "trixie")
TREE = LOCAL / "emscripten"
SETTINGS = LOCAL / "emscripten.cmake"
#: Changes when the tree is laid differently, so that old cached trees are not used.
LAYOUT = 1

LLVM_PROGRAMS = ("clang", "clang++", "clang-scan-deps", "lld", "wasm-ld", "llvm-ar", "llvm-nm",
                 "llvm-objcopy", "llvm-strip", "llvm-ranlib", "llvm-dwarfdump", "llvm-dwp",
                 "llvm-symbolizer", "llvm-cxxfilt", "llvm-objdump")
#: The flavours of Emscripten's libraries that our links need, built once and kept in the tree.
WARM_UP = (
    ("-O2", "-fwasm-exceptions"),
    ("-O2", "-fwasm-exceptions", "-sSTANDALONE_WASM", "-sALLOW_MEMORY_GROWTH"),
    ("-O2", "-fwasm-exceptions", "-sSTACK_OVERFLOW_CHECK=2", "-sASSERTIONS=1"),
)
WARM_UP_SOURCE = """
#include <cmath>
#include <iostream>
#include <stdexcept>
#include <string>
int main(int argc, char**) {
  try {
    throw std::runtime_error(std::to_string(std::erf(argc)));
  } catch (const std::exception& error) {
    std::cout << error.what();
  }
}
"""


def version_of(emcc):
    """The version that an emcc reports, as a tuple; None when it does not run."""
    try:
        text = subprocess.run([emcc, "--version"], capture_output=True, text=True, timeout=60,
                              check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", text.splitlines()[0] if text else "")
    return tuple(int(part) for part in found.groups()) if found else None


def dotted(version):
    return ".".join(str(part) for part in version)


def write_settings(root, version):
    """Tells CMake where Emscripten is. Unchanged files keep their time."""
    text = (f'set(SARDONYX_EMSCRIPTEN_ROOT "{root}")\n'
            f'set(SARDONYX_EMSCRIPTEN_VERSION "{dotted(version)}")\n')
    if not SETTINGS.exists() or SETTINGS.read_text(encoding="utf-8") != text:
        LOCAL.mkdir(exist_ok=True)
        SETTINGS.write_text(text, encoding="utf-8")


def use_from_path():
    """Takes the emcc on the PATH if it is new enough."""
    emcc = shutil.which("emcc")
    version = version_of(emcc) if emcc else None
    if version is None or version < MINIMUM:
        return False
    root = pathlib.Path(emcc).resolve().parent
    if not (root / "cmake/Modules/Platform/Emscripten.cmake").exists():
        say(f"the emcc on the PATH ({emcc}) is a wrapper without Emscripten's CMake files; not used")
        return False
    write_settings(root, version)
    say(f"Emscripten {dotted(version)} from the PATH ({root})")
    return True


def fetch_debs(release, folder):
    """Downloads Emscripten and all that it needs from a Debian release."""
    errors = []
    for mirror in mirrors():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            run("debootstrap", "--download-only", "--variant=minbase", "--include=emscripten",
                release, folder, mirror, "/usr/share/debootstrap/scripts/sid",
                env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"})
        except SetupError as error:
            errors.append(str(error))
            continue
        debs = sorted(folder.glob("var/cache/apt/archives/*.deb"))
        fetched["emscripten"] = sum(deb.stat().st_size for deb in debs)
        return debs
    raise SetupError("\n".join(errors))


def unpack_debs(debs, folder):
    wanted = re.compile(r"(emscripten|binaryen|clang-|lld-|llvm-|lib|node-acorn|zlib)")
    unwanted = re.compile(r"lib(perl|python|pam|apt|node|asan|tsan|lsan|hwasan)|.*-dev_(?!.*common)")
    for deb in debs:
        is_clang_headers = deb.name.startswith("libclang-common")
        if wanted.match(deb.name) and (is_clang_headers or not unwanted.match(deb.name)):
            run("dpkg-deb", "-x", deb, folder)


def shared_libraries(program, folders, found):
    """Collects the shared libraries that `program` needs, and those that they need."""
    for name in run("patchelf", "--print-needed", program).split():
        if name in found or name.startswith("ld-linux"):
            continue
        for folder in folders:
            if (folder / name).exists():
                found[name] = (folder / name).resolve()
                shared_libraries(found[name], folders, found)
                break
        else:
            raise SetupError(f"{program.name} needs {name}, which no package brought")


def set_interpreter():
    """Lets the programs be started by the C library beside them, wherever the project lies now.

    Their times stay, for ccache.
    """
    interpreter = TREE / "lib/ld.so"
    for program in (TREE / "bin").iterdir():
        if not program.is_symlink():
            times = program.stat()
            run("patchelf", "--set-interpreter", interpreter, program)
            os.utime(program, ns=(times.st_atime_ns, times.st_mtime_ns))


def lay_tree(root):
    """Takes from the unpacked packages what is needed to compile, link and optimise."""
    multiarch = next((root / "usr/lib").glob("*-linux-gnu"))
    llvm = max((root / "usr/lib").glob("llvm-*"), key=lambda path: int(path.name[5:]))
    shutil.rmtree(TREE, ignore_errors=True)
    for name in ("bin", "lib"):
        (TREE / name).mkdir(parents=True)

    programs = [llvm / "bin" / name for name in LLVM_PROGRAMS]
    programs += [path for path in (root / "usr/bin").glob("wasm*") if "-ld" not in path.name]
    libraries = {}
    for program in programs:
        target = program.resolve()
        if program.is_symlink() and target.name != program.name and target in map(
                pathlib.Path.resolve, programs):
            (TREE / "bin" / program.name).symlink_to(target.name)
            continue
        if target.read_bytes()[:4] != b"\x7fELF":
            continue
        shutil.copy2(target, TREE / "bin" / program.name)
        shared_libraries(target, [multiarch, llvm / "lib", root / "usr/lib"], libraries)
    for name, path in libraries.items():
        shutil.copy2(path, TREE / "lib" / name)
    for path in TREE.glob("bin/*"):
        if not path.is_symlink():
            # The old form of rpath: it holds for the libraries that the libraries need, too.
            run("patchelf", "--force-rpath", "--set-rpath", "$ORIGIN/../lib", path)
    interpreter = pathlib.Path(run("patchelf", "--print-interpreter", programs[0].resolve()).strip())
    loader = next(path for path in (multiarch / interpreter.name, root / "usr" / str(interpreter)[1:])
                  if path.exists())
    shutil.copy2(loader.resolve(), TREE / "lib/ld.so")
    set_interpreter()

    shutil.copytree(llvm / "lib/clang", TREE / "lib/clang", symlinks=False)
    scripts = TREE / "emscripten"
    shutil.copytree(root / "usr/share/emscripten", scripts, symlinks=True,
                    ignore=shutil.ignore_patterns("docs", "media", "__pycache__"))
    for module in (root / "usr/share/nodejs").glob("acorn*"):
        shutil.copytree(module, scripts / "node_modules" / module.name, symlinks=False)
    (scripts / ".emscripten").write_text(
        "LLVM_ROOT = '$CFGDIR/../bin'\n"
        "BINARYEN_ROOT = '$CFGDIR/..'\n"
        "CACHE = '$CFGDIR/../cache'\n"
        "NODE_JS = 'node'\n", encoding="utf-8")


def build_libraries():
    """Builds Emscripten's own libraries in the flavours that we link."""
    source = LOCAL / "warm_up.cc"
    source.write_text(WARM_UP_SOURCE, encoding="utf-8")
    for flags in WARM_UP:
        suffix = "wasm" if "-sSTANDALONE_WASM" in flags else "mjs"
        run(TREE / "emscripten/em++", *flags, source, "-o", LOCAL / f"warm_up.{suffix}")
    for path in LOCAL.glob("warm_up.*"):
        path.unlink()


def lay_local():
    """Lays the tree under .toolchain, from the cache or from Debian's archive."""
    emcc = TREE / "emscripten/emcc"
    version = version_of(emcc) if (TREE / "complete").exists() else None
    if version:
        write_settings(TREE / "emscripten", version)
        return
    if not is_debian():
        raise SetupError(f"no emcc of version {dotted(MINIMUM)} or newer on the PATH. Install "
                         "Emscripten (https://emscripten.org/docs/getting_started/downloads.html) "
                         "and put it on the PATH.")
    install_packages(["debootstrap", "patchelf"])
    with locked("emscripten"):
        archive = CACHE / f"emscripten-{platform.machine()}-{LAYOUT}.tar.gz"
        if archive.exists():
            with step(f"Emscripten from the cache ({archive})"):
                unpack(archive, TREE)
                set_interpreter()
        else:
            lay_from_archive(archive)
    version = version_of(emcc)
    if version is None:
        raise SetupError(f"{emcc} does not run")
    (TREE / "complete").touch()
    write_settings(TREE / "emscripten", version)
    say(f"Emscripten {dotted(version)} in {TREE}"
        + ("" if version >= MINIMUM else f" (older than {dotted(MINIMUM)}; the newer did not come)"))


def lay_from_archive(archive):
    failures = []
    for release in RELEASES:
        try:
            with step(f"Emscripten from Debian {release} (about 190 MB) into {TREE}"):
                work = LOCAL / "debs"
                unpack_debs(fetch_debs(release, work), work / "root")
                lay_tree(work / "root")
                shutil.rmtree(work)
            with step("Emscripten's libraries (about a minute)"):
                build_libraries()
            break
        except SetupError as error:
            say(f"  did not work: {error}")
            failures.append(release)
    else:
        raise SetupError(f"no Emscripten from Debian {' or '.join(failures)}")
    with step(f"keeping it in {archive}"):
        pack(TREE, archive)


if __name__ == "__main__":
    main(lambda: use_from_path() or lay_local())
