import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock, IdGenerator } from '../../platform/ports.ts';
import { type DrainSettings, drainBacklog } from '../../platform/resilience/drain-backlog.ts';
import type { Canary, CanaryPublisher, CanaryStore, CanaryVerdict } from '../ports/canary.ts';
import type { CanaryTelemetry } from '../ports/telemetry.ts';

export interface SendCanaryDependencies {
  readonly store: CanaryStore;
  readonly publisher: CanaryPublisher;
  readonly telemetry: CanaryTelemetry;
  readonly clock: Clock;
  readonly newId: IdGenerator;
  /** How long the delivery of a canary may take, in milliseconds. */
  readonly boundMs: number;
  readonly drain: DrainSettings;
}

/** The verdicts on earlier canaries, and whether the bus accepted the new one. */
export type CanaryReport = Readonly<Record<CanaryVerdict, number>> & {
  /** Canaries that could not be judged; they are put off. */
  readonly failed: number;
  /** Whether every canary whose time was up was processed in time. */
  readonly complete: boolean;
  readonly accepted: boolean;
};

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
  drain,
}: SendCanaryDependencies) => {
  const timeAt = (ms: number) => new Date(ms).toISOString();

  const dueSince = ({ sentAt }: Canary): number => Date.parse(sentAt) + boundMs;

  const judgeEarlier = async (options: CallOptions): Promise<Omit<CanaryReport, 'accepted'>> => {
    const counts = { returned: 0, lost: 0 };
    const backlog = {
      items: store.listUnjudged(timeAt(clock() - boundMs), options),
      dueSince,
      async work(canary: Canary) {
        const verdict = await store.judge(canary, timeAt(dueSince(canary)), options);
        if (!verdict) return false;
        telemetry.canaryJudged(canary, verdict);
        counts[verdict] += 1;
        return true;
      },
      putOff: (canary: Canary, until: number) => store.putOff(canary, timeAt(until - boundMs), options),
      onFailure: telemetry.canaryNotJudged,
    };
    const { failed, complete } = await drainBacklog(backlog, drain, options);
    return { ...counts, failed, complete };
  };

  return async (options: CallOptions): Promise<CanaryReport> => {
    const earlier = await judgeEarlier(options);
    const canary = { id: newId(), sentAt: timeAt(clock()) };
    // First of all it is known, so that it counts as lost when nothing else comes of it.
    await store.add(canary, options);
    const publication = await publisher.publish(canary, options);
    const accepted = publication.outcome === 'accepted';
    if (!accepted) telemetry.canaryRefused(canary, publication.code);
    return { ...earlier, accepted };
  };
};
