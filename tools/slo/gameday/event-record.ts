import type { Outcome } from '../../../lib/slo/budget.ts';
import type { SloId } from '../order-service-declaration.ts';

export interface RecordedEvent {
  readonly outcome: Outcome;
  /** The second of the game day at which it could be counted. */
  readonly at: number;
}

/** Events by objective, judged by the answers that the customers got, without any figure of the service. */
export interface EventRecord {
  add(slo: SloId, outcome: Outcome, atSeconds: number): void;
  count(slo: SloId, outcome: Outcome): number;
  /** In the order in which they were added. */
  events(slo: SloId): readonly RecordedEvent[];
}

export const createEventRecord = (): EventRecord => {
  const events = new Map<SloId, RecordedEvent[]>();
  const of = (slo: SloId): readonly RecordedEvent[] => events.get(slo) ?? [];
  return {
    add(slo, outcome, at) {
      const known = events.get(slo);
      if (known) known.push({ outcome, at });
      else events.set(slo, [{ outcome, at }]);
    },
    count: (slo, outcome) => of(slo).filter((event) => event.outcome === outcome).length,
    events: of,
  };
};
