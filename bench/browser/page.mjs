// What driver.mjs calls in a page.

import { compareModel } from '../compare/model.mjs';
import { runtimes } from '../compare/runtimes.mjs';
import { measure } from '../kernels/measure.mjs';
import { fetchCase } from './fetch_case.mjs';

window.bench = {
  model: async (urls, options) =>
    compareModel(await fetchCase(urls), runtimes(options), options.seconds),
  kernel: (test, options) => measure(test, runtimes(options), options),
};
