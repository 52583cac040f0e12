// Sardonyx, as runtimes.mjs describes a runtime.

import { Session, Tensor, env } from '../../web/dist/index.js';
import { feedsOf } from './feeds.mjs';

export function start({ threads }) {
  env.wasm.numThreads = Number(threads);
  env.logLevel = 'error';
  return {
    name: 'sardonyx',
    create: (model, externalData = [], options = {}) =>
      Session.create(model, { logSeverityLevel: 3, externalData, ...options }),
    feeds: feedsOf(Tensor),
  };
}
