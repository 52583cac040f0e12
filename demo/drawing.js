// A board to draw on with pen, finger or mouse, and the drawing in the form of the UCI digits.

/** Width of strokes in the 32 x 32 bitmap that digits are scaled to: about that of the data set's. */
const kStroke = 5.4;
/** Each pixel of the model's image is the ink in a block of this many bits each way. */
const kBlock = 4;

/** Draws strokes, lists of points, as lines. */
function drawStrokes(context, strokes, width) {
  context.lineWidth = width;
  context.lineCap = context.lineJoin = 'round';
  for (const points of strokes) {
    context.beginPath();
    context.moveTo(...points[0]);
    // A single point becomes a dot.
    for (const point of points.length > 1 ? points.slice(1) : points) context.lineTo(...point);
    context.stroke();
  }
}

/**
 * The digit that the strokes show, as `size` x `size` values in [0, 1]. It is made like the data
 * set's images: the digit is scaled to fill a bitmap, and each block of the bitmap counts its ink.
 */
function toPixels(strokes, size) {
  const bits = size * kBlock;
  const points = strokes.flat();
  const [left, top] = [0, 1].map((axis) => Math.min(...points.map((point) => point[axis])));
  const [right, bottom] = [0, 1].map((axis) => Math.max(...points.map((point) => point[axis])));
  const room = bits - kStroke - 1;
  const scale = room / Math.max(right - left, bottom - top, 1);
  const place = (value, low, high) => (value - (low + high) / 2) * scale + bits / 2;
  const canvas = Object.assign(document.createElement('canvas'), { width: bits, height: bits });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const scaled = strokes.map((stroke) =>
    stroke.map(([x, y]) => [place(x, left, right), place(y, top, bottom)]),
  );
  drawStrokes(context, scaled, kStroke);
  const { data } = context.getImageData(0, 0, bits, bits);
  const pixels = new Array(size * size).fill(0);
  for (let y = 0; y < bits; ++y) {
    for (let x = 0; x < bits; ++x) {
      const ink = data[4 * (y * bits + x) + 3] > 127;
      if (ink) pixels[Math.floor(y / kBlock) * size + Math.floor(x / kBlock)] += 1 / kBlock ** 2;
    }
  }
  return pixels;
}

/**
 * Makes `canvas` a board. `onChange` gets the drawing, as `size` x `size` values, while it is
 * drawn.
 */
export function drawing(canvas, { size, onChange }) {
  const context = canvas.getContext('2d');
  let strokes = [];
  let pending = false;

  const redraw = () => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.strokeStyle = '#faecdc';
    drawStrokes(context, strokes, canvas.width / 14);
  };
  const changed = () => {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      if (strokes.length === 0) return;
      redraw();
      onChange(toPixels(strokes, size));
    });
  };
  const pointOf = ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [((clientX - left) / width) * canvas.width, ((clientY - top) / height) * canvas.height];
  };

  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    strokes.push([pointOf(event)]);
    changed();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!canvas.hasPointerCapture(event.pointerId) || strokes.length === 0) return;
    const events = event.getCoalescedEvents?.() ?? [];
    strokes.at(-1).push(...(events.length ? events : [event]).map(pointOf));
    changed();
  });

  return {
    clear() {
      strokes = [];
      context.clearRect(0, 0, canvas.width, canvas.height);
    },
    /** Shows an image instead of a drawing. */
    show(image) {
      this.clear();
      context.imageSmoothingEnabled = false;
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
    },
  };
}
