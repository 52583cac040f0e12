import type {
  TensorFromImageBitmapOptions,
  TensorFromImageDataOptions,
  TensorFromImageElementOptions,
  TensorFromUrlOptions,
  TensorToDataUrlOptions,
  TensorToImageDataOptions,
} from './image.js';
import { TensorImpl } from './tensor-impl.js';

type GlobalType<Name extends string, Fallback> = typeof globalThis extends {
  [key in Name]: { prototype: infer T };
}
  ? T
  : Fallback;

export declare namespace Tensor {
  /** What `data` is, per element type. */
  interface DataTypeMap {
    float32: Float32Array;
    uint8: Uint8Array;
    int8: Int8Array;
    uint16: Uint16Array;
    int16: Int16Array;
    int32: Int32Array;
    int64: BigInt64Array;
    string: string[];
    bool: Uint8Array;
    /** Float16Array where the engine has one, otherwise the bits in a Uint16Array. */
    float16: Uint16Array;
    float64: Float64Array;
    uint32: Uint32Array;
    uint64: BigUint64Array;
    /** Two elements to a byte, the first in the low half; so are int4 and float4e2m1. */
    uint4: Uint8Array;
    int4: Uint8Array;
    /** Four elements to a byte, the first in the low bits. */
    uint2: Uint8Array;
    int2: Uint8Array;
    /** The bits; so are all float8 types. */
    bfloat16: Uint16Array;
    float8e4m3fn: Uint8Array;
    float8e4m3fnuz: Uint8Array;
    float8e5m2: Uint8Array;
    float8e5m2fnuz: Uint8Array;
    float8e8m0: Uint8Array;
    float4e2m1: Uint8Array;
    /** Six bits each, without gaps. */
    float6e2m3: Uint8Array;
    float6e3m2: Uint8Array;
    /** Real and imaginary part in turn: twice as long as the tensor. */
    complex64: Float32Array;
    complex128: Float64Array;
  }

  /** What a single element is, per element type. */
  interface ElementTypeMap {
    float32: number;
    uint8: number;
    int8: number;
    uint16: number;
    int16: number;
    int32: number;
    int64: bigint;
    string: string;
    bool: boolean;
    float16: number;
    float64: number;
    uint32: number;
    uint64: bigint;
    uint4: number;
    int4: number;
    uint2: number;
    int2: number;
    bfloat16: number;
    float8e4m3fn: number;
    float8e4m3fnuz: number;
    float8e5m2: number;
    float8e5m2fnuz: number;
    float8e8m0: number;
    float4e2m1: number;
    float6e2m3: number;
    float6e3m2: number;
    complex64: number;
    complex128: number;
  }

  type Type = keyof DataTypeMap;
  type DataType = DataTypeMap[Type];
  type ElementType = ElementTypeMap[Type];
  type DataLocation = 'none' | 'cpu' | 'cpu-pinned' | 'texture' | 'gpu-buffer' | 'ml-tensor';

  type CpuPinnedDataTypes = Exclude<Type, 'string'>;
  type TextureDataTypes = 'float32';
  type GpuBufferDataTypes = 'float32' | 'float16' | 'int32' | 'int64' | 'uint32' | 'uint8' | 'bool';
  // prettier-ignore
  type MLTensorDataTypes =
    | 'float32' | 'float16' | 'int8' | 'uint8' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'bool'
    | 'uint4' | 'int4';

  type TextureType = WebGLTexture;
  type GpuBufferType = GlobalType<
    'GPUBuffer',
    { size: number; mapState: 'unmapped' | 'pending' | 'mapped' }
  >;
  type MLTensorType = GlobalType<'MLTensor', { destroy(): void }>;
}

/** The part of a constructor call that every location other than 'cpu' has. */
interface LocatedParameters<T extends Tensor.Type> {
  readonly type: T;
  readonly dims: readonly number[];
}

/** How data that lies elsewhere is fetched and freed. */
interface ResourceParameters<T extends Tensor.Type> extends LocatedParameters<T> {
  download?(): Promise<Tensor.DataTypeMap[T]>;
  dispose?(): void;
}

export interface CpuPinnedConstructorParameters<
  T extends Tensor.CpuPinnedDataTypes = Tensor.CpuPinnedDataTypes,
> extends LocatedParameters<T> {
  readonly location: 'cpu-pinned';
  readonly data: Tensor.DataTypeMap[T];
}

export interface TextureConstructorParameters<
  T extends Tensor.TextureDataTypes = Tensor.TextureDataTypes,
> extends ResourceParameters<T> {
  readonly location: 'texture';
  readonly texture: Tensor.TextureType;
}

export interface GpuBufferConstructorParameters<
  T extends Tensor.GpuBufferDataTypes = Tensor.GpuBufferDataTypes,
> extends ResourceParameters<T> {
  readonly location: 'gpu-buffer';
  readonly gpuBuffer: Tensor.GpuBufferType;
}

export interface MLTensorConstructorParameters<
  T extends Tensor.MLTensorDataTypes = Tensor.MLTensorDataTypes,
> extends ResourceParameters<T> {
  readonly location: 'ml-tensor';
  readonly mlTensor: Tensor.MLTensorType;
}

export interface TensorFromTextureOptions<T extends Tensor.TextureDataTypes> {
  width: number;
  height: number;
  download?(): Promise<Tensor.DataTypeMap[T]>;
  dispose?(): void;
}

export interface TensorFromGpuBufferOptions<T extends Tensor.GpuBufferDataTypes> {
  dataType?: T;
  dims: readonly number[];
  download?(): Promise<Tensor.DataTypeMap[T]>;
  dispose?(): void;
}

export interface TensorFromMLTensorOptions<T extends Tensor.MLTensorDataTypes> {
  dataType?: T;
  dims: readonly number[];
  download?(): Promise<Tensor.DataTypeMap[T]>;
  dispose?(): void;
}

/** A tensor whose element type is known to TypeScript. */
export interface TypedTensor<T extends Tensor.Type> {
  readonly type: T;
  /** The extents, outermost first; empty for a scalar. */
  readonly dims: readonly number[];
  /** The number of elements. */
  readonly size: number;
  /** The elements, row-major. Throws when they do not lie in main memory, or are gone. */
  readonly data: Tensor.DataTypeMap[T];
  readonly location: Tensor.DataLocation;
  readonly texture: Tensor.TextureType;
  readonly gpuBuffer: Tensor.GpuBufferType;
  readonly mlTensor: Tensor.MLTensorType;

  /** The elements, downloaded first where they lie elsewhere (and freed there, if `release`). */
  getData(release?: boolean): Promise<Tensor.DataTypeMap[T]>;
  /** Lets go of the elements; the tensor cannot be used any more and its location is 'none'. */
  dispose(): void;
  /** The same elements, shared, under other extents of as many elements. */
  reshape(dims: readonly number[]): TypedTensor<T>;
  /** A `data:` URL of a PNG of a [1, C, H, W] tensor. Needs a document. */
  toDataURL(options?: TensorToDataUrlOptions): string;
  /** The pixels of a [1, C, H, W] tensor. */
  toImageData(options?: TensorToImageDataOptions): ImageData;
}

/** A multidimensional array: what goes into a model and what comes out. */
export interface Tensor extends TypedTensor<Tensor.Type> {}

type Numbers<T extends Tensor.Type> = Tensor.DataTypeMap[T] | readonly number[];

/** The ways to make a tensor. Omitted dims make it one-dimensional. */
export interface TensorConstructor {
  new (type: 'string', data: readonly string[], dims?: readonly number[]): TypedTensor<'string'>;
  new (
    type: 'bool',
    data: Uint8Array | readonly boolean[],
    dims?: readonly number[],
  ): TypedTensor<'bool'>;
  new (type: 'uint8', data: Uint8ClampedArray, dims?: readonly number[]): TypedTensor<'uint8'>;
  new <T extends 'int64' | 'uint64'>(
    type: T,
    data: Numbers<T> | readonly bigint[],
    dims?: readonly number[],
  ): TypedTensor<T>;
  new <T extends Exclude<Tensor.Type, 'string' | 'bool' | 'int64' | 'uint64'>>(
    type: T,
    data: Numbers<T>,
    dims?: readonly number[],
  ): TypedTensor<T>;

  new (data: Float32Array, dims?: readonly number[]): TypedTensor<'float32'>;
  new (data: Float64Array, dims?: readonly number[]): TypedTensor<'float64'>;
  new (data: Int8Array, dims?: readonly number[]): TypedTensor<'int8'>;
  new (data: Uint8Array | Uint8ClampedArray, dims?: readonly number[]): TypedTensor<'uint8'>;
  new (data: Int16Array, dims?: readonly number[]): TypedTensor<'int16'>;
  new (data: Uint16Array, dims?: readonly number[]): TypedTensor<'uint16'>;
  new (data: Int32Array, dims?: readonly number[]): TypedTensor<'int32'>;
  new (data: Uint32Array, dims?: readonly number[]): TypedTensor<'uint32'>;
  new (data: BigInt64Array, dims?: readonly number[]): TypedTensor<'int64'>;
  new (data: BigUint64Array, dims?: readonly number[]): TypedTensor<'uint64'>;
  new (data: readonly string[], dims?: readonly number[]): TypedTensor<'string'>;
  new (data: readonly boolean[], dims?: readonly number[]): TypedTensor<'bool'>;

  /** A tensor whose data lies where `location` says. Sessions take 'cpu' and 'cpu-pinned'. */
  new <T extends Tensor.CpuPinnedDataTypes>(
    parameters: CpuPinnedConstructorParameters<T>,
  ): TypedTensor<T>;
  new (parameters: TextureConstructorParameters): TypedTensor<'float32'>;
  new <T extends Tensor.GpuBufferDataTypes>(
    parameters: GpuBufferConstructorParameters<T>,
  ): TypedTensor<T>;
  new <T extends Tensor.MLTensorDataTypes>(
    parameters: MLTensorConstructorParameters<T>,
  ): TypedTensor<T>;

  new (
    type: Tensor.Type,
    data:
      | Tensor.DataType
      | readonly number[]
      | readonly string[]
      | readonly bigint[]
      | readonly boolean[],
    dims?: readonly number[],
  ): Tensor;
  new (data: Tensor.DataType, dims?: readonly number[]): Tensor;

  /** A [1, C, H, W] tensor of an image's pixels. */
  fromImage(image: ImageData, options?: TensorFromImageDataOptions): Promise<ImageTensor>;
  fromImage(image: HTMLImageElement, options?: TensorFromImageElementOptions): Promise<ImageTensor>;
  fromImage(image: ImageBitmap, options: TensorFromImageBitmapOptions): Promise<ImageTensor>;
  fromImage(url: string, options?: TensorFromUrlOptions): Promise<ImageTensor>;

  fromTexture<T extends Tensor.TextureDataTypes = 'float32'>(
    texture: Tensor.TextureType,
    options: TensorFromTextureOptions<T>,
  ): TypedTensor<'float32'>;
  fromGpuBuffer<T extends Tensor.GpuBufferDataTypes>(
    buffer: Tensor.GpuBufferType,
    options: TensorFromGpuBufferOptions<T>,
  ): TypedTensor<T>;
  fromMLTensor<T extends Tensor.MLTensorDataTypes>(
    tensor: Tensor.MLTensorType,
    options: TensorFromMLTensorOptions<T>,
  ): TypedTensor<T>;
  fromPinnedBuffer<T extends Tensor.CpuPinnedDataTypes>(
    type: T,
    buffer: Tensor.DataTypeMap[T],
    dims?: readonly number[],
  ): TypedTensor<T>;
}

type ImageTensor = TypedTensor<'float32'> | TypedTensor<'uint8'>;

export const Tensor = TensorImpl as unknown as TensorConstructor;
