// What the page and the script for Node.js share.

/** The element called `id`. */
export const get = (id) => document.getElementById(id);

/** "images: float32 [batch, 1, 8, 8]" */
export function portText({ name, isTensor, type, shape, typeName }) {
  return isTensor
    ? `${name}: ${type} [${shape.map((extent) => extent || '?').join(', ')}]`
    : `${name}: ${typeName}`;
}

/** The median time of `run` in milliseconds, out of as many runs as fit into a moment. */
export async function medianTime(run, moment = 200) {
  const times = [];
  const end = performance.now() + moment;
  do {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  } while (performance.now() < end && times.length < 500);
  return times.sort((a, b) => a - b)[times.length >> 1];
}

/** Probabilities from logits. */
export function softmax(logits) {
  const most = Math.max(...logits);
  const powers = Array.from(logits, (x) => Math.exp(x - most));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((x) => x / sum);
}
