// What this machine's core can do in WebAssembly at most, measured by bench/micro/ceiling_bench.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const kHasRelaxed = WebAssembly.validate(
  // A function that adds relaxed multiply-adds: (func (param v128) (result v128) ...).
  Uint8Array.of(
    0,
    97,
    115,
    109,
    1,
    0,
    0,
    0,
    1,
    6,
    1,
    96,
    1,
    123,
    1,
    123,
    3,
    2,
    1,
    0,
    10,
    13,
    1,
    11,
    0,
    32,
    0,
    32,
    0,
    32,
    0,
    253,
    133,
    2,
    11,
  ),
);

/** The variant of the module that this engine gets. */
export const variant = kHasRelaxed ? 'relaxed' : 'simd';

/** {'GFLOP/s', 'GB/s' (within L2), memory: GB/s beyond the caches}, or {} with a hint where the program is not built. */
export function ceiling() {
  const program = fileURLToPath(
    new URL(`../../build/wasm/ceiling_bench_${variant}.cjs`, import.meta.url),
  );
  if (!existsSync(program)) {
    console.log(`no share of the ceiling: ninja -C build/wasm ceiling_bench_${variant}`);
    return {};
  }
  const { stdout, status } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed`);
  const { tiles, copy } = JSON.parse(stdout);
  return { 'GFLOP/s': Math.max(...Object.values(tiles)), 'GB/s': copy.l2, memory: copy.memory };
}
