// Compares results with what a case expects, by the rules in README.md.

import { Elements, bytesOf, countOf, isComplex, isReal } from './element.mjs';

// Two units in the last place of bfloat16, as onnx's runner allows.
const kBFloat16Tolerance = 2 ** -6;

const typeText = ({ type, dims }) => `${type}[${dims}]`;
const isTensor = (value) => typeof value?.type === 'string' && Array.isArray(value?.dims);

function indexText(dims, flat) {
  const index = [];
  for (const extent of [...dims].reverse()) {
    index.unshift(flat % extent);
    flat = Math.floor(flat / extent);
  }
  return `[${index}]`;
}

function mismatchText(expected, wrong, expectedText, actualText, largest) {
  if (wrong.length === 0) return '';
  const [first] = wrong;
  const tail = largest > 0 ? `, largest difference ${largest}` : '';
  return (
    `${wrong.length} of ${countOf(expected.dims)} elements differ, first ` +
    `${indexText(expected.dims, first)}: expected ${expectedText(first)}, got ${actualText(first)}${tail}`
  );
}

/** Remembers the largest absolute difference over several comparisons. */
export class Largest {
  value = 0;
}

// Floats of 8 bits and fewer have no two numbers as close as a tolerance: they must be equal.
const kExact = { rtol: 0, atol: 0, atolOfLargest: 0 };

function realDifference(expected, actual, given, largest) {
  const want = new Elements(expected);
  const have = new Elements(actual);
  const tolerance = want.width <= 8 ? kExact : given;
  const rtol =
    expected.type === 'bfloat16' ? Math.max(tolerance.rtol, kBFloat16Tolerance) : tolerance.rtol;
  let { atol } = tolerance;
  if (tolerance.atolOfLargest > 0) {
    let magnitude = 0;
    for (let i = 0; i < want.count; ++i) {
      const value = Math.abs(want.real(i));
      if (Number.isFinite(value) && value > magnitude) magnitude = value;
    }
    atol += tolerance.atolOfLargest * magnitude;
  }
  const wrong = [];
  let here = 0;
  for (let i = 0; i < want.count; ++i) {
    const wanted = want.real(i);
    const got = have.real(i);
    if (Number.isFinite(wanted) && Number.isFinite(got)) {
      const distance = Math.abs(got - wanted);
      if (distance > here) here = distance;
      if (distance > atol + rtol * Math.abs(wanted)) wrong.push(i);
    } else if (wanted !== got && !(Number.isNaN(wanted) && Number.isNaN(got))) {
      wrong.push(i);
    }
  }
  largest.value = Math.max(largest.value, here);
  return mismatchText(expected, wrong, (i) => want.text(i), (i) => have.text(i), here);
}

function exactDifference(expected, actual) {
  const wrong = [];
  if (expected.type === 'string') {
    expected.data.forEach((text, i) => text === actual.data[i] || wrong.push(i));
    const quote = (data) => (i) => JSON.stringify(data[i]);
    return mismatchText(expected, wrong, quote(expected.data), quote(actual.data), 0);
  }
  const want = new Elements(expected);
  const have = new Elements(actual);
  for (let i = 0; i < want.count; ++i) {
    if (want.bits(i) !== have.bits(i)) wrong.push(i);
  }
  return mismatchText(expected, wrong, (i) => want.text(i), (i) => have.text(i), 0);
}

// Complex numbers as a real tensor with a last axis of two.
const partsOf = ({ type, dims, data }) => ({
  type: type === 'complex64' ? 'float32' : 'float64',
  dims: [...dims, 2],
  data,
});

function tensorDifference(expected, actual, tolerance, largest) {
  if (!isTensor(actual)) return `expected ${typeText(expected)}, got no tensor`;
  if (typeText(expected) !== typeText(actual)) {
    return `expected ${typeText(expected)}, got ${typeText(actual)}`;
  }
  if (isComplex(expected.type)) {
    return realDifference(partsOf(expected), partsOf(actual), tolerance, largest);
  }
  return isReal(expected.type)
    ? realDifference(expected, actual, tolerance, largest)
    : exactDifference(expected, actual);
}

function mapDifference({ keys, values }, actual, tolerance, largest) {
  if (!(actual instanceof Map)) return 'expected a Map';
  const given = [...actual.keys()];
  const wanted = Array.from(keys.data, (key) => (typeof key === 'number' ? BigInt(key) : key));
  if (given.length !== wanted.length || given.some((key, i) => key !== wanted[i])) {
    return `expected the keys ${wanted}, got ${given}`;
  }
  const data =
    values.type === 'string' ? [...actual.values()] : values.data.constructor.from(actual.values());
  return tensorDifference(values, { type: values.type, dims: [data.length], data }, tolerance, largest);
}

/** The first difference between a case's value and a session's, or ''. */
export function difference(expected, actual, tolerance, largest) {
  switch (expected.kind) {
    case 'sequence':
      if (!Array.isArray(actual)) return 'expected a sequence';
      if (actual.length !== expected.elements.length) {
        return `expected a sequence of ${expected.elements.length}, got one of ${actual.length}`;
      }
      for (const [i, element] of expected.elements.entries()) {
        const found = difference(element, actual[i], tolerance, largest);
        if (found) return `element ${i}: ${found}`;
      }
      return '';
    case 'optional':
      if (!expected.value || actual === null) {
        if (!expected.value && actual === null) return '';
        return expected.value ? 'expected a value, got none' : 'expected no value, got one';
      }
      return difference(expected.value, actual, tolerance, largest);
    case 'map':
      return mapDifference(expected, actual, tolerance, largest);
    default:
      return tensorDifference(expected, actual, tolerance, largest);
  }
}

function bernoulliImplausibility(probabilities, drawn) {
  const p = new Elements(probabilities);
  const values = new Elements(drawn);
  let mean = 0;
  let variance = 0;
  let sum = 0;
  for (let i = 0; i < values.count; ++i) {
    const value = values.real(i);
    const share = p.real(i);
    if ((value !== 0 && value !== 1) || value === (share === 0 ? 1 : share === 1 ? 0 : NaN)) {
      return `element ${i} is ${value} where the probability of 1 is ${share}`;
    }
    mean += share;
    variance += share * (1 - share);
    sum += value;
  }
  return Math.abs(sum - mean) > 5 * Math.sqrt(variance) + 1e-6
    ? `the sum is ${sum} where ${mean} is to be expected`
    : '';
}

function dropoutImplausibility(data, ratio, [result, mask]) {
  const input = new Elements(data);
  const output = new Elements(result);
  let kept = 0;
  for (let i = 0; i < input.count; ++i) {
    const scaled = input.real(i) / (1 - ratio);
    const value = output.real(i);
    const keeps = mask ? mask.data[i] !== 0 : value !== 0;
    if (Math.abs(value - (keeps ? scaled : 0)) > 1e-5 * Math.abs(scaled)) {
      return `element ${i} is ${value}, neither 0 nor ${scaled}, or not as the mask says`;
    }
    kept += keeps ? 1 : 0;
  }
  const mean = input.count * (1 - ratio);
  return Math.abs(kept - mean) > 5 * Math.sqrt(mean * ratio)
    ? `${kept} elements were kept where ${mean} is to be expected`
    : '';
}

/** What is wrong with outputs that are drawn at random, or ''. */
export function implausibility(check, inputs, expected, actual) {
  for (const [i, value] of expected.entries()) {
    if (!isTensor(actual[i]) || typeText(value) !== typeText(actual[i])) {
      return `expected ${typeText(value)}, got ${isTensor(actual[i]) ? typeText(actual[i]) : 'no tensor'}`;
    }
  }
  return check.kind === 'dropout'
    ? dropoutImplausibility(inputs[check.data], check.ratio, actual)
    : bernoulliImplausibility(inputs[check.probabilities], actual[0]);
}

/** A copy with one element changed beyond any tolerance; undefined when there is no element. */
export function corrupted(value) {
  switch (value.kind) {
    case 'sequence': {
      for (const [i, element] of value.elements.entries()) {
        const changed = corrupted(element);
        if (changed) return { ...value, elements: value.elements.with(i, changed) };
      }
      return undefined;
    }
    case 'optional': {
      const changed = value.value && corrupted(value.value);
      return changed && { ...value, value: changed };
    }
    case 'map': {
      const changed = corrupted(value.values);
      return changed && { ...value, values: changed };
    }
    default:
      break;
  }
  if (countOf(value.dims) === 0) return undefined;
  const data = value.data.slice();
  if (value.type === 'string') {
    data[0] += '?';
  } else {
    // The highest bit under the sign: the largest step of the exponent, or a quarter of the range.
    const width = new Elements(isComplex(value.type) ? partsOf(value) : value).width;
    const bit = value.type === 'bool' ? 0 : value.type === 'float8e8m0' ? 7 : width - 2;
    bytesOf(data)[bit >> 3] ^= 1 << (bit & 7);
  }
  return { ...value, data };
}
