import { describe, expect, it } from 'vitest';
import { activeAlarms, alarmTable } from '../../../../tools/diagnosis/alarms/alarm-report.ts';
import { localAlarms } from '../../../../tools/diagnosis/alarms/local-alarms.ts';
import { synthesized } from '../../../harness/infra/synthesized.ts';

const { monitoring } = synthesized();
const minute = 60_000;
const noon = Date.parse('2026-11-30T12:00:00Z') / minute;

const values = (at: number, sum: number) => ({ minute: at, sum, count: 1, min: sum, max: sum });

const judged = (outcome: 'good' | 'bad', sum: number) => ({
  namespace: 'OrderService',
  name: `slo_events_total:availability:${outcome}`,
  dimensions: { service: 'order-service' },
  minutes: [values(noon, sum)],
});

const aCanary = {
  namespace: 'OrderService',
  name: 'order_service_canary_total:returned',
  dimensions: { service: 'order-service' },
  minutes: [values(noon, 1)],
};

const deadLetters = (count: number) => ({
  namespace: 'AWS/SQS',
  name: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: 'order-summary-dlq' },
  minutes: [values(noon, count)],
});

const alarmsAbout = (...series: Parameters<typeof localAlarms>[1]) =>
  localAlarms(monitoring, series, (noon + 1) * minute);

const activeAbout = (...series: Parameters<typeof localAlarms>[1]) =>
  activeAlarms({ source: '', alarms: alarmsAbout(aCanary, ...series) }).map(({ name }) => name);

describe('localAlarms', () => {
  it('keeps all alarms that are sent to somebody silent while nothing fails', () => {
    expect(activeAbout(judged('good', 100), judged('bad', 0))).toEqual([]);
  });

  it('pages when requests fail, and says since when', () => {
    const alarms = alarmsAbout(aCanary, judged('good', 90), judged('bad', 10));
    expect(alarms.find(({ name }) => name === 'availability-page')).toMatchObject({
      state: 'ALARM',
      severity: 'page',
      since: '2026-11-30T12:00:00.000Z',
      runbook: 'docs/runbooks/slo-availability.md#page',
    });
  });

  it('opens a ticket for dead letters', () => {
    expect(activeAbout(deadLetters(1))).toEqual(['dead-letters-order-summary']);
    expect(activeAbout(deadLetters(0))).toEqual([]);
  });

  it('does not judge alarms on metrics that the local run does not have', () => {
    const alarms = alarmsAbout();
    expect(alarms.find(({ name }) => name === 'database-failing')).toMatchObject({
      state: 'NOT_MEASURED',
      reason: 'no metric AWS/DynamoDB SystemErrors',
    });
  });
});

describe('alarmTable', () => {
  const report = { source: 'Local run', alarms: alarmsAbout(aCanary, judged('good', 90), judged('bad', 10)) };

  it('lists pages first, and counts parts and alarms without metrics', () => {
    const lines = alarmTable(report, false).split('\n');
    expect(lines[3]).toMatch(/^2026-11-30T12:00:00 {2}page .*availability-page /);
    expect(lines.join('\n')).toMatch(/\d+ parts of these alarms .*\n\d+ of \d+ alarms are on metrics/);
  });

  it('says that no alarm is in the state ALARM', () => {
    expect(alarmTable({ source: 'Stage prod', alarms: [] }, false)).toBe(
      'Stage prod: no alarm is in the state ALARM.',
    );
  });
});
