import { describe, expect, it } from 'vitest';
import { consumerEntries } from '../../../lib/contract/consumers.ts';
import { queueEntries } from '../../../lib/contract/queues.ts';
import { scheduleEntries } from '../../../lib/contract/schedules.ts';
import { defaultSettings, environmentVariables } from '../../../lib/contract/service.ts';
import { delayDifferences, delaysOf } from '../../../tools/local-cloud/delays.ts';
import { orderServiceDeployment } from '../../../tools/local-cloud/order-service-deployment.ts';
import { type PaceName, paces } from '../../../tools/local-cloud/pace.ts';
import { scheduleIntervals } from '../../../tools/local-cloud/schedules/schedule-intervals.ts';

const delays = (pace: PaceName) => delaysOf(orderServiceDeployment({ pace }), paces[pace]);

describe('the pace of the deployment', () => {
  it('runs each job at the interval of its schedule', () => {
    const { schedules } = orderServiceDeployment({ pace: 'aws' });
    const deployed = scheduleEntries.map(([id, { everyMinutes }]) => [id, everyMinutes * 60_000]);
    expect(scheduleIntervals(schedules, paces.aws.scheduleSeconds)).toEqual(Object.fromEntries(deployed));
  });

  it('publishes an undelivered event again when a deployed function does', () => {
    const { environment } = orderServiceDeployment({ pace: 'aws' });
    const variables = environment({ dynamodb: 'd', eventbridge: 'e', s3: 's', paymentGateway: 'p' });
    expect(variables[environmentVariables.outboxRepublishSeconds]).toBe(
      String(defaultSettings.outboxRepublishSeconds),
    );
  });

  it('tries a batch of the stream within the maximum age of its consumer', () => {
    for (const [, { trigger }] of consumerEntries) {
      if (trigger.kind !== 'stream') continue;
      const longestMs = trigger.retryAttempts * paces.aws.streamRetryMs.most;
      expect(longestMs).toBeLessThan(trigger.maxRecordAgeSeconds * 1_000);
    }
  });
});

describe('delaysOf', () => {
  it('shows the visibility timeout of each queue for the deployment', () => {
    for (const [name, { visibilityTimeoutSeconds }] of queueEntries) {
      const what = `return of a failed message to queue ${name}`;
      expect(delays('aws')[what]).toBe(`${visibilityTimeoutSeconds} s`);
      expect(delays('local')[what]).toBe('3 s');
    }
  });

  it('shows a period for each interval of the schedules', () => {
    for (const [, { everyMinutes }] of scheduleEntries) {
      expect(delays('aws')[`period of jobs that run every ${everyMinutes} min`]).toBe(
        `${everyMinutes * 60} s`,
      );
      expect(delays('local')[`period of jobs that run every ${everyMinutes} min`]).toBe(
        `${everyMinutes * 5} s`,
      );
    }
  });
});

describe('delayDifferences', () => {
  it('lists every delay of the local pace, each with its deployed value', () => {
    const differences = delayDifferences(delays('local'), delays('aws'));
    expect(differences.map(({ what }) => what)).toEqual(Object.keys(delays('local')));
  });

  it('lists nothing when the paces are the same', () => {
    expect(delayDifferences(delays('aws'), delays('aws'))).toEqual([]);
  });
});
