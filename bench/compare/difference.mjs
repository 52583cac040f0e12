/**
 * The largest difference between floats of two results, relative to the largest float of
 * `expected`; both are {name: {type, data}}. Infinity where shapes differ.
 */
export function largestDifference(actual, expected) {
  let largest = 0;
  for (const [name, { type, data }] of Object.entries(expected)) {
    if (type !== 'float32' && type !== 'float64') continue;
    const other = actual[name].data;
    if (other.length !== data.length) return Infinity;
    let magnitude = 0;
    let difference = 0;
    for (let i = 0; i < data.length; ++i) {
      if (Number.isFinite(data[i])) magnitude = Math.max(magnitude, Math.abs(data[i]));
      if (Object.is(data[i], other[i]) || data[i] === other[i]) continue;
      const apart = Math.abs(data[i] - other[i]);
      if (Number.isNaN(apart)) return Infinity;
      difference = Math.max(difference, apart);
    }
    if (difference > 0) largest = Math.max(largest, difference / magnitude);
  }
  return largest;
}
