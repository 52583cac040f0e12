import type { NumericArray, NumericArrayConstructor } from './dtype.js';
import type { Engine, Pointer } from './engine.js';
import { SardonyxError } from './errors.js';

interface Value {
  readonly engine: Engine;
  readonly handle: Pointer;
}

function free({ engine, handle }: Value): void {
  // What has crashed cannot be tidied up, only dropped.
  if (!engine.crashed) engine.exports.sx_value_release(handle);
}

/** Frees the results that nobody disposed of. */
const abandoned = new FinalizationRegistry<Value>(free);

/** The elements of a result that have stayed in its engine's memory. */
export class Kept {
  private value: Value | undefined;

  /** Takes the SxValue `handle` over, whose elements are `bytes` bytes at `data`. */
  constructor(
    readonly engine: Engine,
    handle: Pointer,
    private readonly array: NumericArrayConstructor,
    private readonly data: Pointer,
    private readonly bytes: number,
  ) {
    this.value = { engine, handle };
    abandoned.register(this, this.value, this);
  }

  /** The SxValue; it was released when there is none. */
  get handle(): Pointer | undefined {
    return this.value?.handle;
  }

  /** The elements in memory of their own. Throws CRASHED. */
  copy(): NumericArray {
    const { engine, data, bytes } = this;
    if (engine.crashed) {
      throw new SardonyxError('CRASHED', 'the session that kept the tensor has crashed');
    }
    return new this.array(engine.u8.slice(data, data + bytes).buffer);
  }

  release(): void {
    if (!this.value) return;
    abandoned.unregister(this);
    free(this.value);
    this.value = undefined;
  }
}
