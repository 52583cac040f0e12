// A case as models of one operator, in three forms:
//
//   whole   inputs -> operator -> outputs
//   full    inputs -> operator -> one element of each output
//   base    inputs -> one element of each of as many inputs
//
// The time of `full` less that of `base` is the operator's own: what it costs to bring inputs in is
// in both, and nothing large goes out.

import { attribute, initializer, model, node, tensor } from '../../web/test/support/onnx.mjs';
import { valueOf } from './values.mjs';

/** Larger constants lie beside the model: onnx.mjs writes bytes one by one. */
const kMostBytesInside = 4096;
const kWeightsPath = 'weights';

function attributeOf([name, content]) {
  if (typeof content === 'number') return attribute(name, 'int', content);
  if (typeof content === 'string') return attribute(name, 'string', content);
  if (Array.isArray(content)) return attribute(name, 'ints', content);
  return attribute(name, 'float', content.float);
}

const vector = (name, numbers) =>
  initializer(name, 'int64', [numbers.length], BigInt64Array.from(numbers, BigInt));

/**
 * Nodes that leave element `i` of `name` as `z<i>`. Reshape keeps runtimes from moving the Slice in
 * front of what is measured, as onnxruntime does with a Transpose.
 */
const oneOf = (name, i) => [
  node('Reshape', [name, 'flat'], [`flat${i}`]),
  node('Slice', [`flat${i}`, `from${i}`, `from${i + 1}`], [`z${i}`]),
];
const constantsOfOneOf = (count) => [
  vector('flat', [-1]),
  ...Array.from({ length: count + 1 }, (_, i) => vector(`from${i}`, [i])),
];

/** Constants of a case as initializers, and the bytes of those that lie in another file. */
function constantsOf(values) {
  const outside = [];
  let offset = 0;
  const inside = values.map(({ name, type, dims, data }) => {
    if (data.byteLength <= kMostBytesInside) return initializer(name, type, dims, data);
    const place = { location: kWeightsPath, offset, length: data.byteLength };
    outside.push(new Uint8Array(data.buffer));
    offset += data.byteLength;
    return initializer(name, type, dims, place);
  });
  const weights = new Uint8Array(offset);
  outside.reduce((at, bytes) => (weights.set(bytes, at), at + bytes.length), 0);
  return { inside, weights };
}

/** The operator with its inputs: {whole, full, base, fed, values, externalData}. */
export function oneNode(test) {
  const values = test.inputs.map((input, i) => input && { name: `x${i}`, ...valueOf(input, i) });
  const present = values.filter((value) => value);
  const isConstant = ({ name }) => test.inputs[Number(name.slice(1))].constant;
  const fed = present.filter((value) => !isConstant(value));
  const { inside, weights } = constantsOf(present.filter(isConstant));
  const outputs = test.outputs.map((_, i) => `y${i}`);
  const operator = node(
    test.op,
    values.map((value) => value?.name ?? ''),
    outputs,
    { domain: test.domain, attributes: Object.entries(test.attributes).map(attributeOf) },
  );
  const build = ({ nodes, results, initializers }) =>
    model({
      inputs: fed.map(({ name, type, dims }) => tensor(name, type, dims)),
      outputs: results.map(({ name, type }) => tensor(name, type)),
      nodes,
      initializers,
      opset: test.opset,
      domains: test.domain ? [test.domain] : [],
    });
  const whole = build({
    nodes: [operator],
    results: outputs.map((name, i) => ({ name, type: test.outputs[i] })),
    initializers: inside,
  });
  // As many elements go out with the operator as without it.
  const ends = (values, types) => ({
    nodes: values.flatMap(oneOf),
    results: values.map((_, i) => ({ name: `z${i}`, type: types[i] })),
    initializers: constantsOfOneOf(values.length),
  });
  const after = ends(outputs, test.outputs);
  const full = build({
    ...after,
    nodes: [operator, ...after.nodes],
    initializers: [...inside, ...after.initializers],
  });
  const around = outputs.map((_, i) => fed[i % fed.length]);
  const base = build(
    ends(
      around.map(({ name }) => name),
      around.map(({ type }) => type),
    ),
  );
  const externalData = weights.length > 0 ? [{ path: kWeightsPath, data: weights }] : [];
  return { whole, full, base, fed, values, externalData };
}
