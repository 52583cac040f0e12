#!/usr/bin/env python3
"""Writes the images that decode_image is tested with, and what Pillow makes of them.

Usage: make_images.py    (needs the PyPI packages pillow 13.0.0, tifffile 2026.3.3 and numpy)

The images go to tests/fuzz/corpus/decode_image, where the fuzzer finds them too, and the samples
that are expected of them to tests/unit/image/expected, under the same name and .pgm or .ppm.
"""

import pathlib
import struct
import zlib

import numpy as np
import tifffile
from PIL import Image

FOLDER = pathlib.Path(__file__).resolve().parent
IMAGES = FOLDER.parents[1] / "fuzz/corpus/decode_image"
EXPECTED = FOLDER / "expected"

HEIGHT, WIDTH = 19, 37
rng = np.random.default_rng(8121)
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
RGB = np.stack([x * 7, y * 13, (x * y) % 256], axis=-1).astype(np.uint8)
RGB[5:9, 4:20] = rng.integers(0, 256, (4, 16, 3))
GREY = RGB[:, :, 0] ^ RGB[:, :, 1]
BITS = (GREY > 100).astype(np.uint8)
ALPHA = (x * 6 % 256).astype(np.uint8)
RGBA = np.dstack([RGB, ALPHA])
PALETTE = Image.fromarray(RGB).quantize(16)


def save(name, image, **options):
    image.save(IMAGES / name, **options)
    keep(name)


def keep(name, expected=None):
    """Stores what Pillow reads from an image, or `expected`."""
    if expected is None:
        image = Image.open(IMAGES / name)
        if image.mode in ("1", "LA"):
            image = image.convert("L")
        expected = np.array(image if image.mode == "L" else image.convert("RGB"))
    grey = expected.ndim == 2
    head = f"P{5 if grey else 6}\n{expected.shape[1]} {expected.shape[0]}\n255\n".encode()
    (EXPECTED / f"{name}{'.pgm' if grey else '.ppm'}").write_bytes(head + expected.tobytes())


def write(name, data, expected=None):
    (IMAGES / name).write_bytes(data)
    keep(name, expected)


def png():
    rgb = Image.fromarray(RGB)
    save("rgb.png", rgb)
    save("grey.png", Image.fromarray(GREY))
    save("rgba.png", Image.fromarray(RGBA))
    save("grey_alpha.png", Image.fromarray(np.dstack([GREY, ALPHA]), "LA"))
    save("palette.png", PALETTE, bits=4)
    save("bits.png", Image.fromarray(BITS * 255).convert("1"))
    # Adam7, whose passes of this size are partly empty, and 16 bits: Pillow writes neither.
    wide = np.dstack([RGB, RGB ^ 0x55]).reshape(HEIGHT, WIDTH, 2, 3).swapaxes(2, 3)
    rows = b"".join(b"\0" + row.tobytes() for row in wide)
    write("rgb16.png", png_file(16, 0, rows))
    rows = b""
    for x0, y0, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                           (1, 0, 2, 2), (0, 1, 1, 2)):
        rows += b"".join(b"\0" + row.tobytes() for row in RGB[y0::dy, x0::dx])
    write("interlaced.png", png_file(8, 1, rows))


def png_file(bits, interlace, rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, bits, 2, 0, 0, interlace)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def jpeg():
    rgb = Image.fromarray(RGB)
    save("420.jpg", rgb, quality=80)
    save("422.jpg", rgb, quality=80, subsampling="4:2:2")
    save("444.jpg", rgb, quality=95, subsampling="4:4:4")
    save("progressive.jpg", rgb, quality=80, progressive=True)
    save("restart.jpg", rgb, quality=60, restart_marker_blocks=2)
    save("grey.jpg", Image.fromarray(GREY), quality=80)
    save("cmyk.jpg", rgb.convert("CMYK"), quality=90)


def jpeg2000():
    rgb = Image.fromarray(RGB)
    save("lossless.jp2", rgb)
    save("lossy.jp2", rgb, irreversible=True, quality_mode="rates", quality_layers=[4])
    save("tiles.j2k", rgb, tile_size=(16, 16), num_resolutions=3)
    save("grey.jp2", Image.fromarray(GREY))
    save("rgba.jp2", Image.fromarray(RGBA))
    save("grey_lossy.j2k", Image.fromarray(GREY), irreversible=True, progression="RPCL")


def webp():
    save("lossy.webp", Image.fromarray(RGB), quality=80)
    save("lossless.webp", Image.fromarray(RGB), lossless=True)
    save("alpha.webp", Image.fromarray(RGBA), quality=70)
    save("lossless_alpha.webp", Image.fromarray(RGBA), lossless=True, exact=True)


def bmp():
    save("rgb.bmp", Image.fromarray(RGB))
    save("grey.bmp", Image.fromarray(GREY))
    keep("grey.bmp", np.dstack([GREY] * 3))
    save("palette.bmp", PALETTE)
    save("bits.bmp", Image.fromarray(BITS * 255).convert("1"))
    keep("bits.bmp", np.dstack([BITS * 255] * 3))
    for name in ("grey.bmp", "bits.bmp"):
        (EXPECTED / f"{name}.pgm").unlink()
    save("rgba.bmp", Image.fromarray(RGBA))
    words = (RGB[:, :, 0] >> 3 << 10 | RGB[:, :, 1].astype(np.uint16) >> 3 << 5 | RGB[:, :, 2] >> 3)
    write("555.bmp", bmp_file(16, 0, rows16(words.astype("<u2"))))
    words = (RGB[:, :, 0].astype(np.uint16) >> 3 << 11 | RGB[:, :, 1].astype(np.uint16) >> 2 << 5
             | RGB[:, :, 2] >> 3)
    masks = struct.pack("<III", 0xF800, 0x07E0, 0x001F)
    write("565.bmp", bmp_file(16, 3, rows16(words.astype("<u2")), masks))
    top = bytearray(bmp_file(16, 0, rows16(words.astype("<u2"))))
    top[22:26] = struct.pack("<i", -HEIGHT)
    write("top_down.bmp", bytes(top))
    table = b"".join(bytes([i * 3 % 256, i * 5 % 256, i, 0]) for i in range(256))
    runs = b""
    for row in GREY[::-1]:
        runs += bytes([0, 9, *row[:9], 0])
        for value in row[9:30]:
            runs += bytes([1, value])
        runs += bytes([7, row[30], 0, 0])
    write("rle8.bmp", bmp_file(8, 1, runs + b"\0\1", table))
    steps = bytes([3, 7, 0, 2, 5, 4, 40, 9, 0, 0, 2, 200, 0, 1])
    indices = np.zeros((HEIGHT, WIDTH), np.uint8)  # Pillow does not fill what steps leave out
    indices[0, :3], indices[4, 8:], indices[5, :2] = 7, 9, 200
    colours = np.frombuffer(table, np.uint8).reshape(256, 4)[:, 2::-1]
    write("rle8_steps.bmp", bmp_file(8, 1, steps, table), colours[indices[::-1]])
    nibbles = b"".join(bytes([5, 0x12, 0, 3, 0x34, 0x50, 29, 0x67, 0, 0]) for _ in range(HEIGHT))
    write("rle4.bmp", bmp_file(4, 2, nibbles + b"\0\1", table[:64]))


def rows16(words):
    return b"".join(row.tobytes() + b"\0" * (-2 * WIDTH % 4) for row in words[::-1])


def bmp_file(bits, compression, pixels, extra=b""):
    start = 14 + 40 + len(extra)
    return (struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start)
            + struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT, 1, bits, compression, len(pixels),
                          0, 0, 0, 0) + extra + pixels)


def pnm():
    head = f"\n# a comment\n{WIDTH} {HEIGHT}\n".encode()
    write("raw.ppm", b"P6" + head + b"255\n" + RGB.tobytes())
    write("raw.pgm", b"P5" + head + b"255\n" + GREY.tobytes())
    packed = np.packbits(BITS, axis=1)
    write("raw.pbm", b"P4" + head + packed.tobytes())
    write("text.ppm", b"P3" + head + b"255\n" + text(RGB))
    write("text.pgm", b"P2" + head + b"255\n" + text(GREY))
    write("text.pbm", b"P1" + head + text(BITS))
    write("small_range.ppm", b"P6" + head + b"31\n" + (RGB >> 3).tobytes())
    write("wide.ppm", b"P6" + head + b"65535\n" + (RGB.astype(">u2") * 257).tobytes())


def text(values):
    return "\n".join(" ".join(map(str, row)) for row in values.reshape(HEIGHT, -1)).encode() + b"\n"


def tiff():
    rgb, grey = Image.fromarray(RGB), Image.fromarray(GREY)
    save("raw.tif", rgb)
    save("grey.tif", grey)
    save("rgba.tif", Image.fromarray(RGBA))
    save("bits.tif", Image.fromarray(BITS * 255).convert("1"))
    save("palette.tif", PALETTE)
    save("cmyk.tif", rgb.convert("CMYK"))
    save("lzw.tif", rgb, compression="tiff_lzw")
    save("lzw_differences.tif", rgb, compression="tiff_lzw", tiffinfo={317: 2})
    save("packbits.tif", grey, compression="packbits")
    save("deflate.tif", rgb, compression="tiff_adobe_deflate", tiffinfo={317: 2})
    noise = rng.integers(0, 256, (64, 80, 3), dtype=np.uint8)  # fills the table of LZW
    save("lzw_long.tif", Image.fromarray(noise), compression="tiff_lzw")

    def write_tiff(name, data, expected=None, **options):
        tifffile.imwrite(IMAGES / name, data, metadata=None, **options)
        keep(name, expected)

    write_tiff("big_endian.tif", RGB, byteorder=">", photometric="rgb", rowsperstrip=5)
    write_tiff("planar.tif", RGB.transpose(2, 0, 1), photometric="rgb", planarconfig="separate",
               rowsperstrip=4)
    write_tiff("tiles.tif", RGB, photometric="rgb", tile=(16, 16))
    write_tiff("tiles_deflate.tif", RGB, photometric="rgb", tile=(16, 16), compression="zlib")
    wide = RGB.astype(np.uint16) << 8 | 0x5a
    write_tiff("rgb16.tif", wide, RGB, photometric="rgb", byteorder=">")
    write_tiff("differences16.tif", wide, RGB, photometric="rgb", byteorder="<",
               compression="zlib", predictor=2)
    write_tiff("white_is_zero.tif", GREY, photometric="miniswhite")


if __name__ == "__main__":
    for folder in (IMAGES, EXPECTED):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
    for make in (png, jpeg, jpeg2000, webp, bmp, pnm, tiff):
        make()
