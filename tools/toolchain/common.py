"""What the set-up scripts share: paths, running programs, apt, the cache, reporting."""

import contextlib
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".toolchain"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "sardonyx"

#: Bytes fetched so far in this process, by what reported them.
fetched = {}


class SetupError(Exception):
    """Something that the user has to know; printed without a traceback."""


def say(text):
    print(f"setup: {text}", flush=True)


@contextlib.contextmanager
def step(text):
    """Announces a step and says how long it took and what it fetched."""
    say(f"{text} ...")
    before, start = sum(fetched.values()), time.monotonic()
    yield
    mb = (sum(fetched.values()) - before) / 1e6
    took = f"{time.monotonic() - start:.0f} s"
    say(f"  done in {took}" + (f", {mb:.0f} MB fetched" if mb >= 0.5 else ""))


def run(*command, **options):
    """Runs a program, its output hidden; on failure the end of the output is the error."""
    command = [str(word) for word in command]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", **options)
    if done.returncode != 0:
        tail = "\n".join(done.stdout.splitlines()[-15:])
        raise SetupError(f"`{' '.join(command)}` failed ({done.returncode}):\n{tail}")
    return done.stdout


def is_debian():
    return shutil.which("dpkg-query") is not None and shutil.which("apt-get") is not None


def missing_packages(packages):
    """Those of `packages` that dpkg does not have installed."""
    query = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\n", *packages],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    installed = {line.split()[1] for line in query.stdout.splitlines() if line.startswith("ii")}
    return [name for name in packages if name not in installed]


def apt_get(*arguments):
    """apt-get as root, through sudo where needed."""
    command = ["apt-get", "-q", "-y", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            raise SetupError(f"needs root or sudo for: {' '.join(command)}")
        command = ["sudo", "DEBIAN_FRONTEND=noninteractive", *command]
    return run(*command, env=environment)


def install_packages(packages):
    """Installs what is missing of `packages`."""
    missing = missing_packages(packages)
    if not missing:
        return
    with step(f"apt packages: {' '.join(missing)}"):
        size = 0
        for attempt in ("as listed", "after update"):
            if attempt == "after update":
                apt_get("update")
            try:
                uris = run("apt-get", "install", "--print-uris", "-q", "-y",
                           "--no-install-recommends", *missing)
                size = sum(int(line.split()[2]) for line in uris.splitlines()
                           if line.startswith("'"))
                apt_get("install", "--no-install-recommends", *missing)
                break
            except SetupError:
                if attempt == "after update":
                    raise
        fetched["apt"] = fetched.get("apt", 0) + size


def mirrors():
    """The Debian archives of this machine's own apt configuration, first the likeliest."""
    targets = run("apt-get", "indextargets", "--format", "$(REPO_URI) $(ORIGIN)", "Created-By: Packages")
    uris = [line.split()[0] for line in targets.splitlines() if line.endswith(" Debian")]
    uris = [uri for uri in dict.fromkeys(uris) if "security" not in uri]
    if not uris:
        raise SetupError("no Debian archive in the apt configuration (run apt-get update first?)")
    return uris


@contextlib.contextmanager
def locked(name):
    """Holds a lock in the cache, so that two clones do not lay the same thing at once."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / f"{name}.lock", "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pack(folder, archive):
    """Stores `folder` as a tar file, appearing whole or not at all."""
    part = archive.with_name(archive.name + ".part")
    with tarfile.open(part, "w:gz", compresslevel=1) as tar:
        tar.add(folder, arcname=".")
    part.rename(archive)


def unpack(archive, folder):
    """The opposite of pack; replaces `folder`."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    run("tar", "-xzf", archive, "-C", part)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def main(function):
    """Runs a script's main function; a SetupError ends it with its text alone."""
    try:
        function()
    except SetupError as error:
        sys.exit(f"setup: {error}")
