import type { CallOptions } from '../../platform/call-options.ts';
import type { Publication } from './event-publisher.ts';

/** A synthetic event that proves that the bus delivers. */
export interface Canary {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly sentAt: string;
}

/** Whether a canary was delivered in time. */
export type CanaryVerdict = 'returned' | 'lost';

export interface CanaryStore {
  /** Keeps a canary that is about to be sent. */
  add(canary: Canary, options: CallOptions): Promise<void>;
  /**
   * Records when a canary was delivered; only the first time counts.
   * @returns whether there is such a canary.
   */
  markReturned(canary: Canary, returnedAt: string, options: CallOptions): Promise<boolean>;
  /**
   * Canaries without a verdict, sent at `sentUntil` (RFC 3339) or before, or put off to such a time, in this order;
   * eventually consistent. A stored canary that cannot be read is listed, too.
   */
  listUnjudged(sentUntil: string, options: CallOptions): AsyncIterable<Canary>;
  /** Lists a canary without a verdict as if it had been sent at `until` (RFC 3339). */
  putOff(canary: Canary, until: string, options: CallOptions): Promise<void>;
  /**
   * Judges a canary for good, by whether it was delivered at `returnedUntil` (RFC 3339) or before, once that is past.
   * @returns the verdict of this call; `undefined` when another call judged or changed the canary first.
   */
  judge(canary: Canary, returnedUntil: string, options: CallOptions): Promise<CanaryVerdict | undefined>;
}

export interface CanaryPublisher {
  /** Sends a canary over the bus. What becomes of it there, a bus that accepts it does not say. */
  publish(canary: Canary, options: CallOptions): Promise<Publication>;
}
