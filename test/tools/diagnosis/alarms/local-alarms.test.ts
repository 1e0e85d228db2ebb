import { describe, expect, it } from 'vitest';
import { activeAlarms, alarmTable } from '../../../../tools/diagnosis/alarms/alarm-report.ts';
import { localAlarms } from '../../../../tools/diagnosis/alarms/local-alarms.ts';
import { monitoringTemplate } from '../../../../tools/diagnosis/alarms/monitoring-template.ts';
import { synthesized } from '../../../harness/infra/synthesized.ts';

const { monitoring } = synthesized();
const minute = 60_000;
const noon = Date.parse('2026-11-30T12:00:00Z') / minute;

const values = (at: number, sum: number) => ({ minute: at, sum, count: 1, min: sum, max: sum });

const judged = (count: number, bad: number) => ({
  namespace: 'OrderService',
  name: 'slo_bad_events:availability',
  dimensions: { service: 'order-service' },
  minutes: [{ minute: noon, sum: bad, count, min: 0, max: Math.sign(bad) }],
});

const aCanary = {
  namespace: 'OrderService',
  name: 'order_service_canary_total:returned',
  dimensions: { service: 'order-service' },
  minutes: [values(noon, 1)],
};

/** Its line reaches the aggregator. */
const aBatch = {
  namespace: 'AWS/Lambda',
  name: 'Invocations',
  dimensions: { FunctionName: 'aggregate-metrics' },
  minutes: [values(noon, 1)],
};

const deadLetters = (queue: string, count: number) => ({
  namespace: 'AWS/SQS',
  name: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: `${queue}-dlq` },
  minutes: [values(noon, count)],
});

const alarmsAbout = (...series: Parameters<typeof localAlarms>[1]) =>
  localAlarms(monitoring, series, (noon + 1) * minute);

const activeAbout = (...series: Parameters<typeof localAlarms>[1]) =>
  activeAlarms({ source: '', alarms: alarmsAbout(aCanary, aBatch, ...series) }).map(({ name }) => name);

describe('localAlarms', () => {
  it('raises no alarm with a recipient while nothing fails', () => {
    expect(activeAbout(judged(100, 0))).toEqual([]);
  });

  it('opens a ticket when no line reaches the aggregator', () => {
    const alarms = alarmsAbout(aCanary, judged(100, 0));
    expect(activeAlarms({ source: '', alarms }).map(({ name }) => name)).toEqual(['log-delivery-failing']);
  });

  it('pages when requests fail, with the time of the change', () => {
    const alarms = alarmsAbout(aCanary, judged(100, 10));
    expect(alarms.find(({ name }) => name === 'availability-page')).toMatchObject({
      state: 'ALARM',
      severity: 'page',
      since: '2026-11-30T12:00:00.000Z',
      parts: expect.arrayContaining(['availability-page-1h-long', 'availability-page-1h-short']),
      runbook: 'docs/runbooks/slo-availability.md#page',
    });
  });

  it.each([
    ['order-summary', 'dead-letters-order-summary'],
    ['order-summary-rule', 'undelivered-order-summary'],
  ])('opens a ticket for dead letters of %s', (queue, alarm) => {
    expect(activeAbout(deadLetters(queue, 1))).toEqual([alarm]);
    expect(activeAbout(deadLetters(queue, 0))).toEqual([]);
  });

  it('opens a ticket when the database throttles attempts in two periods', () => {
    const throttled = (...ages: readonly number[]) => ({
      namespace: 'OrderService',
      name: 'order_service_database_throttled_total',
      dimensions: { service: 'order-service' },
      minutes: ages.map((age) => values(noon - age, 1)),
    });
    expect(activeAbout(throttled(6, 1))).toEqual(['database-throttled']);
    expect(activeAbout(throttled(1))).toEqual([]);
  });

  it('judges refusals of the gateway, late streams and refused metric lines', () => {
    const every = (namespace: string, name: string, dimensions: object, sum: number) => ({
      namespace,
      name,
      dimensions: { ...dimensions },
      minutes: Array.from({ length: 20 }, (_, age) => values(noon - 19 + age, sum)),
    });
    expect(
      activeAbout(
        every('AWS/ApiGateway', 'Count', {}, 10),
        every('AWS/ApiGateway', '4xx', {}, 10),
        every('OrderService', 'order_service_gateway_refused_requests', {}, 10),
        every('OrderService', 'order_service_gateway_throttled_requests', {}, 10),
        every('AWS/Lambda', 'IteratorAge', { FunctionName: 'relay-events' }, 61_000),
        every('AWS/Logs', 'EMFValidationErrors', { LogGroupName: '/aws/lambda/create-order' }, 1),
      ).toSorted(),
    ).toEqual(['metrics-rejected', 'relay-late', 'requests-refused', 'requests-throttled']);
  });

  it('judges the metrics themselves: by canaries, and by the answers in the access log', () => {
    const minutes = (sum: number, count = 1) =>
      Array.from({ length: 20 }, (_, age) => ({ minute: noon - 19 + age, sum, count, min: 0, max: sum }));
    const canaries = { ...aCanary, minutes: minutes(1) };
    const answers = {
      ...aCanary,
      name: 'order_service_gateway_judgeable_requests',
      dimensions: {},
      minutes: minutes(30, 30),
    };
    const events = (count: number) => ({ ...judged(count, 0), minutes: minutes(0, count) });
    const stateAbout = (...series: Parameters<typeof localAlarms>[1]) =>
      alarmsAbout(...series).find(({ name }) => name === 'metrics-blind')?.state;
    expect(stateAbout(canaries)).toBe('OK');
    expect(stateAbout(canaries, answers)).toBe('ALARM');
    expect(stateAbout(canaries, answers, events(14))).toBe('ALARM');
    expect(stateAbout(canaries, answers, events(16))).toBe('OK');
    expect(stateAbout(answers, events(30))).toBe('OK');
    expect(stateAbout({ ...canaries, name: 'orders_pending' })).toBe('ALARM');
  });

  it('names the failures that cannot happen locally', () => {
    const alarms = localAlarms(monitoringTemplate(), [], noon * minute);
    const reasons = alarms.flatMap(({ name, state, reason }) =>
      state === 'NOT_MEASURED' ? [[name, reason]] : [],
    );
    expect(Object.fromEntries(reasons)).toEqual({
      'aggregator-dropping': 'the local failure bucket takes every batch',
      'code-cache-rejected': 'the local run starts functions without compiled code',
      'relay-dropping': 'the local failure bucket takes every batch',
    });
  });
});

describe('alarmTable', () => {
  const report = { source: 'Local run', alarms: alarmsAbout(aCanary, judged(100, 10)) };

  it('lists pages first, and counts parts and alarms without metrics', () => {
    const lines = alarmTable(report, false).split('\n');
    expect(lines[3]).toMatch(/^2026-11-30T12:00:00 {2}page .*availability-page /);
    expect(lines.join('\n')).toMatch(/\d+ parts of composite alarms .*\n\d+ of \d+ alarms cannot be judged/);
  });

  it('reports that no alarm is in the state ALARM', () => {
    expect(alarmTable({ source: 'Stage prod', alarms: [] }, false)).toBe(
      'Stage prod: no alarm is in the state ALARM.',
    );
  });
});
