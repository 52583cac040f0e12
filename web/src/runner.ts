// What a Session needs of whoever runs the model. Today that is an engine on the calling thread; a
// worker can stand in its place.

import { NativeModel } from './abi.js';
import type { NativeOptions, NativeSession } from './abi.js';
import { encodeValue } from './codec.js';
import type { NumericArray } from './dtype.js';
import type { Engine } from './engine.js';
import { SardonyxError } from './errors.js';
import { givenSize, provideExternalData } from './external.js';
import type { ExternalDataFile } from './external.js';
import { engineFor, retire } from './idle-engine.js';
import type { Description } from './metadata.js';
import { openSource, readInto, withOrigin } from './source.js';
import type { NodeTime } from './profile.js';
import type { FileSource, OpenedSource, ReadOptions } from './source.js';
import { TensorImpl } from './tensor-impl.js';
import { checkTensor, isTensorLike } from './value.js';
import type { OnnxValue, TensorLike } from './value.js';

/** Runs one model. Runs happen one after the other, in the order in which they were asked for. */
export interface Runner {
  readonly description: Description;
  /**
   * `feeds` has an entry per input, undefined where its default is meant. `fetches` are indices of
   * outputs, each at most once; without, all outputs come. A result goes into the tensor of
   * `targets` at its position, where there is one.
   */
  run(
    feeds: readonly unknown[],
    fetches: readonly number[] | undefined,
    targets: readonly (TensorLike | null)[] | undefined,
  ): OnnxValue[] | Promise<OnnxValue[]>;
  startProfile(): void | Promise<void>;
  endProfile(): NodeTime[] | Promise<NodeTime[]>;
  /** How many pieces of work each thread has done so far; empty without threads. */
  threadTasks(): number[];
  release(): void | Promise<void>;
}

export interface LoadOptions extends ReadOptions {
  native: Omit<NativeOptions, 'threads'>;
  /** Threads to run on, the calling one included. */
  threads: number;
  externalData: readonly ExternalDataFile[];
  /** Whether an output's results stay in the engine's memory. */
  keeps: (output: string) => boolean;
}

/** Runs on the calling thread: one run is over before the next can start. */
class InPlaceRunner implements Runner {
  private session: NativeSession | undefined;
  readonly description: Description;
  /** Per output. */
  private readonly keeps: readonly boolean[];

  constructor(session: NativeSession, keeps: LoadOptions['keeps']) {
    this.session = session;
    this.description = session.description;
    this.keeps = this.description.outputs.map(({ name }) => keeps(name));
  }

  run(
    feeds: readonly unknown[],
    fetches: readonly number[] | undefined,
    targets: readonly (TensorLike | null)[] | undefined,
  ): OnnxValue[] {
    const { session } = this;
    if (!session) throw new SardonyxError('RELEASED', 'the session was released');
    const kept: number[] = [];
    try {
      for (let index = 0; index < feeds.length; ++index) {
        if (this.feed(session, index, feeds[index])) kept.push(index);
      }
      session.run(fetches);
    } finally {
      // The session shall not hold on to what its user disposes of.
      if (!session.engine.crashed) kept.forEach((index) => session.feedValue(index));
    }
    const results: OnnxValue[] = [];
    const count = fetches?.length ?? this.description.outputs.length;
    for (let position = 0; position < count; ++position) {
      const index = fetches?.[position] ?? position;
      const target = targets?.[position];
      if (target) {
        this.writeOutput(session, position, target, this.description.outputs[index]!.name);
        results.push(target as OnnxValue);
      } else {
        const tensor = this.keeps[index] ? session.keepOutput(position) : undefined;
        results.push(tensor ?? session.output(position)!);
      }
    }
    return results;
  }

  startProfile(): void {
    this.session?.startProfile();
  }

  endProfile(): NodeTime[] {
    return this.session?.endProfile() ?? [];
  }

  threadTasks(): number[] {
    return this.session?.engine.threadTasks() ?? [];
  }

  async release(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    if (!session) return;
    // What has crashed cannot be tidied up, only dropped.
    if (!session.engine.crashed) session.release();
    await retire(session.engine);
  }

  private writeOutput(
    session: NativeSession,
    position: number,
    target: TensorLike,
    name: string,
  ): void {
    const result = session.output(position, (type, dims) =>
      arrayFor(target, type.name, dims, name),
    );
    if (result !== undefined) {
      throw new SardonyxError(
        'INVALID_ARGUMENT',
        `output '${name}' cannot be written into a tensor`,
      );
    }
  }

  /** Returns whether the value was not copied. */
  private feed(session: NativeSession, index: number, value: unknown): boolean {
    if (value === undefined) {
      session.feedValue(index);
      return false;
    }
    const kept = value instanceof TensorImpl ? value.keptIn(session.engine) : undefined;
    if (kept) {
      session.feedKept(index, kept);
      return true;
    }
    const { name, type } = this.description.inputs[index]!;
    const what = `input '${name}'`;
    if (type.kind === 'tensor' && isTensorLike(value)) {
      const tensor = checkTensor(value, what);
      if (tensor.type.array) {
        session.feed(index, tensor.type, tensor.dims, tensor.data as NumericArray);
        return false;
      }
    }
    session.feedValue(index, encodeValue(value, type, what));
    return false;
  }
}

/** The array of a tensor that the caller made for an output. */
function arrayFor(
  target: TensorLike,
  type: string,
  dims: readonly number[],
  name: string,
): NumericArray {
  const given = checkTensor(target, `the tensor for output '${name}'`);
  if (target.type !== type || given.dims.join() !== dims.join()) {
    throw new SardonyxError(
      'INVALID_ARGUMENT',
      `output '${name}' is ${type}[${dims.join()}], but the tensor given for it is ` +
        `${target.type}[${given.dims.join()}]`,
    );
  }
  return given.data as NumericArray;
}

/** Loads a model into `engine`. */
async function load(engine: Engine, opened: OpenedSource, options: LoadOptions): Promise<Runner> {
  const { pointer, size } = await readInto(engine, opened, options);
  // Reading a model changes its bytes.
  const head = engine.u8.slice(pointer, pointer + Math.min(size, 64));
  try {
    const model = new NativeModel(engine, pointer, size);
    await provideExternalData(engine, model, opened.location, options.externalData, options);
    const { threads } = engine;
    return new InPlaceRunner(model.createSession({ ...options.native, threads }), options.keeps);
  } catch (error) {
    throw withOrigin(error, opened, head);
  }
}

/** Loads a model to run on the calling thread. */
export async function loadInPlace(source: FileSource, options: LoadOptions): Promise<Runner> {
  // The binary and the model are fetched side by side.
  const opening = openSource(source, 'the model', options.signal);
  const size = async () => ((await opening).size ?? 0) + givenSize(options.externalData);
  const starting = engineFor(options.threads, size);
  try {
    const [engine, opened] = await Promise.all([starting, opening]);
    return await load(engine, opened, options);
  } catch (error) {
    // The engine may still be on its way.
    starting.then(
      (engine) => engine.release(),
      () => undefined,
    );
    throw error;
  }
}
