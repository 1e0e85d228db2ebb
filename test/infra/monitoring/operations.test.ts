import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../tools/diagnosis/alarms/template-evaluator.ts';
import { incident, notifications, silence, traffic } from '../../harness/cloudwatch/notifications.ts';
import { published, type Story } from '../../harness/cloudwatch/story.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { monitoring } = synthesized();

describe('failures at the gateway', () => {
  const failed = 'order_service_gateway_failed_requests';

  it('send no page while only checks of readiness fail, because clients may not be affected', () => {
    const checks: Story = { '5xx': () => 30, Count: () => 31 };
    expect(notifications(incident(silence(2)), checks)).toEqual([]);
  });

  it('page when they are more than a twentieth of the requests, checks included', () => {
    const failing = (perMinute: number): Story => ({ [failed]: () => perMinute, Count: () => 100 });
    expect(notifications(incident(silence(2)), failing(6))).toContain('page api-server-errors 360');
    expect(notifications(incident(silence(2)), failing(4))).toEqual([]);
  });

  it('page when every client gets an error beside checks that go well', () => {
    const failing: Story = { [failed]: () => 2, Count: () => 32 };
    expect(notifications(incident(silence(2)), failing)).toContainEqual(
      expect.stringMatching(/^page api-server-errors /),
    );
  });
});

describe('alarms on the parts that serve the objectives', () => {
  const quiet = incident(traffic(2));
  const between = (from: number, to: number, value: number) => (minute: number) =>
    minute >= from && minute < to ? value : 0;

  it.each([
    ['canaries are lost', 'order_service_canary_total:lost', 1, 'page canary-lost'],
    ['the gateway answers with 5xx', 'order_service_gateway_failed_requests', 60, 'page api-server-errors'],
    ['the relay is late', 'IteratorAge of relay-events', 70_000, 'ticket relay-late'],
    ['an order is quarantined', 'order_service_orders_quarantined_total', 1, 'ticket orders-quarantined'],
    [
      'a message is given up',
      'ApproximateNumberOfMessagesVisible of order-summary-dlq',
      1,
      'ticket dead-letters-order-summary',
    ],
    [
      'a rule cannot deliver',
      'ApproximateNumberOfMessagesVisible of order-summary-rule-dlq',
      1,
      'ticket undelivered-order-summary',
    ],
    [
      'a circuit keeps opening',
      'order_service_circuit_transitions_total:dynamodb:open',
      1,
      'ticket circuit-open-dynamodb',
    ],
    [
      'the payment gateway rejects our key',
      'order_service_payment_configuration_errors_total',
      1,
      'page payment-configuration',
    ],
    [
      'functions of the API crash or are throttled',
      'order_service_gateway_unanswered_requests',
      1,
      'ticket requests-unanswered',
    ],
    ['consumers crash', 'Errors of summarize-orders', 1, 'ticket function-errors-consumers'],
    ['jobs crash', 'Errors of sweep-events', 1, 'ticket function-errors-jobs'],
    ['consumers are throttled', 'Throttles of relay-events', 1, 'ticket function-throttles'],
    ['jobs are throttled', 'Throttles of send-canary', 1, 'ticket function-throttles'],
    [
      'a job does not get its work done',
      'order_service_job_oldest_due_seconds of expire-orders',
      3_600,
      'ticket job-backlog-expire-orders',
    ],
    ['the aggregator fails', 'Errors of aggregate-metrics', 1, 'ticket aggregator-failing'],
    [
      'a batch of log lines has no copy',
      'DestinationDeliveryFailures of judge-unanswered',
      1,
      'ticket aggregator-dropping',
    ],
    [
      'lines of the gateway are not handed over',
      'DeliveryErrors of access',
      1,
      'ticket log-delivery-failing',
    ],
    ['the database throttles', 'order_service_database_throttled_total', 1, 'ticket database-throttled'],
    ['CloudWatch refuses lines', 'EMFValidationErrors of create-order', 1, 'ticket metrics-rejected'],
    ['payments keep an unknown outcome', 'slo_bad_events:payment-success', 1, 'ticket payments-unknown'],
  ])('notify when %s', (_, metric, value, expected) => {
    const story = { [metric]: between(30, 60, value), Count: () => 1_000 };
    const told = notifications(quiet, story).map((text) => text.replace(/ \d+$/, ''));
    expect(told).toContain(expected);
  });

  it('notify when an hourly job fails each time', () => {
    const story = { 'Errors of fold-environments': (minute: number) => (minute % 60 === 0 ? 1 : undefined) };
    expect(notifications(incident(traffic(6)), story)).toEqual([
      expect.stringMatching(/^ticket function-errors-fold-environments /),
    ]);
  });

  it.each([
    ['notify when no line reaches the aggregator for 20 minutes', 50, ['ticket log-delivery-failing 2700']],
    ['do not notify when none does for ten minutes', 40, []],
  ])('%s', (_, end, expected) => {
    const batches = (minute: number) => (minute >= 30 && minute < end ? undefined : 1);
    const story = { 'Invocations of aggregate-metrics': batches, Count: () => 1_000 };
    expect(notifications(quiet, story)).toEqual(expected);
    // Other lines, which are delivered, do not hide it.
    expect(notifications(quiet, { ...story, 'DeliveryErrors of access': () => 0 })).toEqual(expected);
  });

  it.each([
    ['the relay is half a minute late', 'IteratorAge of relay-events', () => 30_000],
    [
      'two requests get no answer',
      'order_service_gateway_unanswered_requests',
      (minute: number) => (minute === 30 || minute === 35 ? 1 : 0),
    ],
    [
      'a job crashes twice',
      'Errors of sweep-events',
      (minute: number) => (minute === 30 || minute === 35 ? 1 : 0),
    ],
    ['the hourly job fails once', 'Errors of fold-environments', (minute: number) => (minute === 30 ? 1 : 0)],
    [
      'two payments in five minutes have an unknown outcome',
      'slo_bad_events:payment-success',
      (minute: number) => (minute % 5 < 2 ? 1 : 0),
    ],
    [
      'two canaries are late',
      'order_service_canary_total:lost',
      (minute: number) => (minute === 30 || minute === 31 ? 1 : 0),
    ],
    [
      'a circuit opens once',
      'order_service_circuit_transitions_total:dynamodb:open',
      (minute: number) => (minute === 30 ? 1 : 0),
    ],
    [
      'Lambda gives up batches of log lines, and the failure bucket takes them',
      'AsyncEventsDropped of aggregate-metrics',
      () => 1,
    ],
    [
      'the aggregator fails for four minutes',
      'Errors of aggregate-metrics',
      (minute: number) => (minute >= 30 && minute < 34 ? 1 : 0),
    ],
  ])('do not notify when %s', (_, metric, value) => {
    const many = { Sum: value, SampleCount: () => 1_000 };
    const told = { [metric]: metric.startsWith('slo_bad_events') ? many : value };
    expect(notifications(quiet, { ...told, Count: () => 1_000 })).toEqual([]);
  });

  it('do not notify of four failures at the gateway, even without other traffic', () => {
    const few = (minute: number) => (minute % 5 === 0 ? undefined : 1);
    const story = published({ order_service_gateway_failed_requests: few, Count: few });
    expect(evaluator(monitoring, story, 60).alarm('api-server-errors').sent).toEqual([]);
  });

  it('end with the throttles of the database, although their metric has no data then', () => {
    const throttled = (minute: number) => (minute >= 30 && minute < 45 ? 3 : undefined);
    const story = published({ order_service_database_throttled_total: throttled });
    const { states } = evaluator(monitoring, story, 90).alarm('database-throttled');
    expect(states[44]).toBe('ALARM');
    expect(states[60]).toBe('OK');
  });

  it('end with late work, stuck payments and pending items, whose metrics rest in the environment that wrote them', () => {
    const story = published({
      'order_service_job_oldest_due_seconds of expire-orders': (minute) => {
        if (minute < 30) return undefined;
        return minute < 90 ? 3_600 : 0;
      },
      order_service_stuck_payments: (minute) => {
        if (minute < 30) return undefined;
        return minute < 90 ? 1 : 0;
      },
    });
    for (const [name, end] of [
      ['job-backlog-expire-orders', 106],
      ['stuck-payments', 106],
    ] as const) {
      const { states } = evaluator(monitoring, story, 150).alarm(name);
      expect(states[88]).toBe('ALARM');
      expect(states[end]).toBe('OK');
    }
  });
});
