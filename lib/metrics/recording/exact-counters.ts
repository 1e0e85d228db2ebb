import { partsOfUnit, type RecordedDefinition } from '../../contract/metric-definition.ts';
import { metrics as catalogue, type MetricName } from '../../contract/metrics.ts';
import type { Clock } from '../../platform/ports.ts';
import { binOf, bucketOf, type ExactLine, seriesId, slotMs } from '../exact-line.ts';

export interface Sample {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  /** Increment of a counter, observed value of a histogram, value of a gauge. */
  readonly value: number;
}

/** An execution environment that counts. */
export interface CountingEnvironment {
  /** Name of the function. */
  readonly fn: string;
  /** Different for every execution environment that there ever was. */
  readonly env: string;
  readonly clock: Clock;
}

export interface ExactCounters {
  count(sample: Sample): void;
  /** All that was counted so far, for the next line. */
  nextLine(): ExactLine;
}

/**
 * Time slots that are over and still in each line: for 20 minutes a later line makes up for one that was lost or
 * overtaken. Quantiles of an hour in every line would make it some 40 kB.
 */
const keptSlots = 2;

const definitionOf = ({ name }: Sample) => catalogue[name] as RecordedDefinition;

const add = (counts: Record<string, number>, part: string, by: number): void => {
  counts[part] = (counts[part] ?? 0) + by;
};

const whole = (value: number, parts: number): number => {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be observed`);
  // A clock that was set back must not take away from a sum.
  return Math.max(0, Math.round(value * parts));
};

/**
 * Counts for as long as the execution environment lives. Everything is a whole number that only grows, so that
 * sums are exact and the later of two states is the greater one.
 */
export const createExactCounters = ({ fn, env, clock }: CountingEnvironment): ExactCounters => {
  const series: Record<string, number | Record<string, number>> = {};
  const slots: Record<string, Record<string, Record<string, number>>> = {};
  let last: Record<string, number> = {};
  let seq = 0;

  const partsOf = (id: string): Record<string, number> => {
    const parts = series[id] ?? {};
    if (typeof parts === 'number') throw new TypeError(`${id} is a counter`);
    series[id] = parts;
    return parts;
  };

  const binsOf = (id: string): Record<string, number> => {
    const slot = Math.floor(clock() / slotMs);
    const bySlot = slots[id] ?? {};
    const bins = bySlot[slot] ?? {};
    slots[id] = bySlot;
    bySlot[slot] = bins;
    return bins;
  };

  const observe = (definition: RecordedDefinition, id: string, value: number) => {
    if (definition.type === 'counter') return;
    const counted = whole(value, partsOfUnit[definition.unit]);
    const parts = partsOf(id);
    if (definition.type === 'histogram') {
      add(parts, 'sum', counted);
      add(parts, bucketOf(definition, counted), 1);
      last[id] = counted;
      return;
    }
    // Microseconds of days: some 50,000 orders would be more than a number can tell apart.
    const unit = partsOfUnit[definition.unit];
    add(parts, 'whole', Math.floor(counted / unit));
    add(parts, 'sum', counted % unit);
    add(parts, 'count', 1);
    add(binsOf(id), binOf(counted, definition.relativeError), 1);
  };

  const dropOldSlots = () => {
    const oldest = Math.floor(clock() / slotMs) - keptSlots;
    for (const kept of Object.values(slots)) {
      for (const slot of Object.keys(kept)) if (Number(slot) < oldest) delete kept[slot];
    }
  };

  return {
    count(sample) {
      const definition = definitionOf(sample);
      const id = seriesId(definition, sample.labels);
      if (definition.type !== 'counter') {
        observe(definition, id, sample.value);
        return;
      }
      if (!Number.isSafeInteger(sample.value) || sample.value < 0) {
        throw new RangeError(`${sample.name} cannot grow by ${sample.value}`);
      }
      series[id] = ((series[id] as number | undefined) ?? 0) + sample.value;
    },

    nextLine() {
      dropOldSlots();
      seq += 1;
      const line: ExactLine = {
        fn,
        env,
        seq,
        series,
        ...(Object.keys(slots).length > 0 && { slots }),
        ...(Object.keys(last).length > 0 && { last }),
      };
      last = {};
      return line;
    },
  };
};
