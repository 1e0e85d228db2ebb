import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { refused } from './cursor-edit.ts';
import type { KeepCursor } from './cursor-keeper.ts';
import { judgedThrough } from './freshness.ts';
import { currentVersion, type Halt, type OrderRun } from './order-run.ts';
import type { PublishingSettings } from './publishing-settings.ts';

export interface CloseRunContext {
  readonly keepCursor: KeepCursor;
  readonly clock: Clock;
  readonly settings: PublishingSettings;
  /** Refusals in a row after which the order is quarantined. */
  readonly maxFailures: number;
}

/**
 * Why an order has not got to the end of what was planned; nothing if it has.
 * @param blocked why nothing was planned beyond that.
 */
export const haltOf = (run: OrderRun, blocked: string | undefined): Halt | undefined => {
  if (run.halt) return run.halt;
  if (currentVersion(run)) return { kind: 'unavailable', code: 'OutOfTime' };
  return blocked === undefined ? undefined : { kind: 'refused', code: blocked };
};

/** Writes down what is left when a run ends: a refusal, and events that are late by now. */
export const closeRun = async (
  run: OrderRun,
  halt: Halt | undefined,
  { keepCursor, clock, settings, maxFailures }: CloseRunContext,
  options: CallOptions,
): Promise<void> => {
  const now = clock();
  run.outbox = await keepCursor(
    run.outbox,
    (current) => {
      const { cursor } = current;
      const judgedVersion = judgedThrough(current, now, settings.freshnessDeadlineMs);
      const judged = { ...current, cursor: { ...cursor, judgedVersion } };
      const isOver = (halt?.firstTimeVersion ?? Number.POSITIVE_INFINITY) <= cursor.publishedVersion;
      if (halt?.kind === 'refused' && !isOver && !cursor.quarantine) {
        const at = new Date(now).toISOString();
        return refused(judged, { code: halt.code, at, maxFailures });
      }
      return judgedVersion > cursor.judgedVersion ? { cursor: judged.cursor } : undefined;
    },
    options,
  );
};
