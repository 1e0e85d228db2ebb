import type { RecordedEvent } from './event-record.ts';
import type { ScheduledRun } from './schedule-watch.ts';

/** An event with the seconds at which it came about and was on the bus. */
export interface PublishedEvent {
  readonly occurredAt: number;
  readonly publishedAt: number;
}

/**
 * When an event could be judged, and how: as it was published; or, if it was not by its deadline, as the first sweep that
 * began after that had ended.
 * @param sweeps in the order of time.
 */
export const judgeFreshness = (
  { occurredAt, publishedAt }: PublishedEvent,
  deadlineSeconds: number,
  sweeps: readonly ScheduledRun[],
): RecordedEvent => {
  const deadline = occurredAt + deadlineSeconds;
  if (publishedAt <= deadline) return { at: publishedAt, outcome: 'good' };
  const sweep = sweeps.find(({ startedAt }) => startedAt >= deadline);
  return { at: Math.min(publishedAt, sweep?.endedAt ?? publishedAt), outcome: 'bad' };
};
