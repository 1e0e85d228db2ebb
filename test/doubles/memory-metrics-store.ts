import type {
  CellGrowth,
  EnvironmentKey,
  EnvironmentState,
  Exemplar,
  MetricsStore,
} from '../../lib/metrics/metrics-store.ts';

interface StoredEnvironment {
  readonly key: EnvironmentKey;
  readonly state: string;
  readonly seq: number;
  readonly heardAt: number;
  /** Time of its last line, or the time to which it was put off. */
  readonly listedAt: number;
  readonly live: boolean;
}

const hourOf = (time: number): number => Math.floor(time / 3_600_000);
const idOf = ({ fn, env }: EnvironmentKey): string => `${fn} ${env}`;

const addTo = (bins: Map<string, number>, growth: CellGrowth) => {
  for (const [bin, by] of Object.entries(growth)) bins.set(bin, (bins.get(bin) ?? 0) + by);
};

/** A MetricsStore in the process's memory, for tests and simulations. */
export const createMemoryMetricsStore = (): MetricsStore => {
  const environments = new Map<string, StoredEnvironment>();
  const totals = new Map<string, bigint>();
  const slots = new Map<string, Map<string, number>>();
  const examples = new Map<string, Exemplar>();
  let newest: number | undefined;

  const grow = (growth: CellGrowth) => {
    for (const [cell, by] of Object.entries(growth)) totals.set(cell, (totals.get(cell) ?? 0n) + BigInt(by));
  };

  return {
    async stateOf(key) {
      const stored = environments.get(idOf(key));
      return stored && (JSON.parse(stored.state) as EnvironmentState);
    },

    async advance({ key, state, after, growth, slots: grown, now }) {
      if (environments.get(idOf(key))?.seq !== after) return false;
      environments.set(idOf(key), {
        key,
        // As text, so that what goes on counting in the environment does not change it.
        state: JSON.stringify(state),
        seq: state.seq,
        heardAt: now,
        listedAt: now,
        live: true,
      });
      grow(growth);
      for (const { series, slot, bins } of grown) {
        const id = `${series} ${slot}`;
        const stored = slots.get(id) ?? new Map<string, number>();
        addTo(stored, bins);
        slots.set(id, stored);
      }
      return true;
    },

    async grow(_key, growth) {
      grow(growth);
    },

    async totals() {
      return new Map(totals);
    },

    async binsSince(series, slot) {
      const sum = new Map<string, number>();
      for (const [id, bins] of slots) {
        const [storedSeries, storedSlot] = id.split(' ');
        if (storedSeries === series && Number(storedSlot) >= slot) addTo(sum, Object.fromEntries(bins));
      }
      return sum;
    },

    async *silentBefore(time) {
      yield* [...environments.values()]
        .filter(({ live, listedAt }) => live && hourOf(listedAt) < hourOf(time))
        .sort((a, b) => a.listedAt - b.listedAt)
        .map(({ key, heardAt }) => ({ ...key, heardAt: hourOf(heardAt) * 3_600_000 }));
    },

    async putOff(environment, until) {
      const stored = environments.get(idOf(environment));
      if (stored?.live && stored.listedAt < until) {
        environments.set(idOf(environment), { ...stored, listedAt: until });
      }
    },

    async fold(key, time) {
      const stored = environments.get(idOf(key));
      if (!stored?.live || hourOf(stored.listedAt) >= hourOf(time)) return false;
      environments.set(idOf(key), { ...stored, live: false });
      return true;
    },

    async noteNewestLine(at) {
      newest = Math.max(newest ?? at, at);
    },

    async newestLine() {
      return newest;
    },

    async saveExemplars(saved) {
      for (const example of saved) examples.set(`${example.series} ${example.bucket}`, example);
    },

    async exemplars() {
      return [...examples.values()];
    },
  };
};
