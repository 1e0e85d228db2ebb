import type { SloOutcome } from '../../lib/contract/slos.ts';

/** A stretch of time in which nothing was published. */
export interface Held {
  readonly from: number;
  readonly to: number;
}

export interface JudgedEvent {
  readonly at: number;
  readonly outcome: SloOutcome;
}

/**
 * When the event of each change was judged, and how: as it was published, or at its deadline if it was not.
 * @param changes seconds at which orders changed.
 */
export const freshnessEvents = (
  changes: readonly number[],
  held: readonly Held[],
  deadlineSeconds: number,
): readonly JudgedEvent[] =>
  changes.map((changedAt) => {
    const publishedAt = held.find(({ from, to }) => changedAt >= from && changedAt < to)?.to ?? changedAt;
    return publishedAt - changedAt <= deadlineSeconds
      ? { at: publishedAt, outcome: 'good' }
      : { at: changedAt + deadlineSeconds, outcome: 'bad' };
  });
