import type * as external from './external.js';
import type * as metadata from './metadata.js';
import type * as options from './options.js';
import { Session } from './session.js';
import type * as session from './session.js';

/** onnxruntime's name for Session. */
export const InferenceSession = Session;
export type InferenceSession = Session;

/** The types that onnxruntime keeps under the class's name. */
export declare namespace InferenceSession {
  type SessionOptions = options.SessionOptions;
  type RunOptions = options.RunOptions;
  type ExternalDataFileType = external.ExternalDataFile;
  type OnnxValueMapType = session.Feeds;
  type FeedsType = session.Feeds;
  type FetchesType = session.Fetches;
  type ReturnType = session.Results;
  type ValueMetadata = metadata.ValueMetadata;
  type TensorValueMetadata = metadata.TensorMetadata;
  type NonTensorValueMetadata = metadata.NonTensorMetadata;
}
