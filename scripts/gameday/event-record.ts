import type { SloId, SloOutcome } from '../../lib/contract/slos.ts';
import type { Incident, Phase } from '../../lib/slo/incident.ts';

/** Width of the slots in which events are counted. */
const slotSeconds = 0.25;

/** What those who use the service have seen of it, by objective; the figures of the service have no part in it. */
export interface EventRecord {
  add(slo: SloId, outcome: SloOutcome, atSeconds: number): void;
  count(slo: SloId, outcome: SloOutcome): number;
  /** What happened to an objective, as something that the simulator can play. */
  incident(slo: SloId, untilSeconds: number): Incident;
}

const perMinute = 60 / slotSeconds;

/** Neighbours with the same rates, as one. */
const merged = (phases: readonly Phase[]): readonly Phase[] => {
  const result: Phase[] = [];
  for (const phase of phases) {
    const last = result.at(-1);
    if (last?.goodPerMinute === phase.goodPerMinute && last.badPerMinute === phase.badPerMinute) {
      result.splice(-1, 1, { ...last, seconds: last.seconds + phase.seconds });
    } else result.push(phase);
  }
  return result;
};

export const createEventRecord = (): EventRecord => {
  const counts = new Map<string, number>();
  const totals = new Map<string, number>();
  const increment = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  return {
    add(slo, outcome, atSeconds) {
      increment(counts, `${slo} ${outcome} ${Math.floor(atSeconds / slotSeconds)}`);
      increment(totals, `${slo} ${outcome}`);
    },
    count: (slo, outcome) => totals.get(`${slo} ${outcome}`) ?? 0,
    incident(slo, untilSeconds) {
      const slots = Array.from({ length: Math.ceil(untilSeconds / slotSeconds) }, (_, slot): Phase => {
        const rate = (outcome: SloOutcome) => (counts.get(`${slo} ${outcome} ${slot}`) ?? 0) * perMinute;
        return { seconds: slotSeconds, goodPerMinute: rate('good'), badPerMinute: rate('bad') };
      });
      return { id: slo, title: `what was seen of ${slo}`, phases: merged(slots) };
    },
  };
};
