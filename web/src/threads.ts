// The threads of a session: how many, what they share, and the workers that they run in.

import { hasThreads } from './detect.js';
import { env, showsWarnings } from './env.js';
import { nodeModule } from './platform.js';
import { WorkerHost } from './worker-host.js';
import type { WorkerTask } from './worker.js';

const kMostByDefault = 8;
/** ThreadPool::kMostThreads. */
const kMost = 64;

const warned = new Set<string>();

/** Warns once: all sessions of a page would say the same. */
function warn(text: string): void {
  if (warned.has(text) || !showsWarnings()) return;
  warned.add(text);
  console.warn(`sardonyx: ${text}`);
}

function cores(): number {
  const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } };
  const os = nodeModule<{ availableParallelism(): number }>('node:os');
  return os?.availableParallelism() ?? navigator?.hardwareConcurrency ?? 1;
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/** The threads of a session whose options ask for `requested`, itself included. */
export function threadCount(requested?: number): number {
  const wanted = [requested, env.wasm.numThreads].find(isCount);
  if (hasThreads()) return Math.min(wanted ?? Math.min(cores(), kMostByDefault), kMost);
  if (wanted !== undefined && wanted > 1) {
    warn(
      `${wanted} threads are asked for, but pages have shared memory only if they are served with ` +
        'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp; ' +
        'sessions run on one thread',
    );
  }
  return 1;
}

/** Memory for threads to share, as large as the engine grants. */
export function sharedMemory(): WebAssembly.Memory {
  // What cmake/SardonyxWasm.cmake sets as the smallest and the largest.
  const initial = 64;
  for (let maximum = 65536; ; maximum /= 2) {
    try {
      return new WebAssembly.Memory({ initial, maximum, shared: true });
    } catch (error) {
      // Some engines refuse what they could not give in full.
      if (maximum <= 4096) throw error;
    }
  }
}

/** Whether the calling thread may block; a window's must not. */
export function maySleep(): boolean {
  try {
    // Returns at once, where it is allowed, as the value is another.
    return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0) === 'not-equal';
  } catch {
    return false;
  }
}

/** The workers of one session. They need not be there for it to run. */
export class Workers {
  private readonly hosts: WorkerHost[] = [];

  /** Starts so many. */
  constructor(count: number) {
    const failed = (reason: string) =>
      warn(`cannot start a worker (${reason}); sessions run without its help`);
    for (let i = 0; i < count; ++i) this.hosts.push(new WorkerHost(failed));
  }

  get count(): number {
    return this.hosts.length;
  }

  /** Gives each its task; threads count from 1. */
  post(taskOf: (index: number) => WorkerTask): void {
    this.hosts.forEach((host, i) => host.post(taskOf(i + 1)));
  }

  /** Is done when they are gone. */
  async end(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.end()));
  }
}
