// GFLOP/s over arithmetic intensity: what each runtime reaches under what the core allows.

import { element, kRuntimes, label, legend, line, logScale, picture } from './svg.mjs';

const kWidth = 760;
const kHeight = 460;
const kLeft = 60;
const kRight = 20;
const kTop = 70;
const kBottom = 50;

/** Points of one runtime: intensity in flop per byte, GFLOP/s, name. */
const pointsOf = (cases, key) =>
  cases
    .filter(([, figures]) => figures[key])
    .map(([name, { amount, bytes, [key]: milliseconds }]) => ({
      name,
      x: amount / bytes,
      y: (1e-6 * amount) / milliseconds,
    }));

function around(values) {
  return [Math.min(...values) / 1.3, Math.max(...values) * 1.3];
}

/**
 * @param title of the plot
 * @param results what kernels/run.mjs wrote
 * @param groups the groups of cases that are shown
 */
export function roofline(title, { limits, cases }, groups) {
  const shown = Object.entries(cases).filter(
    ([, { group, error }]) => !error && groups.includes(group),
  );
  const series = kRuntimes
    .map((runtime) => ({ ...runtime, points: pointsOf(shown, runtime.key) }))
    .filter(({ points }) => points.length > 0);
  const all = series.flatMap(({ points }) => points);
  const x = logScale(around(all.map((point) => point.x)), [kLeft, kWidth - kRight]);
  const peak = limits['GFLOP/s'];
  const y = logScale(around([...all.map((point) => point.y), ...(peak ? [peak] : [])]), [
    kHeight - kBottom,
    kTop,
  ]);

  const grid = [
    ...x.ticks.flatMap((tick) => [
      line(x.at(tick), kTop, x.at(tick), kHeight - kBottom, { stroke: '#eee' }),
      label(x.at(tick), kHeight - kBottom + 16, tick, { 'text-anchor': 'middle' }),
    ]),
    ...y.ticks.flatMap((tick) => [
      line(kLeft, y.at(tick), kWidth - kRight, y.at(tick), { stroke: '#eee' }),
      label(kLeft - 6, y.at(tick) + 4, tick, { 'text-anchor': 'end' }),
    ]),
    label((kLeft + kWidth) / 2, kHeight - 10, 'flop per byte', { 'text-anchor': 'middle' }),
    label(16, kTop - 10, 'GFLOP/s'),
  ];
  const roofs = peak
    ? [
        ['GB/s', 'L2'],
        ['memory', 'memory'],
      ].flatMap(([key, name]) => roof(x, y, peak, limits[key], name))
    : [];
  const dots = series.flatMap(({ colour, points }) =>
    points.map((point) =>
      element(
        'circle',
        { cx: x.at(point.x), cy: y.at(point.y), r: 4.5, fill: colour, 'fill-opacity': '0.8' },
        element('title', {}, `${point.name}: ${point.y.toFixed(1)} GFLOP/s`),
      ),
    ),
  );
  return picture(kWidth, kHeight, title, [
    ...grid,
    ...roofs,
    ...dots,
    ...legend(kLeft, 48, series),
  ]);
}

/** The slope of one bandwidth up to the arithmetic's ceiling. */
function roof(x, y, peak, bandwidth, name) {
  const bend = Math.max(x.low, peak / bandwidth);
  const start = Math.max(x.low, y.low / bandwidth);
  const dashed = { stroke: '#444', 'stroke-dasharray': '5 4' };
  const slope = bend > start && start < x.high;
  return [
    line(x.at(Math.min(bend, x.high)), y.at(peak), x.at(x.high), y.at(peak), dashed),
    ...(slope
      ? [
          line(x.at(start), y.at(start * bandwidth), x.at(bend), y.at(peak), dashed),
          label(x.at(start) + 4, y.at(start * bandwidth) - 6, `${name}, ${bandwidth} GB/s`, {
            fill: '#444',
          }),
        ]
      : []),
    label(kWidth - kRight, y.at(peak) - 6, `${peak} GFLOP/s`, {
      'text-anchor': 'end',
      fill: '#444',
    }),
  ];
}
