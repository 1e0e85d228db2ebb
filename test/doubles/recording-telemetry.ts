import type { PublishingTelemetry } from '../../lib/app/ports/telemetry.ts';

/** Telemetry that keeps its calls, the judgements as one outcome for each event. */
export const createRecordingTelemetry = () => {
  const told = {
    accepted: 0,
    repeated: 0,
    failed: [] as { orderId: string; eventId: string; code: string }[],
    delays: [] as number[],
    judged: [] as ('good' | 'bad')[],
    quarantined: [] as { orderId: string; reason: string; lastFailure: string | undefined }[],
    broken: [] as unknown[],
  };
  const telemetry: PublishingTelemetry = {
    eventAccepted({ repeated }) {
      if (repeated) told.repeated += 1;
      else told.accepted += 1;
    },
    eventFailed: (event) => void told.failed.push(event),
    eventPublished: (delayMs) => void told.delays.push(delayMs),
    freshnessJudged: (outcome, events) =>
      void told.judged.push(...Array.from({ length: events }, () => outcome)),
    orderQuarantined: (order) => void told.quarantined.push(order),
    orderFailed: (_, reason) => void told.broken.push(reason),
  };
  return { telemetry, told };
};
