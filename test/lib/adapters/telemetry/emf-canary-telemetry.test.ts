import { describe, expect, it } from 'vitest';
import { createCanaryTelemetry } from '../../../../lib/adapters/telemetry/emf-canary-telemetry.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

const canary = { id: 'canary-1', sentAt: '2026-07-01T12:00:00.000Z' };

const telling = () => {
  const logger = createRecordingLogger();
  const metrics = createRecordingMetrics();
  return { telemetry: createCanaryTelemetry(logger, metrics), logger, metrics };
};

const counted = (outcome: string) => ({ name: 'order_service_canary_total', labels: { outcome }, value: 1 });

describe('createCanaryTelemetry', () => {
  it('counts a returned canary, and logs nothing', () => {
    const { telemetry, logger, metrics } = telling();
    telemetry.canaryJudged(canary, 'returned');
    expect(metrics.recorded()).toEqual([counted('returned')]);
    expect(logger.lines).toEqual([]);
  });

  it('counts a lost canary, and logs its id', () => {
    const { telemetry, logger, metrics } = telling();
    telemetry.canaryJudged(canary, 'lost');
    expect(metrics.recorded()).toEqual([counted('lost')]);
    expect(logger.lines).toMatchObject([
      {
        level: 'error',
        code: logEvents.canaryLost.code,
        fields: { canaryId: 'canary-1', sentAt: canary.sentAt },
      },
    ]);
  });

  it('warns of a rejected and of an unknown canary event, and counts neither', () => {
    const { telemetry, logger, metrics } = telling();
    telemetry.canaryRefused(canary, 'ThrottlingException');
    telemetry.canaryUnknown(canary);
    expect(logger.lines).toMatchObject([
      {
        level: 'warn',
        code: logEvents.canaryRefused.code,
        fields: { canaryId: 'canary-1', reason: 'ThrottlingException' },
      },
      { level: 'warn', code: logEvents.canaryUnknown.code, fields: { canaryId: 'canary-1' } },
    ]);
    expect(metrics.recorded()).toEqual([]);
  });
});
