// ONNX models in the browser and in Node.js.

import { env } from './env.js';
import { SardonyxError } from './errors.js';
import { InferenceSession } from './inference-session.js';
import { toNumbers } from './numbers.js';
import { Session } from './session.js';
import { Tensor } from './tensor.js';

export { env, InferenceSession, SardonyxError, Session, Tensor, toNumbers };
export type { Env, LogLevel, WasmFlags } from './env.js';
export type { SardonyxErrorCode } from './errors.js';
export type { ExternalDataFile } from './external.js';
export type {
  ImageFormat,
  ImageTensorLayout,
  Normalization,
  TensorFromImageBitmapOptions,
  TensorFromImageDataOptions,
  TensorFromImageElementOptions,
  TensorFromUrlOptions,
  TensorToDataUrlOptions,
  TensorToImageDataOptions,
} from './image.js';
export type { NonTensorMetadata, TensorMetadata, ValueMetadata } from './metadata.js';
export type { RunOptions, SessionOptions } from './options.js';
export type { NodeTime } from './profile.js';
export type { Feeds, Fetches, Results } from './session.js';
export type { ModelSource } from './create-arguments.js';
export type { FileSource, Progress } from './source.js';
export type {
  CpuPinnedConstructorParameters,
  GpuBufferConstructorParameters,
  MLTensorConstructorParameters,
  TensorConstructor,
  TensorFromGpuBufferOptions,
  TensorFromMLTensorOptions,
  TensorFromTextureOptions,
  TextureConstructorParameters,
  TypedTensor,
} from './tensor.js';
export type { OnnxValue } from './value.js';

export default { env, InferenceSession, SardonyxError, Session, Tensor };
