// How often faster than onnxruntime-web each model runs, as bars with the quartiles.

import { element, kRuntimes, label, line, logScale, picture } from './svg.mjs';
import { geometricMean } from '../compare/stopwatch.mjs';

const kWidth = 760;
const kLeft = 230;
const kRight = 60;
const kTop = 60;
const kRow = 18;

/** @param results what compare/models.mjs wrote; several are joined. */
export function ratios(title, results) {
  const models = results
    .flatMap((result) => Object.entries(result.models))
    .filter(([, { error }]) => !error)
    .sort(([, a], [, b]) => b.ratio.median - a.ratio.median);
  const medians = models.map(([, { ratio }]) => ratio.median);
  const scale = logScale(
    [Math.min(0.5, ...medians), Math.max(4, ...medians) * 1.2],
    [kLeft, kWidth - kRight],
  );
  const height = kTop + kRow * models.length + 34;
  const bottom = height - 28;
  const mean = geometricMean(medians);
  const grid = scale.ticks.flatMap((tick) => [
    line(scale.at(tick), kTop - 6, scale.at(tick), bottom, {
      stroke: tick === 1 ? '#444' : '#eee',
    }),
    label(scale.at(tick), bottom + 16, `${tick}x`, { 'text-anchor': 'middle' }),
  ]);
  const clamp = (value) => Math.min(Math.max(value, scale.low), scale.high);
  const bars = models.flatMap(([name, { ratio }], i) => {
    const y = kTop + kRow * i;
    const ends = [scale.at(1), scale.at(ratio.median)].sort((a, b) => a - b);
    const colour = kRuntimes[ratio.median >= 1 ? 0 : 1].colour;
    return [
      label(kLeft - 8, y + 11, name, { 'text-anchor': 'end' }),
      element('rect', {
        x: ends[0],
        y: y + 2,
        width: Math.max(0.5, ends[1] - ends[0]),
        height: kRow - 6,
        fill: colour,
      }),
      line(scale.at(clamp(ratio.low)), y + 8, scale.at(clamp(ratio.high)), y + 8, {
        stroke: '#222',
      }),
      label(kWidth - 8, y + 11, `${ratio.median.toFixed(2)}x`, { 'text-anchor': 'end' }),
    ];
  });
  const dashed = { stroke: '#444', 'stroke-dasharray': '5 4' };
  return picture(kWidth, height, `${title}: geometric mean ${mean.toFixed(2)}x`, [
    ...grid,
    ...bars,
    line(scale.at(mean), kTop - 6, scale.at(mean), bottom, dashed),
  ]);
}
