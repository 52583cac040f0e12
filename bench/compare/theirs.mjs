// onnxruntime-web, as runtimes.mjs describes a runtime.

import * as ort from 'onnxruntime-web';

import { feedsOf } from './feeds.mjs';

export function start({ threads, arena }) {
  ort.env.wasm.numThreads = Number(threads);
  ort.env.logLevel = 'error';
  return {
    name: 'onnxruntime-web',
    create: (model, externalData = []) =>
      ort.InferenceSession.create(model, {
        executionProviders: ['wasm'],
        logSeverityLevel: 3,
        enableCpuMemArena: arena,
        enableMemPattern: arena,
        externalData,
      }),
    feeds: feedsOf(ort.Tensor),
  };
}
