// Repeatable values for a case's inputs.

const kArrays = {
  float32: Float32Array,
  uint8: Uint8Array,
  int8: Int8Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
};

/** Numbers in [0, 1), the same ones for the same seed (Mulberry32, by T. Ettinger). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Boxes as two corners in the unit square, up to a fifth of it long. */
function fillBoxes(data, random) {
  for (let i = 0; i < data.length; i += 4) {
    const [y, x] = [0.8 * random(), 0.8 * random()];
    data.set([y, x, y + 0.2 * random(), x + 0.2 * random()], i);
  }
}

export const sizeOf = (dims) => dims.reduce((product, extent) => product * extent, 1);

/** {type, dims, data} for one input as cases.mjs gives it. */
export function valueOf({ type, shape, low, high, values, boxes }, seed) {
  const data = new kArrays[type](sizeOf(shape));
  const random = generator(seed + 1);
  const convert = type === 'int64' ? (x) => BigInt(Math.floor(x)) : (x) => x;
  if (values) {
    if (values.length !== data.length) throw new Error('values do not fit the shape');
    data.set(values.map(convert));
  } else if (boxes) {
    fillBoxes(data, random);
  } else {
    for (let i = 0; i < data.length; ++i) data[i] = convert(low + (high - low) * random());
  }
  return { type, dims: shape, data };
}
