// The digit classifier: a board to draw on, samples, and what the model makes of them.

import { Session, Tensor } from '../web/dist/index.js';
import { drawing } from './drawing.js';
import { get, medianTime, portText, softmax } from './common.js';

const folder = new URL('../tests/models/digits_cnn/', import.meta.url);

/** Paints an image of `size` x `size` values in [0, 1] onto a canvas of that size. */
function paint(canvas, values, size) {
  canvas.width = canvas.height = size;
  const pixels = new ImageData(size, size);
  values.forEach((value, i) => pixels.data.set([250, 236, 220, 255 * value], 4 * i));
  canvas.getContext('2d').putImageData(pixels, 0, 0);
}

function makeBars() {
  return Array.from({ length: 10 }, (_, digit) => {
    const item = document.createElement('li');
    item.innerHTML = '<span></span><div class="track"><div></div></div><span></span>';
    item.firstElementChild.textContent = digit;
    get('bars').append(item);
    return item;
  });
}

function showProbabilities(bars, probabilities) {
  const best = probabilities.indexOf(Math.max(...probabilities));
  bars.forEach((bar, digit) => {
    const share = probabilities[digit];
    bar.classList.toggle('best', digit === best);
    bar.querySelector('.track > div').style.setProperty('--share', share);
    bar.lastElementChild.textContent = `${(100 * share).toFixed(1)} %`;
  });
  get('digit').textContent = best;
  get('certainty').textContent = `${(100 * probabilities[best]).toFixed(1)} % sure`;
}

function clearVerdict(bars) {
  get('digit').textContent = '–';
  get('certainty').textContent = '';
  for (const bar of bars) {
    bar.classList.remove('best');
    bar.querySelector('.track > div').style.setProperty('--share', 0);
    bar.lastElementChild.textContent = '';
  }
}

/** Loads the classifier and brings the board to life. */
export async function showDigits() {
  const bars = makeBars();
  const started = performance.now();
  const [session, samples] = await Promise.all([
    Session.create(new URL('model.onnx', folder)),
    fetch(new URL('samples.json', folder)).then((response) => response.json()),
  ]).catch((error) => {
    get('facts').textContent = `The model could not be loaded: ${error.message}`;
    throw error;
  });
  const loaded = performance.now() - started;
  const size = samples.width;
  const [input] = session.inputMetadata;
  const [output] = session.outputMetadata;
  const seen = get('seen');

  const tensorOf = (pixels) => new Tensor('float32', Float32Array.from(pixels), [1, 1, size, size]);
  const classify = async (pixels) => {
    paint(seen, pixels, size);
    const start = performance.now();
    const { [output.name]: logits } = await session.run({ [input.name]: tensorOf(pixels) });
    const time = performance.now() - start;
    showProbabilities(bars, softmax(logits.data));
    get('facts').dataset.time = time;
  };

  const board = drawing(get('board'), {
    size,
    onChange: (pixels) => {
      get('board').parentElement.classList.add('drawn');
      return classify(pixels);
    },
  });
  const clear = () => {
    board.clear();
    get('board').parentElement.classList.remove('drawn');
    paint(seen, new Array(size * size).fill(0), size);
    clearVerdict(bars);
  };
  get('clear').addEventListener('click', clear);
  clear();

  for (const { label, pixels } of samples.images) {
    const values = pixels.map((ink) => ink / samples.white);
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-label', `A handwritten ${label}`);
    const canvas = document.createElement('canvas');
    paint(canvas, values, size);
    button.append(canvas);
    button.addEventListener('click', () => {
      board.show(canvas);
      get('board').parentElement.classList.add('drawn');
      return classify(values);
    });
    get('samples').append(button);
  }

  const time = await medianTime(() =>
    session.run({ [input.name]: tensorOf(new Array(size * size).fill(0.5)) }),
  );
  get('facts').textContent =
    `Loaded in ${loaded.toFixed(0)} ms; ${time.toFixed(3)} ms per image. ` +
    `Input ${portText(input)}, output ${portText(output)}. ` +
    `Right for ${(100 * samples.heldOutAccuracy).toFixed(1)} % of images it had never seen.`;
  document.body.dataset.state = 'ready';
}
