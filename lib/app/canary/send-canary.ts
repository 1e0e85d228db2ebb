import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock, IdGenerator } from '../../platform/ports.ts';
import type { CanaryPublisher, CanaryStore, CanaryVerdict } from '../ports/canary.ts';
import type { CanaryTelemetry } from '../ports/telemetry.ts';

export interface SendCanaryDependencies {
  readonly store: CanaryStore;
  readonly publisher: CanaryPublisher;
  readonly telemetry: CanaryTelemetry;
  readonly clock: Clock;
  readonly newId: IdGenerator;
  /** How long the delivery of a canary may take, in milliseconds. */
  readonly boundMs: number;
  /** Most canaries that are judged in one run. */
  readonly batchSize: number;
}

/** The verdicts on earlier canaries, and whether the bus accepted the new one. */
export type CanaryReport = Readonly<Record<CanaryVerdict, number>> & { readonly accepted: boolean };

/**
 * Use case: send a canary event over the bus, and judge the earlier ones whose time is up. A bus that accepts an
 * event need not deliver it: one that does not exist accepts everything. Each is judged once, however many runs
 * there are at a time.
 */
export const sendCanary = ({
  store,
  publisher,
  telemetry,
  clock,
  newId,
  boundMs,
  batchSize,
}: SendCanaryDependencies) => {
  const timeAt = (ms: number) => new Date(ms).toISOString();

  const judgeEarlier = async (options: CallOptions): Promise<Record<CanaryVerdict, number>> => {
    const counts = { returned: 0, lost: 0 };
    for (const canary of await store.listUnjudged(timeAt(clock() - boundMs), batchSize, options)) {
      const verdict = await store.judge(canary, timeAt(Date.parse(canary.sentAt) + boundMs), options);
      if (verdict) {
        telemetry.canaryJudged(canary, verdict);
        counts[verdict] += 1;
      }
    }
    return counts;
  };

  return async (options: CallOptions): Promise<CanaryReport> => {
    const counts = await judgeEarlier(options);
    const canary = { id: newId(), sentAt: timeAt(clock()) };
    // First of all it is known, so that it counts as lost when nothing else comes of it.
    await store.add(canary, options);
    const publication = await publisher.publish(canary, options);
    const accepted = publication.outcome === 'accepted';
    if (!accepted) telemetry.canaryRefused(canary, publication.code);
    return { ...counts, accepted };
  };
};
