"""Brings the sources of the image decoders to .toolchain/codecs, for all builds.

libjpeg-turbo, libwebp, OpenJPEG and LodePNG, of the versions that Debian 12 has. The native build
compiles the same sources as the one for WebAssembly, so that the sanitizers see them. Elsewhere
SARDONYX_CODEC_SOURCES names a folder that holds their unpacked releases in folders of the packages'
names (see PACKAGES).
"""

import os
import pathlib
import re
import shutil

from common import CACHE, LOCAL, SetupError, is_debian, locked, main, pack, say, step, unpack
from debian_source import fetch_sources

RELEASE = "bookworm"
TREE = LOCAL / "codecs"
#: Changes when the tree is laid differently, so that old cached trees are not used.
LAYOUT = 4

#: Debian's package: where its sources lie in it, and the version that they say they are.
PACKAGES = {
    "libjpeg-turbo": (".", "CMakeLists.txt", r"set\(VERSION 2\.1\.5\)"),
    "libwebp": ("src", "configure.ac", r"AC_INIT\(\[libwebp\], \[1\.2\.4\]"),
    "openjpeg2": ("src/lib/openjp2", "CMakeLists.txt", r"OPENJPEG_VERSION_MINOR 5\)"),
    "lodepng": (".", "lodepng.cpp", r"LodePNG version (20220618)"),
}

#: (file, pattern, replacement): what is left out of the decoders, for their size.
EDITS = [
    # Ways of decoding that the defaults do not take.
    ("libjpeg-turbo/jmorecfg.h",
     r"#define (DCT_IFAST|DCT_FLOAT|SAVE_MARKERS|IDCT_SCALING|UPSAMPLE_MERGING|QUANT_1PASS|QUANT_2PASS)"
     r"_SUPPORTED", r"#undef \1_SUPPORTED"),
    # A second copy of every coding pass, for blocks of 64x64: a third of OpenJPEG's code.
    ("openjpeg2/t1.c", r"t1->w == 64 && t1->h == 64", "0"),
    # The arithmetic decoder in the place of each of its calls, of which macros make hundreds.
    ("openjpeg2/mqc_inl.h", r"register ", ""),
    ("openjpeg2/t1.c", r"opj_mqc_decode_macro\((\w+), mqc, curctx, a, c, ct\)",
     r"\1 = decode_decision(mqc, curctx, &a, &c, &ct)"),
    ("openjpeg2/t1.c", r'#include "t1_luts.h"', """#include "t1_luts.h"

static __attribute__((noinline)) OPJ_UINT32 decode_decision(
    opj_mqc_t* mqc, const opj_mqc_state_t** curctx, OPJ_UINT32* a_at, OPJ_UINT32* c_at,
    OPJ_UINT32* ct_at) {
  OPJ_UINT32 d, a = *a_at, c = *c_at, ct = *ct_at;
  opj_mqc_decode_macro(d, mqc, curctx, a, c, ct);
  *a_at = a;
  *c_at = c;
  *ct_at = ct;
  return d;
}
"""),
    # Decoding of a part of an image.
    *((f"openjpeg2/{name}.c", r"\w+->whole_tile_decoding(?! =)", "OPJ_TRUE")
      for name in ("dwt", "j2k", "t1", "tcd")),
    # Nobody reads the messages: their texts are a fifth of OpenJPEG.
    ("openjpeg2/event.h", r"#endif /\* OPJ_EVENT_H \*/",
     "#define opj_event_msg(...) OPJ_TRUE\n\n#endif /* OPJ_EVENT_H */"),
    ("openjpeg2/event.c", r'#include "opj_includes.h"', '#include "opj_includes.h"\n#undef opj_event_msg'),
]

#: What the libraries' own build systems would have written.
SETTINGS = {
    "libjpeg-turbo/jconfig.h": """
#define JPEG_LIB_VERSION 62
#define LIBJPEG_TURBO_VERSION 2.1.5
#define LIBJPEG_TURBO_VERSION_NUMBER 2001005
#define D_ARITH_CODING_SUPPORTED 1
#define MEM_SRCDST_SUPPORTED 1
#define BITS_IN_JSAMPLE 8
""",
    "libjpeg-turbo/jconfigint.h": """
#define BUILD ""
#define INLINE inline
#define THREAD_LOCAL
#define PACKAGE_NAME "libjpeg-turbo"
#define VERSION "2.1.5"
#define SIZEOF_SIZE_T __SIZEOF_SIZE_T__
#define FALLTHROUGH __attribute__((fallthrough));
""",
    # A file of this name also keeps libwebp from code for the instructions of the machine at hand.
    "libwebp/src/webp/config.h": """
#define WEBP_REDUCE_SIZE 1
#define WEBP_REDUCE_CSP 1
""",
    "openjpeg2/opj_config.h": """
#define OPJ_HAVE_STDINT_H 1
#define OPJ_HAVE_INTTYPES_H 1
#define OPJ_VERSION_MAJOR 2
#define OPJ_VERSION_MINOR 5
#define OPJ_VERSION_BUILD 0
""",
    "openjpeg2/opj_config_private.h": """
#define OPJ_PACKAGE_VERSION "2.5.0"
#define OPJ_HAVE_INTTYPES_H 1
""",
}


def take(package, source):
    """Copies a library's C files, after a look at its version."""
    folder, listing, version = PACKAGES[package]
    text = (source / listing).read_text(encoding="utf-8") if (source / listing).exists() else ""
    if not re.search(version, text):
        raise SetupError(f"{source} does not hold the sources of {package} that are wanted ({version})")
    for path in (source / folder).rglob("*"):
        if path.suffix in (".h", ".c", ".cpp"):
            # libwebp includes its files by their paths from the package's root.
            relative = path.relative_to(source if package == "libwebp" else source / folder)
            target = TREE / package / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
    for path in [*source.glob("LICENSE*"), *source.glob("COPYING*")]:
        shutil.copy2(path, TREE / package / "LICENSE")


def take_all(sources):
    """Lays the tree from {package: folder}; it is complete when its stamp is there."""
    shutil.rmtree(TREE, ignore_errors=True)
    for package, source in sources.items():
        take(package, source)
    for name, pattern, replacement in EDITS:
        path = TREE / name
        text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8", errors="replace"))
        if count == 0:
            raise SetupError(f"{name} has no {pattern} to replace")
        path.write_text(text, encoding="utf-8")
    for name, text in SETTINGS.items():
        (TREE / name).write_text(text.lstrip(), encoding="utf-8")
    (TREE / "stamp").write_text(f"{LAYOUT}\n", encoding="utf-8")


def lay():
    stamp = TREE / "stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == f"{LAYOUT}\n":
        return
    given = os.environ.get("SARDONYX_CODEC_SOURCES")
    if given:
        take_all({package: pathlib.Path(given) / package for package in PACKAGES})
        say(f"image decoders' sources from {given}")
        return
    if not is_debian():
        raise SetupError("set SARDONYX_CODEC_SOURCES to a folder with the unpacked sources of "
                         "libjpeg-turbo 2.1.5, libwebp 1.2.4, openjpeg2 2.5 and lodepng of 2022, each "
                         f"in a folder named as here: {', '.join(PACKAGES)}")
    archive = CACHE / f"codecs-{RELEASE}-{LAYOUT}.tar.gz"
    with locked("codecs"):
        if archive.exists():
            with step(f"image decoders' sources from the cache ({archive})"):
                unpack(archive, TREE)
            return
        with step(f"image decoders' sources from Debian {RELEASE} (about 18 MB)"):
            work = LOCAL / "codec-sources"
            shutil.rmtree(work, ignore_errors=True)
            take_all(fetch_sources(work, RELEASE, list(PACKAGES)))
            shutil.rmtree(work)
            pack(TREE, archive)


if __name__ == "__main__":
    main(lay)
