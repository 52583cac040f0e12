// What a worker runs: one thread of a session. This file is a program of its own, which imports
// nothing: threads.ts also starts it from its text.

/** What a worker is told, once. */
export interface WorkerTask {
  module: WebAssembly.Module;
  /** The session's memory. */
  memory: WebAssembly.Memory;
  /** Which thread this is; the session itself is thread 0. */
  index: number;
  /** The address after the thread's stack. */
  stackEnd: number;
  /** A block for its thread-local variables. */
  locals: number;
}

/** What it answers: that it is there, and, if ever, why it has ended. */
export type WorkerAnswer = { ready: true } | { failed: string };

interface Exports {
  __stack_pointer: WebAssembly.Global;
  __wasm_init_tls(block: number): void;
  sx_worker_main(index: number): void;
  sx_worker_failed(index: number): void;
}

function serve(task: WorkerTask, answer: (message: WorkerAnswer) => void): void {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(task.module)) {
    (imports[from] ??= {})[name] =
      kind === 'memory'
        ? task.memory
        : () => {
            throw new Error(`${name} was called by a worker`);
          };
  }
  let exports: Exports | undefined;
  try {
    const instance = new WebAssembly.Instance(task.module, imports);
    exports = instance.exports as unknown as Exports;
    exports.__stack_pointer.value = task.stackEnd;
    exports.__wasm_init_tls(task.locals);
    answer({ ready: true });
    exports.sx_worker_main(task.index);
  } catch (error) {
    exports?.sx_worker_failed(task.index);
    answer({ failed: String(error) });
  }
}

interface Port {
  once(event: 'message', listener: (message: WorkerTask) => void): void;
  postMessage(message: WorkerAnswer): void;
}

const { process } = globalThis as {
  process?: { getBuiltinModule?: (name: string) => { parentPort: Port | null } };
};
const port = process?.getBuiltinModule?.('node:worker_threads').parentPort;
if (port) {
  port.once('message', (task) => serve(task, (message) => port.postMessage(message)));
} else {
  globalThis.onmessage = ({ data }: MessageEvent<WorkerTask>) =>
    serve(data, (message) => globalThis.postMessage(message));
}
