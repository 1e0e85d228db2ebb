import { canaryDetailSchema } from '../../contract/events/bus-event.ts';
import { deliveredEventSchema } from '../../contract/events/delivered-event.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Canary, CanaryStore } from '../ports/canary.ts';
import type { CanaryTelemetry } from '../ports/telemetry.ts';

/**
 * Reads a canary as the bus delivers it, in JSON.
 * @throws on anything else.
 */
export const readCanary = (text: string): Canary => {
  const { canaryId, sentAt } = canaryDetailSchema.parse(deliveredEventSchema.parse(JSON.parse(text)).detail);
  return { id: canaryId, sentAt };
};

export interface ReceiveCanaryDependencies {
  readonly store: Pick<CanaryStore, 'markReturned'>;
  readonly telemetry: Pick<CanaryTelemetry, 'canaryUnknown'>;
  readonly clock: Clock;
}

/** Use case: record that a canary was delivered. */
export const receiveCanary =
  ({ store, telemetry, clock }: ReceiveCanaryDependencies) =>
  async (canary: Canary, options: CallOptions): Promise<'noted' | 'unknown'> => {
    if (await store.markReturned(canary, new Date(clock()).toISOString(), options)) return 'noted';
    telemetry.canaryUnknown(canary);
    return 'unknown';
  };
