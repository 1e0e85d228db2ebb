import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { BackgroundRun } from '../../../../lib/middleware/background.ts';
import { createJobPipeline } from '../../../../lib/middleware/schedule/job-pipeline.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { withDeadline } from '../../../../lib/platform/resilience/deadline.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

/** A scheduled function, and what it logged and published. */
const aJob = (run: (job: BackgroundRun) => Promise<object>) => {
  const logger = createRecordingLogger();
  const metrics = createRecordingMetrics();
  let drawn = 0;
  const handler = createJobPipeline({
    logger,
    metrics,
    newCorrelationId: () => {
      drawn += 1;
      return `run-${drawn}`;
    },
    withDeadline: (remainingMs, work) => withDeadline({ remainingMs, reserveMs: 500 }, work),
  })('expire-orders', (job) => {
    metrics.increment('order_service_errors_total', { code: 'SYS-001' });
    return run(job);
  });
  const invoke = (context: Partial<Context> = {}) => handler({ source: 'schedule' }, aLambdaContext(context));
  return { invoke, logger, metrics };
};

const soon: Partial<Context> = { getRemainingTimeInMillis: () => 520 };

describe('a job', () => {
  it('logs its report under a correlation id of each run', async () => {
    const runs: string[] = [];
    const { invoke, logger } = aJob(async ({ correlationId }) => {
      runs.push(correlationId);
      return { found: 3, expired: 2 };
    });
    expect(await invoke()).toBeUndefined();
    await invoke();
    expect(runs).toEqual(['run-1', 'run-2']);
    expect(logger.lines).toEqual(
      runs.map((correlationId) => ({
        level: 'info',
        code: logEvents.jobCompleted.code,
        fields: { job: 'expire-orders', found: 3, expired: 2 },
        bound: { correlationId },
      })),
    );
  });

  it('publishes the metrics of each run once', async () => {
    const { invoke, metrics } = aJob(async () => ({}));
    await invoke();
    await invoke();
    const samples = [{ name: 'order_service_errors_total', labels: { code: 'SYS-001' }, value: 1 }];
    expect(metrics.published).toEqual([{ samples }, { samples }]);
  });

  it('leaves nothing bound', async () => {
    const { invoke, logger } = aJob(async () => ({}));
    await invoke();
    expect(logger.bound()).toEqual({});
  });

  describe('when it fails', () => {
    it.each([
      ['rejects', async () => Promise.reject(new Error('broken'))],
      [
        'throws at once',
        () => {
          throw new Error('broken');
        },
      ],
    ])('fails the invocation, logs that, and publishes metrics, because it %s', async (_, run) => {
      const { invoke, logger, metrics } = aJob(run);
      await expect(invoke()).rejects.toThrow('broken');
      expect(logger.lines).toEqual([
        {
          level: 'error',
          code: logEvents.jobFailed.code,
          fields: { job: 'expire-orders', error: new Error('broken') },
          bound: { correlationId: 'run-1' },
        },
      ]);
      expect(metrics.published).toHaveLength(1);
      expect(logger.bound()).toEqual({});
    });

    it('runs as usual the next time', async () => {
      let failures = 0;
      const { invoke, logger } = aJob(async () => {
        failures += 1;
        if (failures === 1) throw new Error('broken');
        return {};
      });
      await expect(invoke()).rejects.toThrow();
      await invoke();
      expect(logger.lines.map(({ code, bound }) => [code, bound])).toEqual([
        [logEvents.jobFailed.code, { correlationId: 'run-1' }],
        [logEvents.jobCompleted.code, { correlationId: 'run-2' }],
      ]);
    });
  });

  describe('when its time is over', () => {
    it('is aborted, logs that and fails the invocation, also when it ignores its signal', async () => {
      let given: AbortSignal | undefined;
      const { invoke, logger, metrics } = aJob(({ options }) => {
        given = options.signal;
        return new Promise(() => {});
      });
      await expect(invoke(soon)).rejects.toMatchObject({ code: 'SYS-003' });
      expect(given?.aborted).toBe(true);
      expect(logger.lines.map(({ code }) => code)).toEqual([logEvents.jobFailed.code]);
      expect(metrics.published).toHaveLength(1);
      expect(logger.bound()).toEqual({});
    });

    it('logs nothing more when its work ends later', async () => {
      const late = Promise.withResolvers<object>();
      const { invoke, logger, metrics } = aJob(() => late.promise);
      await expect(invoke(soon)).rejects.toMatchObject({ code: 'SYS-003' });
      late.resolve({});
      await late.promise;
      expect(logger.lines).toHaveLength(1);
      expect(metrics.published).toHaveLength(1);
    });
  });

  it('does not abort the signal of a run that ends in time', async () => {
    let given: AbortSignal | undefined;
    const { invoke } = aJob(async ({ options }) => {
      given = options.signal;
      return {};
    });
    await invoke();
    expect(given?.aborted).toBe(false);
  });
});
