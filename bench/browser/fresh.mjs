// Loads one runtime, as soon as the page is there; the address says which and what to run.

import '../compare/memory_probe.mjs';
import { fetchCase } from './fetch_case.mjs';

const { name, urls, options } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
// Both come at the same time, as a page that knows what it wants would have it.
const [{ start }, { firstResult }, loaded] = await Promise.all([
  import(`../compare/${name}.mjs`),
  import('../compare/first_result.mjs'),
  fetchCase(urls),
]);
window.result = await firstResult(start, loaded, options);
