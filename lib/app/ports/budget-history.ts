import type { SloId } from '../../contract/slos.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { EventCounts } from '../../slo/budget.ts';

/** Judged events of each objective since its counters began. */
export type SloTotals = Readonly<Partial<Record<SloId, EventCounts>>>;

export interface BudgetSnapshot {
  /** When the totals were read, in milliseconds since 1970. */
  readonly at: number;
  readonly totals: SloTotals;
}

/** Totals of earlier hours, by which events of the last days can be counted. */
export interface BudgetHistory {
  /** Keeps the totals of an hour; those of a later time in the same hour are ignored. */
  save(snapshot: BudgetSnapshot, options: CallOptions): Promise<void>;

  /** The first totals that were saved at a time (milliseconds since 1970) or later. */
  firstSince(time: number, options: CallOptions): Promise<BudgetSnapshot | undefined>;
}
