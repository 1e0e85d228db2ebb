import type { LoadRun, LocalResults } from '../local/measure-local.ts';
import { pairedRatio, quantile } from '../statistics.ts';
import { markdownTable } from './report-table.ts';

const markOf = (value: number, target: number): string => (value <= target ? 'met' : 'missed');

const cpuOf = (runs: readonly LoadRun[]) => runs.map(({ cpuMs }) => cpuMs);

/** Figures of the local run beside their targets, and its throughput. */
export const localReport = (results: LocalResults): string => {
  const { few, many, start, afterRequests, readyMs, strict, loose } = results;
  const growth = many.orders.cpuMs / few.orders.cpuMs;
  const strictness = pairedRatio(cpuOf(strict), cpuOf(loose)).median;
  const { requests, usage } = afterRequests;
  const figures: readonly (readonly [string, number, number, (value: number) => string])[] = [
    [
      `processor time of an order with ${many.stored} orders ÷ with ${few.stored}`,
      growth,
      1.25,
      (ratio) => ratio.toFixed(2),
    ],
    ['processor time of an order ÷ without strictness', strictness, 1.35, (ratio) => ratio.toFixed(2)],
    ['ready after, ms', readyMs, 1_000, (ms) => ms.toFixed(0)],
    ['memory at start, MB', start.residentMb, 250, (mb) => mb.toFixed(0)],
    [`memory after ${requests} requests, MB`, usage.residentMb, 1_000, (mb) => mb.toFixed(0)],
  ];
  const loads: readonly (readonly [string, LoadRun])[] = [
    [`create-order with ${few.stored} orders`, few.orders],
    [`create-order with ${many.stored} orders`, many.orders],
    ['get-order', results.reads],
    ['health-live', results.health],
  ];
  return [
    markdownTable(
      ['local run', 'measured', 'target at most', 'target'],
      figures.map(([label, value, target, text]) => [
        label,
        text(value),
        text(target),
        markOf(value, target),
      ]),
    ),
    markdownTable(
      ['eight requests at once', 'per second', 'processor time, ms'],
      loads.map(([label, { perSecond, cpuMs }]) => [label, perSecond.toFixed(0), cpuMs.toFixed(1)]),
    ),
    `Without strictness, an order takes ${quantile(cpuOf(loose), 0.5).toFixed(1)} ms of processor time. Memory is that of all processes. Requests that were sent again: ${results.repeated}.`,
  ].join('\n\n');
};
