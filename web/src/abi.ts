// The C functions of wasm_bindings/abi.h as JavaScript would like them: structs are written and
// read here, errors are thrown, addresses of results become tensors.

import { dtypeOfCode } from './dtype.js';
import type { DType, NumericArray } from './dtype.js';
import { decodeValue, makeTensor } from './codec.js';
import type { Engine, Pointer } from './engine.js';
import { SardonyxError } from './errors.js';
import type { SardonyxErrorCode } from './errors.js';
import { Kept } from './kept.js';
import type { Description } from './metadata.js';
import type { NodeTime } from './profile.js';
import { TensorImpl } from './tensor-impl.js';
import type { Tensor } from './tensor.js';
import type { OnnxValue } from './value.js';

// prettier-ignore
const kErrorCodes: readonly SardonyxErrorCode[] = [
  'INTERNAL', 'INVALID_MODEL', 'UNSUPPORTED', 'INVALID_ARGUMENT', 'OUT_OF_MEMORY', 'OUT_OF_RANGE',
  'CANCELLED', 'INTERNAL',
];

/** Bytes of the structs; abi.cc asserts these and where their members are. */
const kOptionsSize = 40;
const kOverrideSize = 16;
const kMaxRank = 64;

// The scratch block: SxError, a size_t, SxTensor, the extents of an input.
const kSizeAt = 24;
const kTensorAt = 32;
const kDimsAt = 56;
const kScratchSize = kDimsAt + 8 * kMaxRank;

// SxKind; what is neither is a tensor of numbers.
const kNothing = 0;
const kValue = 2;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The options of sx_session_create. */
export interface NativeOptions {
  optimize: boolean;
  threads: number;
  seed?: bigint;
  maxPatches?: number;
  overridableInitializers: boolean;
  overrides: readonly (readonly [name: string, extent: number])[];
}

/** A result, in the engine's memory. */
interface OutputTensor {
  type: DType;
  dims: number[];
  data: Pointer;
  bytes: number;
}

/** The low and high word of an integer up to 2^53. */
const low = (value: number) => value | 0;
const high = (value: number) => Math.floor(value / 2 ** 32) | 0;

/** What models and sessions share: an engine, and a block for the structs of calls. */
abstract class Native {
  constructor(
    readonly engine: Engine,
    protected readonly scratch: Pointer = engine.alloc(kScratchSize),
  ) {}

  /** Throws what the last call left in the SxError, if anything. */
  protected checkError(): void {
    const { i32 } = this.engine;
    const at = this.scratch >> 2;
    const code = i32[at]!;
    if (code === 0) return;
    const [messageSize, opSize, nodeSize] = [i32[at + 1]!, i32[at + 2]!, i32[at + 3]!];
    const text = i32[at + 4]! >>> 0;
    const part = (start: number, size: number) => this.engine.text(text + start, size);
    const error = new SardonyxError(
      kErrorCodes[code] ?? 'INTERNAL',
      text ? part(0, messageSize) : 'out of memory',
      { op: part(messageSize, opSize), node: part(messageSize + opSize, nodeSize) },
    );
    this.engine.free(text);
    throw error;
  }

  /** The size_t that the last call wrote. */
  protected get lastSize(): number {
    return this.engine.i32[(this.scratch + kSizeAt) >> 2]! >>> 0;
  }

  /** The bytes of a block that the caller owns, copied; frees it. */
  protected takeBlock(block: Pointer): Uint8Array {
    const bytes = this.engine.u8.slice(block, block + this.lastSize);
    this.engine.free(block);
    return bytes;
  }
}

/** A model whose bytes are in memory. */
export class NativeModel extends Native {
  private handle: Pointer;

  /** Takes the block `bytes` over. */
  constructor(engine: Engine, bytes: Pointer, size: number) {
    super(engine);
    this.handle = engine.exports.sx_model_open(bytes, size, this.scratch) >>> 0;
    this.checkError();
  }

  /** The names of the external data files, as the model has them. */
  externalFiles(): string[] {
    const names: string[] = [];
    for (;;) {
      const name =
        this.engine.exports.sx_model_external(this.handle, names.length, this.scratch + kSizeAt) >>>
        0;
      if (name === 0) return names;
      names.push(this.engine.text(name, this.lastSize));
    }
  }

  /** Hands in an external data file; takes the block `bytes` over. */
  provide(file: string, bytes: Pointer, size: number): void {
    const { engine, scratch } = this;
    const utf8 = encoder.encode(file);
    const name = engine.copyIn(utf8);
    engine.exports.sx_model_provide(this.handle, name, utf8.length, bytes, size, scratch);
    engine.free(name);
    this.checkError();
  }

  /** Makes a session; the model is gone afterwards. */
  createSession(options: NativeOptions): NativeSession {
    const { engine, scratch } = this;
    const { block, owned } = this.writeOptions(options);
    const handle = engine.exports.sx_session_create(this.handle, block, scratch) >>> 0;
    owned.forEach((pointer) => engine.free(pointer));
    this.handle = 0;
    this.checkError();
    return new NativeSession(engine, handle, scratch);
  }

  private writeOptions(options: NativeOptions): { block: Pointer; owned: Pointer[] } {
    const { engine } = this;
    const { overrides, seed = 0n, maxPatches = -1 } = options;
    const names = overrides.map(([name]) => encoder.encode(name));
    const pointers = names.map((name) => engine.copyIn(name));
    const list = engine.alloc(kOverrideSize * overrides.length);
    const block = engine.alloc(kOptionsSize);
    const { i32 } = engine;
    overrides.forEach(([, extent], i) => {
      i32.set(
        [low(extent), high(extent), pointers[i]!, names[i]!.length],
        (list + kOverrideSize * i) >> 2,
      );
    });
    i32.set(
      [
        Number(BigInt.asIntN(32, seed)),
        Number(BigInt.asIntN(32, seed >> 32n)),
        low(maxPatches),
        high(maxPatches),
        options.seed === undefined ? 0 : 1,
        options.optimize ? 1 : 0,
        options.threads,
        overrides.length,
        list,
        options.overridableInitializers ? 1 : 0,
      ],
      block >> 2,
    );
    return { block, owned: [...pointers, list, block] };
  }
}

/** A session: feeds go in, a run happens, results come out. */
export class NativeSession extends Native {
  readonly description: Description;
  /** Room for the index of every output. */
  private readonly fetches: Pointer;

  constructor(
    engine: Engine,
    private readonly handle: Pointer,
    scratch: Pointer,
  ) {
    super(engine, scratch);
    const json = engine.exports.sx_session_describe(handle, scratch + kSizeAt, scratch) >>> 0;
    this.description = this.takeJson(json) as Description;
    this.fetches = engine.alloc(4 * this.description.outputs.length);
  }

  /** Feeds input `index` with a tensor of numbers, which is copied. */
  feed(index: number, type: DType, dims: readonly number[], data: NumericArray): void {
    const { engine, scratch } = this;
    if (dims.length > kMaxRank) {
      throw new SardonyxError('INVALID_ARGUMENT', `rank ${dims.length} is too large`);
    }
    const { i32 } = engine;
    const at = (scratch + kDimsAt) >> 2;
    for (let axis = 0; axis < dims.length; ++axis) {
      i32[at + 2 * axis] = low(dims[axis]!);
      i32[at + 2 * axis + 1] = high(dims[axis]!);
    }
    const target =
      engine.exports.sx_input(
        this.handle,
        index,
        type.code,
        dims.length,
        scratch + kDimsAt,
        scratch,
      ) >>> 0;
    if (target === 0) this.checkError();
    engine.u8.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), target);
  }

  /** Feeds input `index` with an encoded value; undefined takes its feed away. */
  feedValue(index: number, blob?: Uint8Array): void {
    const { engine, scratch } = this;
    const block = blob ? engine.copyIn(blob) : 0;
    const code = engine.exports.sx_input_value(
      this.handle,
      index,
      block,
      blob?.length ?? 0,
      scratch,
    );
    if (block) engine.free(block);
    if (code !== 0) this.checkError();
  }

  /** Runs for the outputs of these indices, each at most once; for all of them without. */
  run(indices?: readonly number[]): void {
    const { engine, scratch, fetches } = this;
    if (indices) engine.i32.set(indices, fetches >> 2);
    const code = engine.exports.sx_run(this.handle, fetches, indices?.length ?? 0, scratch);
    if (code !== 0) this.checkError();
  }

  /**
   * Result `position` of the last run, in memory of its own. A tensor of numbers is written into
   * what `place` returns for its type and extents, if that is an array.
   */
  output(
    position: number,
    place?: (type: DType, dims: number[]) => NumericArray | undefined,
  ): OnnxValue | undefined {
    const { engine } = this;
    const result = this.readOutput(position);
    if (result === kNothing) return null;
    if (result === kValue) return this.outputValue(position);
    const { type, dims, data, bytes } = result;
    const target = place?.(type, dims);
    if (!target) {
      return makeTensor(type, engine.u8.slice(data, data + bytes).buffer, dims);
    }
    new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(
      engine.u8.subarray(data, data + bytes),
    );
    return undefined;
  }

  /** Result `position` of the last run, left in this memory, if it is a tensor of numbers. */
  keepOutput(position: number): Tensor | undefined {
    const { engine, scratch } = this;
    const result = this.readOutput(position);
    if (typeof result === 'number') return undefined;
    const { type, dims, data, bytes } = result;
    const handle = engine.exports.sx_output_keep(this.handle, position, scratch) >>> 0;
    this.checkError();
    return TensorImpl.kept(
      type.name,
      dims,
      new Kept(engine, handle, type.array!, data, bytes),
    ) as unknown as Tensor;
  }

  /** Feeds input `index` with what this engine has kept. */
  feedKept(index: number, kept: Kept): void {
    const code = this.engine.exports.sx_input_kept(this.handle, index, kept.handle!, this.scratch);
    if (code !== 0) this.checkError();
  }

  startProfile(): void {
    if (this.engine.exports.sx_profile_start(this.handle, this.scratch) !== 0) this.checkError();
  }

  endProfile(): NodeTime[] {
    const { engine, scratch } = this;
    const json = engine.exports.sx_profile_end(this.handle, scratch + kSizeAt, scratch) >>> 0;
    return this.takeJson(json) as NodeTime[];
  }

  /** What a call returned as JSON, in a block that the caller owns. */
  private takeJson(block: Pointer): unknown {
    this.checkError();
    return JSON.parse(decoder.decode(this.takeBlock(block)));
  }

  /** Frees all that the session has in the engine's memory. */
  release(): void {
    const { engine } = this;
    engine.exports.sx_session_release(this.handle);
    engine.free(this.fetches);
    engine.free(this.scratch);
  }

  /** Where the elements of result `position` lie; if it is no tensor of numbers, what it is. */
  private readOutput(position: number): OutputTensor | typeof kNothing | typeof kValue {
    const { engine, scratch } = this;
    const tensor = scratch + kTensorAt;
    if (engine.exports.sx_output(this.handle, position, tensor, scratch) !== 0) this.checkError();
    const { i32 } = engine;
    const member = (index: number) => i32[(tensor >> 2) + index]! >>> 0;
    const kind = member(0);
    if (kind === kNothing || kind === kValue) return kind;
    const dims: number[] = [];
    for (let axis = 0, at = member(5) >> 2; axis < member(2); ++axis, at += 2) {
      dims.push((i32[at]! >>> 0) + i32[at + 1]! * 2 ** 32);
    }
    return { type: dtypeOfCode(member(1))!, dims, bytes: member(3), data: member(4) };
  }

  private outputValue(position: number): OnnxValue {
    const { engine, scratch } = this;
    const block =
      engine.exports.sx_output_value(this.handle, position, scratch + kSizeAt, scratch) >>> 0;
    this.checkError();
    return decodeValue(this.takeBlock(block));
  }
}
