"""The files of the project, as git sees them."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tracked(*suffixes):
    """Paths from the root of all files that are in git or would be added, by suffix."""
    listing = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                             cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = sorted(set(name for name in listing.split("\0") if name))
    return [name for name in names if name.endswith(suffixes or "") and (ROOT / name).is_file()]
