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
  /** @param series identity of the sample's series, from a caller that knows it. */
  count(sample: Sample, series?: string): void;
  /** All that was counted so far, for the next line. */
  nextLine(): ExactLine;
  /** The same as JSON: only the series that were counted since the line before are serialised again. */
  nextLineText(): string;
}

/**
 * Time slots that are over and still in each line: for 20 minutes a later line makes up for one that was lost or
 * overtaken. Quantiles of an hour in every line would make it some 40 kB.
 */
const keptSlots = 2;

const definitionOf = ({ name }: Sample) => catalogue[name] as RecordedDefinition;

const addTo = (counts: Record<string, number>, part: string, by: number): void => {
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
  /** The JSON member of each series; `undefined` if it was counted since the line before. */
  const members = new Map<string, string | undefined>();
  const environment = JSON.stringify({ fn, env }).slice(1, -1);
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
      addTo(parts, 'sum', counted);
      addTo(parts, bucketOf(definition, counted), 1);
      last[id] = counted;
      return;
    }
    // Microseconds of days: some 50,000 orders would exceed exact numbers.
    const unit = partsOfUnit[definition.unit];
    addTo(parts, 'whole', Math.floor(counted / unit));
    addTo(parts, 'sum', counted % unit);
    addTo(parts, 'count', 1);
    addTo(binsOf(id), binOf(counted, definition.relativeError), 1);
  };

  const dropOldSlots = () => {
    const oldest = Math.floor(clock() / slotMs) - keptSlots;
    for (const kept of Object.values(slots)) {
      for (const slot of Object.keys(kept)) if (Number(slot) < oldest) delete kept[slot];
    }
  };

  /** Begins the next line: what it says beside its series. */
  const begin = () => {
    dropOldSlots();
    seq += 1;
    const line = {
      ...(Object.keys(slots).length > 0 && { slots }),
      ...(Object.keys(last).length > 0 && { last }),
    };
    last = {};
    return line;
  };

  const seriesMembers = (): string => {
    for (const [id, member] of members) {
      if (member === undefined) members.set(id, `${JSON.stringify(id)}:${JSON.stringify(series[id])}`);
    }
    return [...members.values()].join(',');
  };

  const add = (definition: RecordedDefinition, id: string, { name, value }: Sample) => {
    if (definition.type !== 'counter') {
      observe(definition, id, value);
      return;
    }
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} cannot grow by ${value}`);
    series[id] = ((series[id] as number | undefined) ?? 0) + value;
  };

  return {
    count(sample, given) {
      const definition = definitionOf(sample);
      const id = given ?? seriesId(definition, sample.labels);
      add(definition, id, sample);
      members.set(id, undefined);
    },

    nextLine: () => {
      const others = begin();
      return { fn, env, seq, series, ...others };
    },

    nextLineText: () => {
      const others = JSON.stringify(begin()).slice(1, -1);
      return `{${environment},"seq":${seq},"series":{${seriesMembers()}}${others && `,${others}`}}`;
    },
  };
};
