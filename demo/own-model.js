// A model of the visitor's own: what it takes and gives, and a run with random data.

import { Session, Tensor } from '../web/dist/index.js';
import { get, medianTime } from './common.js';

// prettier-ignore
const kArrays = {
  float32: Float32Array, float64: Float64Array, int8: Int8Array, uint8: Uint8Array,
  int16: Int16Array, uint16: Uint16Array, int32: Int32Array, uint32: Uint32Array,
  int64: BigInt64Array, uint64: BigUint64Array, bool: Uint8Array,
};

/**
 * A random tensor: floats in [0, 1), small whole numbers, bools. Undefined for types without a
 * notion of random.
 */
function randomTensor(type, dims) {
  const size = dims.reduce((a, b) => a * b, 1);
  if (type === 'string')
    return new Tensor(
      'string',
      Array.from({ length: size }, () => 'text'),
      dims,
    );
  if (type === 'float16') {
    // 0x3c00 is 1: bits below it are positive numbers below 1.
    return new Tensor(
      'float16',
      Uint16Array.from({ length: size }, () => 0x3c00 * Math.random()),
      dims,
    );
  }
  const array = kArrays[type];
  if (!array) return undefined;
  const data = new array(size);
  const isBig = data instanceof BigInt64Array || data instanceof BigUint64Array;
  for (let i = 0; i < size; ++i) {
    const x = Math.random();
    data[i] = type.startsWith('float') ? x : isBig ? BigInt(x > 0.5) : Number(x > 0.5);
  }
  return new Tensor(type, data, dims);
}

function row(...cells) {
  const line = document.createElement('tr');
  for (const [text, note, code] of cells) {
    const cell = line.insertCell();
    const element = document.createElement(code ? 'code' : 'span');
    element.textContent = text;
    cell.append(element);
    if (note) cell.append(Object.assign(document.createElement('small'), { textContent: note }));
  }
  return line;
}

const typeOf = ({ isTensor, type, shape, typeName }) =>
  isTensor ? `${type} [${shape.map((extent) => extent || '?').join(', ')}]` : typeName;

/** What is in a result: its range, and its first elements. */
function summary(value) {
  if (value === null) return ['nothing', ''];
  if (value instanceof Map)
    return [
      `map of ${value.size}`,
      [...value]
        .slice(0, 3)
        .map((pair) => pair.join(': '))
        .join(', '),
    ];
  if (Array.isArray(value))
    return [
      `sequence of ${value.length}`,
      value
        .slice(0, 2)
        .map((x) => summary(x)[0])
        .join(', '),
    ];
  const { type, dims, data, size } = value;
  const first = Array.from(data.slice(0, 5), (x) =>
    typeof x === 'number' ? Number(x.toPrecision(4)) : x,
  );
  const list = `${first.join(', ')}${size > 5 ? ', …' : ''}`;
  if (type === 'string' || typeof data[0] !== 'number')
    return [`${type} [${dims.join(', ')}]`, list];
  let [least, most, sum] = [Infinity, -Infinity, 0];
  for (const x of data) [least, most, sum] = [Math.min(least, x), Math.max(most, x), sum + x];
  const range = size
    ? `${least.toPrecision(4)} to ${most.toPrecision(4)}, mean ${(sum / size).toPrecision(4)}`
    : 'empty';
  return [`${type} [${dims.join(', ')}]`, `${range}: ${list}`];
}

function showError(error) {
  get('own-error').textContent = error ? error.message : '';
  get('own-error').hidden = !error;
}

/** The size of all files together. */
function sizeText(files) {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The model among the files, and the others as its external data. */
function sort(files) {
  const model = files.find(({ name }) => name.endsWith('.onnx')) ?? files[0];
  return {
    model,
    externalData: files.filter((file) => file !== model).map((data) => ({ path: data.name, data })),
  };
}

function makeExtentFields(session) {
  const symbols = new Set(
    session.inputMetadata.flatMap(({ shape = [] }) => shape.filter((x) => typeof x === 'string')),
  );
  get('own-extents').replaceChildren();
  const fields = new Map();
  for (const symbol of symbols) {
    const label = document.createElement('label');
    const field = Object.assign(document.createElement('input'), {
      type: 'number',
      min: 0,
      value: 1,
    });
    label.append(symbol || '?', field);
    get('own-extents').append(label);
    fields.set(symbol, field);
  }
  return (extent) => (typeof extent === 'number' ? extent : Number(fields.get(extent).value));
}

/** Brings the drop zone to life. */
export function showOwnModel() {
  let session;
  let extentOf;

  const load = async (files) => {
    if (files.length === 0) return;
    const { model, externalData } = sort(files);
    document.body.dataset.own = 'loading';
    get('own').hidden = true;
    showError();
    await session?.release();
    session = undefined;
    try {
      const started = performance.now();
      session = await Session.create(model, { externalData, logSeverityLevel: 3 });
      const time = performance.now() - started;
      extentOf = makeExtentFields(session);
      get('own-facts').textContent =
        `${model.name}: ${sizeText(files)}, loaded in ${time.toFixed(0)} ms.`;
      get('own-warnings').replaceChildren(
        ...session.warnings.map((textContent) =>
          Object.assign(document.createElement('li'), { textContent }),
        ),
      );
      get('own-inputs').replaceChildren(
        ...session.inputMetadata.map((port) => row([port.name], [typeOf(port), '', true])),
      );
      get('own-outputs').replaceChildren(
        ...session.outputMetadata.map((port) => row([port.name], [typeOf(port), '', true])),
      );
      get('own-time').textContent = '';
      get('own').hidden = false;
      document.body.dataset.own = 'loaded';
    } catch (error) {
      showError(error);
      document.body.dataset.own = 'failed';
    }
  };

  const run = async () => {
    showError();
    get('own-run').disabled = true;
    try {
      const feeds = Object.fromEntries(
        session.inputMetadata.map((port) => {
          const tensor = port.isTensor && randomTensor(port.type, port.shape.map(extentOf));
          if (!tensor)
            throw new Error(`There is no random data for ${port.name}, a ${typeOf(port)}.`);
          return [port.name, tensor];
        }),
      );
      const results = await session.run(feeds);
      const time = await medianTime(() => session.run(feeds));
      get('own-outputs').replaceChildren(
        ...Object.entries(results).map(([name, value]) => {
          const [type, contents] = summary(value);
          return row([name], [type, contents, true]);
        }),
      );
      get('own-time').textContent =
        `${time < 1 ? time.toFixed(3) : time.toFixed(1)} ms per run (median).`;
      document.body.dataset.own = 'run';
    } catch (error) {
      showError(error);
      document.body.dataset.own = 'failed';
    } finally {
      get('own-run').disabled = false;
    }
  };

  get('own-run').addEventListener('click', run);
  get('file').addEventListener('change', ({ target }) => load([...target.files]));
  const drop = get('drop');
  for (const type of ['dragover', 'dragleave', 'drop']) {
    drop.addEventListener(type, (event) => {
      event.preventDefault();
      drop.classList.toggle('over', type === 'dragover');
      if (type === 'drop') load([...event.dataTransfer.files]);
    });
  }
}
