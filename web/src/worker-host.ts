// Starts workers, of a browser or of Node.js.

import { nodeModule } from './platform.js';
import type { WorkerAnswer, WorkerTask } from './worker.js';

/** The text of worker.js, which build.mjs puts here. */
declare const kWorkerText: string;

/** A worker that has been started, though it may yet fail. */
interface Thread {
  post(task: WorkerTask): void;
  end(): Promise<unknown> | void;
}

interface Events {
  answered(answer: WorkerAnswer): void;
  failed(reason: string): void;
}

type WayToStart = (events: Events) => Thread;

/** A Worker of node:worker_threads. */
interface NodeWorker {
  on(event: string, listener: (value: never) => void): void;
  postMessage(message: unknown): void;
  terminate(): Promise<number>;
  unref(): void;
}
type NodeWorkerClass = new (code: URL | string, options: object) => NodeWorker;

function ofNode(worker: NodeWorker, events: Events): Thread {
  worker.on('message', (answer: WorkerAnswer) => events.answered(answer));
  worker.on('error', (error: Error) => events.failed(error.message));
  // A program that has nothing else to do ends.
  worker.unref();
  return { post: (task) => worker.postMessage(task), end: () => worker.terminate() };
}

function ofBrowser(worker: Worker, events: Events): Thread {
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => events.answered(data);
  worker.onerror = (event) => {
    event.preventDefault();
    events.failed(event.message || 'its script could not be loaded');
  };
  return { post: (task) => worker.postMessage(task), end: () => worker.terminate() };
}

/** The ways to start a worker; the second is for where the first does not work. */
function waysToStart(): WayToStart[] {
  const node = nodeModule<{ Worker: NodeWorkerClass }>('node:worker_threads');
  if (typeof Worker !== 'function' && node) {
    const options = { execArgv: [] };
    return [
      (events) => ofNode(new node.Worker(new URL('./worker.js', import.meta.url), options), events),
      (events) => ofNode(new node.Worker(kWorkerText, { ...options, eval: true }), events),
    ];
  }
  return [
    // Bundlers find the script by this form, so it stays as it is.
    (events) =>
      ofBrowser(new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }), events),
    // For bundlers that leave worker.js behind, and for scripts from another origin. A content
    // security policy may forbid it.
    (events) => {
      const url = URL.createObjectURL(new Blob([kWorkerText], { type: 'text/javascript' }));
      const settled =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          URL.revokeObjectURL(url);
          then(value);
        };
      return ofBrowser(new Worker(url), {
        answered: settled(events.answered),
        failed: settled(events.failed),
      });
    },
  ];
}

/** A worker. If it cannot be started, `failed` is told why and nothing else happens. */
export class WorkerHost {
  private readonly ways = waysToStart();
  private thread: Thread | undefined;
  private task: WorkerTask | undefined;
  private settled = false;

  constructor(private readonly failed: (reason: string) => void) {
    this.start();
  }

  /** Gives the worker its task, now or when it is there. */
  post(task: WorkerTask): void {
    if (this.settled) return;
    this.task = task;
    try {
      this.thread?.post(task);
    } catch (error) {
      this.fail(error);
    }
  }

  async end(): Promise<void> {
    const { thread } = this;
    this.settled = true;
    this.thread = undefined;
    this.task = undefined;
    await thread?.end();
  }

  private start(): void {
    const way = this.ways.shift()!;
    try {
      this.thread = way({
        answered: (answer) => {
          if ('failed' in answer) this.fail(answer.failed);
          this.settled = true;
          this.task = undefined;
        },
        failed: (reason) => this.fail(reason),
      });
    } catch (error) {
      this.fail(error);
      return;
    }
    if (this.task) this.post(this.task);
  }

  private fail(reason: unknown): void {
    // What happens later is seen by the run that it happens to.
    if (this.settled) return;
    void this.thread?.end();
    this.thread = undefined;
    if (this.ways.length > 0) {
      this.start();
    } else {
      void this.end();
      this.failed(String(reason));
    }
  }
}
