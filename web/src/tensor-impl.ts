import { arrayName, byteSize, dtypeNamed, dtypeOfArray } from './dtype.js';
import type { DType, NumericArray, NumericArrayConstructor } from './dtype.js';
import type { Engine } from './engine.js';
import { imageToNumbers, numbersToDataUrl, numbersToImage } from './image.js';
import type {
  TensorFromImageOptions,
  TensorImageSource,
  TensorToDataUrlOptions,
  TensorToImageDataOptions,
} from './image.js';
import type { Kept } from './kept.js';
import type {
  CpuPinnedConstructorParameters,
  GpuBufferConstructorParameters,
  MLTensorConstructorParameters,
  Tensor,
  TensorFromGpuBufferOptions,
  TensorFromMLTensorOptions,
  TensorFromTextureOptions,
  TextureConstructorParameters,
} from './tensor.js';

type LocatedParameters =
  | CpuPinnedConstructorParameters
  | TextureConstructorParameters
  | GpuBufferConstructorParameters
  | MLTensorConstructorParameters;

type NumericType = DType & { readonly array: NumericArrayConstructor };

// prettier-ignore
const kGpuBufferTypes: readonly string[] = [
  'float32', 'float16', 'int32', 'int64', 'uint32', 'uint8', 'bool', 'uint4', 'int4',
];
const kMLTensorTypes: readonly string[] = [...kGpuBufferTypes, 'uint64', 'int8'];

/** The product of `dims`, which may hold anything. */
function sizeOf(dims: readonly unknown[]): number {
  let size = 1;
  for (let axis = 0; axis < dims.length; ++axis) {
    const dim = dims[axis];
    if (typeof dim !== 'number' || !Number.isSafeInteger(dim)) {
      throw new TypeError(`dims[${axis}] is no integer: ${String(dim)}`);
    }
    if (dim < 0) throw new RangeError(`dims[${axis}] is negative: ${dim}`);
    size *= dim;
  }
  return size;
}

/** The length of the array that holds `size` elements. */
export function arrayLength(type: DType, size: number): number {
  return type.array ? byteSize(type, size) / type.array.BYTES_PER_ELEMENT : size;
}

function numericType(name: string): NumericType {
  const type = dtypeNamed(name);
  if (!type?.array) throw new TypeError(`there is no tensor type '${name}' for such data`);
  return type as NumericType;
}

function nameOf(data: unknown): string {
  return data === null || data === undefined
    ? String(data)
    : ((data as object).constructor?.name ?? typeof data);
}

/** The elements of `new Tensor(name, data)`, for all types but strings. */
function numbersFrom(name: string, data: unknown): NumericArray {
  const type = numericType(name);
  if (Array.isArray(data)) {
    if (type.listing === 'raw') {
      throw new TypeError(`a ${name} tensor holds bits: pass a ${type.array.name}, not an array`);
    }
    return type.array.from(type.listing === 'bigint' ? data.map(BigInt) : data);
  }
  const given = arrayName(data);
  if (given === type.array.name) return data as NumericArray;
  if (given === 'Uint8ClampedArray' && name === 'uint8') {
    return Uint8Array.from(data as Uint8ClampedArray);
  }
  if (given === 'Uint16Array' && name === 'float16') {
    const bits = data as Uint16Array;
    return new type.array(bits.buffer, bits.byteOffset, bits.length);
  }
  throw new TypeError(`a ${name} tensor holds a ${type.array.name}, not ${nameOf(data)}`);
}

/** Type and elements of `new Tensor(data)`. */
function inferFrom(data: unknown): { type: string; data: NumericArray | string[] } {
  if (Array.isArray(data)) {
    const first = data.length === 0 ? 'nothing' : typeof data[0];
    if (first === 'string') return { type: 'string', data };
    if (first === 'boolean') return { type: 'bool', data: Uint8Array.from(data) };
    throw new TypeError(`an array of ${first} does not tell a tensor's type`);
  }
  if (arrayName(data) === 'Uint8ClampedArray') {
    return { type: 'uint8', data: Uint8Array.from(data as Uint8ClampedArray) };
  }
  const type = dtypeOfArray(data);
  if (!type) throw new TypeError(`${nameOf(data)} does not tell a tensor's type`);
  return { type: type.name, data: data as NumericArray };
}

/** The class behind `Tensor`; the public types are in tensor.ts. */
export class TensorImpl {
  readonly type: Tensor.Type;
  readonly dims: readonly number[];
  readonly size: number;

  // TypeScript's private, not #private: proxies (Vue, MobX) must be able to stand for a tensor.
  private place: Tensor.DataLocation;
  private elements?: NumericArray | string[];
  private keptElements?: Kept;
  private resource?: unknown;
  private download?: () => Promise<Tensor.DataType>;
  private free?: () => void;
  private downloading = false;

  constructor(first: unknown, second?: unknown, third?: unknown) {
    let dims: unknown;
    if (typeof first === 'object' && 'location' in (first as object)) {
      const from = first as LocatedParameters;
      this.type = from.type;
      this.place = from.location;
      this.adopt(from);
      dims = from.dims;
    } else {
      this.place = 'cpu';
      if (typeof first === 'string') {
        this.type = first as Tensor.Type;
        this.elements = first === 'string' ? (second as string[]) : numbersFrom(first, second);
        dims = third;
      } else {
        const inferred = inferFrom(first);
        this.type = inferred.type as Tensor.Type;
        this.elements = inferred.data;
        dims = second;
      }
      if (this.type === 'string' && !Array.isArray(this.elements)) {
        throw new TypeError(`a string tensor holds an array of strings, not ${nameOf(second)}`);
      }
      if (dims === undefined) dims = [this.impliedSize()];
      if (!Array.isArray(dims)) throw new TypeError("a tensor's dims are an array of numbers");
    }
    this.dims = dims as readonly number[];
    this.size = sizeOf(this.dims);
    this.checkLength();
  }

  static async fromImage(
    image: TensorImageSource,
    options?: TensorFromImageOptions,
  ): Promise<TensorImpl> {
    const { type, data, dims } = await imageToNumbers(image, options);
    return new TensorImpl(type, data, dims);
  }

  static fromTexture(
    texture: Tensor.TextureType,
    options: TensorFromTextureOptions<Tensor.TextureDataTypes>,
  ): TensorImpl {
    const { width, height, download, dispose } = options;
    const dims = [1, height, width, 4];
    return new TensorImpl({
      location: 'texture',
      type: 'float32',
      texture,
      dims,
      download,
      dispose,
    });
  }

  static fromGpuBuffer(
    gpuBuffer: Tensor.GpuBufferType,
    options: TensorFromGpuBufferOptions<Tensor.GpuBufferDataTypes>,
  ): TensorImpl {
    const { dataType: type = 'float32', dims, download, dispose } = options;
    return new TensorImpl({ location: 'gpu-buffer', type, gpuBuffer, dims, download, dispose });
  }

  static fromMLTensor(
    mlTensor: Tensor.MLTensorType,
    options: TensorFromMLTensorOptions<Tensor.MLTensorDataTypes>,
  ): TensorImpl {
    const { dataType: type = 'float32', dims, download, dispose } = options;
    return new TensorImpl({ location: 'ml-tensor', type, mlTensor, dims, download, dispose });
  }

  static fromPinnedBuffer(
    type: Tensor.CpuPinnedDataTypes,
    data: NumericArray,
    dims: readonly number[] = [data.length],
  ): TensorImpl {
    return new TensorImpl({ location: 'cpu-pinned', type, data, dims });
  }

  /** A tensor whose elements are brought to the engine's side when somebody wants to see them. */
  static kept(type: Tensor.Type, dims: readonly number[], kept: Kept): TensorImpl {
    const tensor = Object.create(TensorImpl.prototype) as TensorImpl;
    return Object.assign(tensor, {
      type,
      dims,
      size: sizeOf(dims),
      place: 'cpu-pinned',
      keptElements: kept,
      downloading: false,
    });
  }

  /** The elements, if they lie in the memory of `engine`. */
  keptIn(engine: Engine): Kept | undefined {
    return this.keptElements?.engine === engine ? this.keptElements : undefined;
  }

  get data(): NumericArray | string[] {
    this.checkAlive();
    this.bring();
    if (!this.elements) throw new Error(`the data lies in ${this.place}; getData() downloads it`);
    return this.elements;
  }
  get location(): Tensor.DataLocation {
    return this.place;
  }
  get texture(): unknown {
    return this.resourceIn('texture');
  }
  get gpuBuffer(): unknown {
    return this.resourceIn('gpu-buffer');
  }
  get mlTensor(): unknown {
    return this.resourceIn('ml-tensor');
  }

  async getData(release?: boolean): Promise<Tensor.DataType> {
    this.checkAlive();
    this.bring();
    if (this.elements) return this.elements as Tensor.DataType;
    if (!this.download)
      throw new Error(`the data lies in ${this.place} and no download() was given`);
    if (this.downloading) throw new Error('the data is being downloaded already');
    this.downloading = true;
    try {
      const data = await this.download();
      this.download = undefined;
      this.elements = data;
      this.place = 'cpu';
      if (release) this.freeResource();
      return data;
    } finally {
      this.downloading = false;
    }
  }

  dispose(): void {
    if (this.downloading) throw new Error('the data is being downloaded');
    this.freeResource();
    this.keptElements?.release();
    this.keptElements = undefined;
    this.elements = this.resource = this.download = undefined;
    this.place = 'none';
  }

  reshape(dims: readonly number[]): TensorImpl {
    this.checkAlive();
    if (this.download || this.free)
      throw new Error('a tensor that owns a resource cannot be reshaped');
    this.bring();
    const { type, place: location } = this;
    switch (location) {
      case 'cpu':
        return new TensorImpl(type, this.elements, dims);
      case 'cpu-pinned':
        return new TensorImpl({ location, type, dims, data: this.elements });
      case 'texture':
        return new TensorImpl({ location, type, dims, texture: this.resource });
      case 'gpu-buffer':
        return new TensorImpl({ location, type, dims, gpuBuffer: this.resource });
      default:
        return new TensorImpl({ location, type, dims, mlTensor: this.resource });
    }
  }

  toDataURL(options?: TensorToDataUrlOptions): string {
    return numbersToDataUrl(this.data as NumericArray, this.dims, options);
  }
  toImageData(options?: TensorToImageDataOptions): ImageData {
    return numbersToImage(this.data as NumericArray, this.dims, options);
  }

  private adopt(from: LocatedParameters): void {
    switch (from.location) {
      case 'cpu-pinned': {
        const { array } = numericType(from.type);
        if (arrayName(from.data) !== array.name) {
          throw new TypeError(
            `a ${from.type} tensor holds a ${array.name}, not ${nameOf(from.data)}`,
          );
        }
        this.elements = from.data;
        return;
      }
      case 'texture':
        this.checkLocated(from.type === 'float32');
        this.resource = from.texture;
        break;
      case 'gpu-buffer':
        this.checkLocated(kGpuBufferTypes.includes(from.type));
        this.resource = from.gpuBuffer;
        break;
      case 'ml-tensor':
        this.checkLocated(kMLTensorTypes.includes(from.type));
        this.resource = from.mlTensor;
        break;
      default:
        throw new Error(`a tensor cannot lie in '${String(this.place)}'`);
    }
    this.download = from.download as (() => Promise<Tensor.DataType>) | undefined;
    this.free = from.dispose;
  }

  /** Makes kept elements the tensor's own, so that nobody changes one copy and feeds the other. */
  private bring(): void {
    if (!this.keptElements) return;
    this.elements = this.keptElements.copy();
    this.keptElements.release();
    this.keptElements = undefined;
    this.place = 'cpu';
  }

  private checkLocated(allowed: boolean): void {
    if (!allowed) throw new TypeError(`a ${this.type} tensor cannot lie in ${this.place}`);
  }

  private checkAlive(): void {
    if (this.place === 'none') throw new Error('the tensor was disposed');
  }

  private resourceIn(place: Tensor.DataLocation): unknown {
    this.checkAlive();
    if (!this.resource || this.place !== place)
      throw new Error(`the data does not lie in ${place}`);
    return this.resource;
  }

  private freeResource(): void {
    this.free?.();
    this.free = undefined;
  }

  private impliedSize(): number {
    const length = this.elements!.length;
    return this.type.startsWith('complex') ? length / 2 : length;
  }

  private checkLength(): void {
    if (!this.elements) return;
    const type = dtypeNamed(this.type)!;
    const expected = arrayLength(type, this.size);
    const given = this.elements.length;
    // Packed data whose dims were left out counts its bytes, as onnxruntime's tensors do.
    const countsBytes = type.bits > 0 && type.bits < 8 && given === this.size;
    if (given !== expected && !countsBytes) {
      throw new Error(
        `dims [${this.dims.join(',')}] need ${expected} elements, the data has ${given}`,
      );
    }
  }
}
