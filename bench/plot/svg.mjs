// Just enough of SVG for plots: elements as text, and axes.

const escape = (text) =>
  String(text).replace(
    /[&<>"]/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c],
  );

/** <name a="b">content</name>; numbers are rounded to what can be seen. */
export function element(name, attributes, content = '') {
  const shown = (value) => (typeof value === 'number' ? Number(value.toFixed(1)) : escape(value));
  const text = Object.entries(attributes).map(([key, value]) => ` ${key}="${shown(value)}"`);
  return `<${name}${text.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`;
}

export const label = (x, y, text, attributes = {}) =>
  element('text', { x, y, ...attributes }, escape(text));

export const line = (x1, y1, x2, y2, attributes = {}) =>
  element('line', { x1, y1, x2, y2, stroke: '#ccc', ...attributes });

/** A picture on white: a reader's dark page would hide dark text. */
export function picture(width, height, title, parts) {
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      'font-family': 'system-ui, sans-serif',
      'font-size': '12',
      fill: '#222',
    },
    [
      '',
      element('title', {}, escape(title)),
      element('rect', { width, height, fill: '#fff' }),
      label(16, 24, title, { 'font-size': '15', 'font-weight': '600' }),
      ...parts,
      '',
    ].join('\n'),
  )}\n`;
}

/** Maps [low, high] to [from, to] by logarithms. */
export function logScale([low, high], [from, to]) {
  const at = (value) => from + ((to - from) * Math.log(value / low)) / Math.log(high / low);
  const ticks = [];
  for (let decade = 10 ** Math.floor(Math.log10(low)); decade <= high; decade *= 10) {
    for (const factor of [1, 2, 5]) {
      const tick = decade * factor;
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(Number(tick.toPrecision(3)));
    }
  }
  return { at, ticks, low, high };
}

/** The colours of the runtimes; they differ for every kind of sight. */
export const kRuntimes = [
  { key: 'ours', name: 'Sardonyx', colour: '#0072b2' },
  { key: 'theirs', name: 'onnxruntime-web', colour: '#d55e00' },
  { key: 'tfjs', name: 'tfjs-backend-wasm', colour: '#777777' },
];

/** One line of names beside their colours. */
export const legend = (x, y, entries) =>
  entries.flatMap(({ name, colour }, i) => [
    element('circle', { cx: x + 150 * i, cy: y - 4, r: 5, fill: colour }),
    label(x + 150 * i + 10, y, name),
  ]);
