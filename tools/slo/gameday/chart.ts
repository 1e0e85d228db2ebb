import { runsOf } from '../runs.ts';
import { chartDocument, chartWidth, escapeText } from '../svg.ts';
import type { AlertSpan } from './comparison.ts';
import type { Point } from './observed-series.ts';
import { rehearsalTiming } from './rehearsal-timing.ts';

/** One objective's part of the chart. */
export interface ChartPanel {
  readonly title: string;
  /** Factor of the alert that is drawn. */
  readonly threshold: number;
  readonly long: readonly Point[];
  readonly short: readonly Point[];
  readonly predicted: readonly AlertSpan[];
  readonly observed: readonly AlertSpan[];
}

export interface ChartIncident {
  readonly title: string;
  readonly beganAt: number;
  readonly endedAt: number;
}

export interface Chart {
  readonly seconds: number;
  readonly incidents: readonly ChartIncident[];
  readonly panels: readonly ChartPanel[];
}

const width = chartWidth;
const left = 56;
const right = 16;
const panelHeight = 150;
const gap = 46;
const top = 76;

const fixed = (value: number): string => String(Number(value.toFixed(1)));

/** Burn rates from a tenth up, on a scale on which each tenfold step is as high. */
const lowest = 0.1;

const powersUpTo = (highest: number): readonly number[] => {
  const powers: number[] = [];
  for (let power = lowest; power <= highest * 1.001; power *= 10) powers.push(power);
  return powers;
};

interface Scales {
  readonly x: (seconds: number) => number;
  readonly y: (burn: number) => number;
}

/** Points that are further apart have an evaluation between them that knew no burn rate. */
const breakSeconds = 1.5 * rehearsalTiming.evaluationSeconds;

const stretches = (points: readonly Point[]) =>
  runsOf(points, (last, next) => next.at - last.at <= breakSeconds);

const line = (points: readonly Point[], { x, y }: Scales, style: string): string =>
  stretches(points)
    .map((stretch) => stretch.map(({ at, value }) => `${fixed(x(at))},${fixed(y(value))}`).join(' '))
    .map((coordinates) => `<polyline fill="none" ${style} points="${coordinates}"/>`)
    .join('');

interface MarkStyle {
  readonly stroke: string;
  readonly fill: string;
}

const predictedStyle: MarkStyle = { stroke: '#555', fill: 'white' };
const observedStyle: MarkStyle = { stroke: '#c0392b', fill: '#c0392b' };

const triangle = (atX: number, [tip, base]: readonly [number, number], { stroke, fill }: MarkStyle): string =>
  `<path d="M${fixed(atX)},${fixed(tip)} L${fixed(atX + 5)},${fixed(base)} L${fixed(atX - 5)},${fixed(base)} Z" stroke="${stroke}" fill="${fill}"/>`;

/** A triangle that points up marks the start of an alert. */
const startMark = (atX: number, atY: number, style: MarkStyle): string =>
  triangle(atX, [atY - 5, atY + 4], style);

/** A triangle that points down marks the end of an alert. */
const endMark = (atX: number, atY: number, style: MarkStyle): string =>
  triangle(atX, [atY + 5, atY - 4], style);

const marks = (spans: readonly AlertSpan[], { x }: Scales, atY: number, style: MarkStyle): string =>
  spans
    .flatMap(({ firesAt, clearsAt }) => [
      startMark(x(firesAt), atY, style),
      ...(clearsAt === undefined ? [] : [endMark(x(clearsAt), atY, style)]),
    ])
    .join('');

const panelSvg = (panel: ChartPanel, offset: number, x: Scales['x']): string => {
  const highest = Math.max(
    100,
    ...panel.short.map(({ value }) => value),
    ...panel.long.map(({ value }) => value),
  );
  const decades = Math.ceil(Math.log10(highest / lowest));
  const y = (burn: number) =>
    offset + panelHeight - (Math.max(0, Math.log10(Math.max(burn, lowest) / lowest)) / decades) * panelHeight;
  const scales = { x, y };
  const grid = powersUpTo(lowest * 10 ** decades).map(
    (power) =>
      `<line x1="${left}" x2="${width - right}" y1="${fixed(y(power))}" y2="${fixed(y(power))}" stroke="#ddd"/>` +
      `<text x="${left - 6}" y="${fixed(y(power) + 4)}" text-anchor="end" fill="#666">${power < 1 ? power : Math.round(power)}</text>`,
  );
  return [
    `<text x="${left}" y="${offset - 22}" font-weight="bold">${escapeText(panel.title)}</text>`,
    ...grid,
    `<line x1="${left}" x2="${width - right}" y1="${fixed(y(panel.threshold))}" y2="${fixed(y(panel.threshold))}" stroke="#c0392b" stroke-dasharray="6 4"/>`,
    `<text x="${width - right}" y="${fixed(y(panel.threshold) - 4)}" text-anchor="end" fill="#c0392b">page at ${panel.threshold}</text>`,
    line(panel.long, scales, 'stroke="#1f4e79" stroke-width="2"'),
    line(panel.short, scales, 'stroke="#e08e0b" stroke-width="1.2"'),
    marks(panel.predicted, scales, offset - 12, predictedStyle),
    marks(panel.observed, scales, offset - 1, observedStyle),
  ].join('\n');
};

const legend = (y: number): string => {
  const items: readonly (readonly [string, string])[] = [
    ['<line x1="0" x2="22" y1="-4" y2="-4" stroke="#1f4e79" stroke-width="2"/>', 'burn rate, window of 1 h'],
    ['<line x1="0" x2="22" y1="-4" y2="-4" stroke="#e08e0b" stroke-width="1.2"/>', 'window of 5 min'],
    [startMark(6, -4, predictedStyle) + endMark(20, -4, predictedStyle), 'predicted start and end'],
    [startMark(6, -4, observedStyle) + endMark(20, -4, observedStyle), 'observed start and end of the page'],
  ];
  const widths = [210, 160, 180, 0];
  let x = left;
  return items
    .map(([symbol, text], position) => {
      const part = `<g transform="translate(${x},${y})">${symbol}<text x="30" y="0">${text}</text></g>`;
      x += widths[position] ?? 0;
      return part;
    })
    .join('\n');
};

/** Burn rates over time, with the predicted and observed start and end of each page. */
export const chartSvg = ({ seconds, incidents, panels }: Chart): string => {
  const height = top + panels.length * (panelHeight + gap) + 24;
  const x = (at: number) => left + (at / seconds) * (width - left - right);
  const offsetOf = (position: number) => top + 30 + position * (panelHeight + gap);
  const bottom = offsetOf(panels.length - 1) + panelHeight;
  const shades = incidents.map(
    ({ title, beganAt, endedAt }, position) =>
      `<rect x="${fixed(x(beganAt))}" y="${top - 6}" width="${fixed(x(endedAt) - x(beganAt))}" height="${bottom - top + 6}" fill="#f5d5d0" opacity="0.5"><title>${escapeText(title)}</title></rect>` +
      `<text x="${fixed(x(beganAt))}" y="${top - 12 - (position % 2) * 14}" fill="#7b241c">${escapeText(title)}</text>`,
  );
  const step = seconds > 150 ? 60 : 10;
  const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, tick) => tick * step).map(
    (at) => `<text x="${fixed(x(at))}" y="${bottom + 16}" text-anchor="middle" fill="#666">${at} s</text>`,
  );
  return chartDocument(
    'Burn rates of the objectives over a game day, with the pages that were predicted and observed',
    height,
    [
      legend(20),
      ...shades,
      ...panels.map((panel, position) => panelSvg(panel, offsetOf(position), x)),
      ...ticks,
    ],
  );
};
