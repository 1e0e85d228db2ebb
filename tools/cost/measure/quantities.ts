import type { Quantities } from '../usage.ts';

type Counts = Readonly<Record<string, number>>;

const combine = (
  left: Counts,
  right: Counts,
  by: (left: number, right: number) => number,
): Record<string, number> =>
  Object.fromEntries(
    Object.keys({ ...left, ...right })
      .sort()
      .map((name): [string, number] => [name, by(left[name] ?? 0, right[name] ?? 0)])
      .filter(([, count]) => count !== 0),
  );

const precision = 1_000;
const rounded = (value: number): number => Math.round(value * precision) / precision;

/** Mean of one of `times` occurrences between two readings, to three decimals. */
export const meanBetween = (before: Quantities, after: Quantities, times: number): Quantities => {
  const mean = (from: number, to: number) => rounded((to - from) / times);
  const means = (from: Counts, to: Counts) => combine(from, to, mean);
  return {
    apiRequests: mean(before.apiRequests, after.apiRequests),
    invocations: means(before.invocations, after.invocations),
    logBytes: means(before.logBytes, after.logBytes),
    writeUnits: mean(before.writeUnits, after.writeUnits),
    readUnits: mean(before.readUnits, after.readUnits),
    busEvents: mean(before.busEvents, after.busEvents),
    busEventBytes: mean(before.busEventBytes, after.busEventBytes),
    queueMessages: mean(before.queueMessages, after.queueMessages),
    storedBytes: mean(before.storedBytes, after.storedBytes),
    backedUpBytes: mean(before.backedUpBytes, after.backedUpBytes),
    expiringByteMonths: mean(before.expiringByteMonths, after.expiringByteMonths),
  };
};

/** Whether nothing has been consumed between two readings. */
export const isCalm = (before: Quantities, after: Quantities): boolean =>
  before.writeUnits === after.writeUnits &&
  JSON.stringify(before.logBytes) === JSON.stringify(after.logBytes);
