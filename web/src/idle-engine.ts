// What becomes of the engines of released sessions. The pages of a memory that has been in use need
// not be asked of the system once more, which is most of the time of loading a model; so the last
// engine is kept for a while, for a session that may follow.

import { loadBinary } from './binary.js';
import { Engine } from './engine.js';
import { env } from './env.js';

/** Milliseconds, unless env.wasm.keepMemory says otherwise. */
const kKeptFor = 5000;
/** Bytes beyond which memory is not kept. */
const kMostKept = 2 ** 30;
/** A session gets no memory that is larger than this, or than this many times its model. */
const kSmall = 64 * 2 ** 20;
const kModelsInMemory = 3;

let idle: { engine: Engine; timer: ReturnType<typeof setTimeout> } | undefined;

/** The idle engine, which is idle no more. */
function take(): Engine | undefined {
  const engine = idle?.engine;
  clearTimeout(idle?.timer);
  idle = undefined;
  return engine;
}

/**
 * An engine with so many threads for a model of `size` bytes, as far as they are known: the idle
 * one if it fits, or a new one.
 */
export async function engineFor(threads: number, size: () => Promise<number>): Promise<Engine> {
  if (idle?.engine.threads === threads) {
    const [module, bytes] = await Promise.all([loadBinary(threads > 1), size()]);
    // Another session may have taken it in the meantime.
    const engine = idle?.engine;
    if (
      engine?.module === module &&
      engine.threads === threads &&
      engine.memorySize <= Math.max(kSmall, kModelsInMemory * bytes)
    ) {
      take();
      engine.restart();
      return engine;
    }
  }
  return Engine.create(threads);
}

/** Takes back an engine in which nothing is left. */
export async function retire(engine: Engine): Promise<void> {
  const { keepMemory = kKeptFor } = env.wasm;
  if (engine.crashed || !(keepMemory > 0) || engine.memorySize > kMostKept) {
    await engine.release();
    return;
  }
  const last = take();
  const timer = setTimeout(() => void take()?.release(), keepMemory);
  // A program that has nothing else to do ends.
  (timer as { unref?: () => void }).unref?.();
  idle = { engine, timer };
  await last?.release();
}
