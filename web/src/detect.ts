// What the engine can do, found by validating modules of a few bytes.

/** A module with one function of this type and body. */
function probe(type: readonly number[], body: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, type.length + 1, 0x01, ...type],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x0a, body.length + 4, 0x01, body.length + 2, 0x00, ...body, 0x0b],
  ]);
}

function validates(type: readonly number[], body: readonly number[]): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(probe(type, body));
}

const kV128 = 0x7b;

/** Fixed-width SIMD: i8x16.splat of a constant. */
export const hasSimd = (): boolean => validates([0x60, 0, 1, kV128], [0x41, 0x00, 0xfd, 0x0f]);

/** Relaxed SIMD: f32x4.relaxed_madd of the parameter with itself. */
export const hasRelaxedSimd = (): boolean =>
  validates([0x60, 1, kV128, 1, kV128], [0x20, 0, 0x20, 0, 0x20, 0, 0xfd, 0x85, 0x02]);

/** WebAssembly exceptions in the form that the binaries use: try, catch_all, end. */
export const hasExceptions = (): boolean => validates([0x60, 0, 0], [0x06, 0x40, 0x19, 0x0b]);

/** Memory that threads share: the page must be allowed to, and the engine must have atomics. */
export function hasThreads(): boolean {
  const { crossOriginIsolated } = globalThis as { crossOriginIsolated?: boolean };
  return (
    typeof SharedArrayBuffer === 'function' &&
    crossOriginIsolated !== false &&
    // atomic.fence
    validates([0x60, 0, 0], [0xfe, 0x03, 0x00])
  );
}
