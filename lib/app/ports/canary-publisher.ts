import type { CallOptions } from '../../platform/call-options.ts';
import type { Canary } from './canary-store.ts';
import type { Publication } from './event-publisher.ts';

export interface CanaryPublisher {
  /** Sends a canary over the bus. What becomes of it there, a bus that accepts it does not say. */
  publish(canary: Canary, options: CallOptions): Promise<Publication>;
}
