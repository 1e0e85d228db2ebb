import type { SloOutcome } from '../../lib/contract/slos.ts';

/** An event with the seconds at which it came about and was on the bus. */
export interface PublishedEvent {
  readonly occurredAt: number;
  readonly publishedAt: number;
}

export interface JudgedEvent {
  readonly at: number;
  readonly outcome: SloOutcome;
}

/** When an event had to be judged, and how: as it was published, or at its deadline if it was not by then. */
export const judgeFreshness = (
  { occurredAt, publishedAt }: PublishedEvent,
  deadlineSeconds: number,
): JudgedEvent =>
  publishedAt - occurredAt <= deadlineSeconds
    ? { at: publishedAt, outcome: 'good' }
    : { at: occurredAt + deadlineSeconds, outcome: 'bad' };
