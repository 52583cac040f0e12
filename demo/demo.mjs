// Runs the digit classifier in Node.js and says what it sees: `node demo/demo.mjs`.

import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Session, Tensor, env } from '../web/dist/index.js';
import { medianTime, portText, softmax } from './common.js';

const folder = new URL('../tests/models/digits_cnn/', import.meta.url);
const readJson = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const samples = readJson('samples.json');
const count = samples.images.length;
const failures = [];

/** A batch of some of the sample images: their pixels divided by the value of full ink. */
function batchOf(images) {
  const pixels = images.flatMap((image) => image.pixels.map((ink) => ink / samples.white));
  const dims = [images.length, 1, samples.height, samples.width];
  return { [samples.input]: new Tensor('float32', pixels, dims) };
}

async function load() {
  const file = new URL('model.onnx', folder);
  const start = performance.now();
  const session = await Session.create(fileURLToPath(file));
  const time = (performance.now() - start).toFixed(0);
  const size = (statSync(file).size / 1000).toFixed(0);
  console.log(`\nSardonyx ${env.versions.sardonyx} in Node.js ${process.version}`);
  console.log(`tests/models/digits_cnn/model.onnx: ${size} kB, loaded in ${time} ms`);
  for (const port of session.inputMetadata) console.log(`  input   ${portText(port)}`);
  for (const port of session.outputMetadata) console.log(`  output  ${portText(port)}`);
  return session;
}

/** The rows of an image in characters, two per pixel. */
function picture({ pixels }) {
  const { width, height, white } = samples;
  const shades = ' .:-=+*#%@';
  const shade = (ink) => shades[Math.round((ink / white) * (shades.length - 1))].repeat(2);
  return Array.from({ length: height }, (_, y) =>
    pixels
      .slice(y * width, (y + 1) * width)
      .map(shade)
      .join(''),
  );
}

/** Classifies the samples and prints them with what the model takes them for. */
async function classify(session) {
  const { [samples.output]: logits } = await session.run(batchOf(samples.images));
  const cells = samples.images.map((image, i) => {
    const shares = softmax(logits.data.subarray(10 * i, 10 * i + 10));
    const digit = shares.indexOf(Math.max(...shares));
    const verdict = `${digit} (${(100 * shares[digit]).toFixed(1)} %)`;
    return { right: digit === image.label, lines: [...picture(image), verdict] };
  });
  const perRow = 5;
  for (let first = 0; first < count; first += perRow) {
    console.log();
    const row = cells.slice(first, first + perRow);
    for (let y = 0; y <= samples.height; ++y) {
      console.log(` ${row.map(({ lines }) => lines[y].padEnd(2 * samples.width)).join('  ')}`);
    }
  }
  const right = cells.filter((cell) => cell.right).length;
  console.log(`\n${right} of ${count} digits recognised; the model was trained on none of them.`);
  if (right < count) failures.push(`${count - right} digits were taken for others`);
}

/** Runs all images of the model's case file and holds the results against PyTorch's. */
async function compareWithPyTorch(session) {
  const data = readFileSync(new URL('data.bin', folder));
  const floats = ({ offset, length }) =>
    new Float32Array(Uint8Array.from(data.subarray(offset, offset + length)).buffer);
  let [largest, images, numbers] = [0, 0, 0];
  for (const { inputs, outputs } of readJson('case.json').sets) {
    const feeds = inputs.map((input) => [input.name, new Tensor(floats(input), input.shape)]);
    const results = await session.run(Object.fromEntries(feeds));
    images += inputs[0].shape[0];
    for (const output of outputs) {
      const actual = results[output.name].data;
      const expected = floats(output);
      numbers += expected.length;
      expected.forEach((x, i) => (largest = Math.max(largest, Math.abs(actual[i] - x))));
    }
  }
  console.log(
    `Largest difference from PyTorch's outputs: ${largest.toExponential(1)} ` +
      `(${numbers} numbers, ${images} images).`,
  );
  if (!(largest <= 1e-5)) failures.push(`the outputs differ from PyTorch's by ${largest}`);
}

async function measure(session) {
  const [one, all] = [batchOf(samples.images.slice(0, 1)), batchOf(samples.images)];
  const times = [
    await medianTime(() => session.run(one)),
    await medianTime(() => session.run(all)),
  ];
  const [forOne, forAll] = times.map((time) => time.toFixed(3));
  console.log(`Time: ${forOne} ms for one image, ${forAll} ms for ${count} at once (medians).\n`);
}

const session = await load();
await classify(session);
await compareWithPyTorch(session);
await measure(session);
await session.release();
if (failures.length > 0) {
  console.error(`This is not as it should be: ${failures.join('; ')}.`);
  process.exit(1);
}
