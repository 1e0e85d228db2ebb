import { describe, expect, it } from 'vitest';
import { countedRequests } from '../../../lib/contract/access-log.ts';
import { type ServedRouteId, servedRoutes } from '../../../lib/contract/default-route.ts';
import { judgeRequest } from '../../../lib/contract/judge-request.ts';
import { metricsNamespaceOf } from '../../../lib/contract/service.ts';
import { evaluator } from '../../../tools/diagnosis/alarms/template-evaluator.ts';
import { compileFilterPattern } from '../../../tools/local-cloud/logs/filter-pattern.ts';
import { incident, notifications, traffic } from '../../harness/cloudwatch/notifications.ts';
import { published } from '../../harness/cloudwatch/story.ts';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { synthesized, withSyntheticOrders } from '../../harness/infra/synthesized.ts';

const { monitoring, api } = synthesized(withSyntheticOrders);
const between = (from: number, to: number, value: number) => (minute: number) =>
  minute >= from && minute < to ? value : 0;
const quiet = incident(traffic(2));
const failed = 'order_service_gateway_failed_requests';
const servedRouteEntries = Object.entries(servedRoutes) as [
  ServedRouteId,
  (typeof servedRoutes)[ServedRouteId],
][];

/** Names of the metrics that count a line of the access log. */
const holding = (line: Readonly<Record<'routeKey' | 'status' | 'functionStatus', string>>): string[] =>
  Object.entries(countedRequests)
    .filter(([, pattern]) =>
      compileFilterPattern(pattern)(JSON.stringify({ ...line, integrationError: '-' })),
    )
    .map(([name]) => name)
    .sort();

const withoutTime = (told: readonly string[]) => told.map((text) => text.replace(/ \d+$/, ''));

describe('requests that the gateway counts', () => {
  it('are counted from the access log, in the namespace of the stage', () => {
    const filters = resourcesOf(api, 'AWS::Logs::MetricFilter')
      .map(([, { Properties }]) => Properties)
      .filter(({ MetricTransformations: [{ MetricName }] }) => MetricName in countedRequests);
    expect(
      Object.fromEntries(
        filters.map(
          ({ FilterPattern, MetricTransformations: [{ MetricName, MetricNamespace, MetricValue }] }) => {
            expect([MetricNamespace, MetricValue]).toEqual([metricsNamespaceOf('dev'), '1']);
            return [MetricName, FilterPattern];
          },
        ),
      ),
    ).toEqual(countedRequests);
  });

  it.each([
    ['401', '-', ['order_service_gateway_refused_requests']],
    ['403', '-', ['order_service_gateway_refused_requests']],
    ['429', '-', ['order_service_gateway_throttled_requests']],
    ['429', '429', []],
    ['404', '404', []],
    ['500', '-', [failed, 'order_service_gateway_unanswered_requests']],
    ['503', '-', [failed, 'order_service_gateway_unanswered_requests']],
    ['503', '503', [failed]],
    ['200', '200', []],
  ])('hold a request with status %s, of which the function answered %s', (status, functionStatus, names) => {
    expect(holding({ routeKey: 'GET /metrics', status, functionStatus })).toEqual(names);
  });

  it.each([
    ['200', '200', true],
    ['304', '304', true],
    ['503', '503', true],
    ['503', '-', true],
    ['404', '404', false],
    ['401', '-', false],
    ['204', '-', false],
  ])(
    'hold an answer with status %s and %s of the function as one to judge: %s',
    (status, functionStatus, isJudged) => {
      const held = holding({ routeKey: 'GET /api/v1/orders', status, functionStatus });
      expect(held.includes('order_service_gateway_judgeable_requests')).toBe(isJudged);
    },
  );

  it.each(servedRouteEntries)(
    'hold answers of %s as ones to judge where an objective judges them',
    (routeId, route) => {
      const routeKey = route.path === '$default' ? route.path : `${route.method} ${route.path}`;
      const held = holding({ routeKey, status: '200', functionStatus: '200' });
      const events = judgeRequest({ routeId, status: 200, durationMs: 1 });
      expect(held).toEqual(events.length > 0 ? ['order_service_gateway_judgeable_requests'] : []);
    },
  );

  it('hold no check of readiness as failed that its function answered', () => {
    const check = { routeKey: 'GET /health/ready', status: '503' };
    expect(holding({ ...check, functionStatus: '503' })).toEqual([]);
    expect(holding({ ...check, functionStatus: '-' })).toContain(failed);
  });

  it('notify when most requests are refused, and not when some are', () => {
    const refused = (perMinute: number) => ({
      order_service_gateway_refused_requests: between(30, 60, perMinute),
      Count: () => 100,
      '4xx': () => 100,
    });
    expect(withoutTime(notifications(quiet, refused(60)))).toEqual(['ticket requests-refused']);
    expect(notifications(quiet, refused(40))).toEqual([]);
  });

  it('notify when throttles keep clients out for more than five minutes', () => {
    const throttled = (until: number) => ({
      order_service_gateway_throttled_requests: between(30, until, 5),
    });
    expect(withoutTime(notifications(quiet, throttled(60)))).toEqual(['ticket requests-throttled']);
    expect(notifications(quiet, throttled(32))).toEqual([]);
  });
});

describe('synthetic orders', () => {
  const completed = 'order_service_synthetic_orders_total:completed';
  const run = (isDone: (minute: number) => boolean) => {
    const story = published({
      [completed]: (minute) => (minute % 5 === 0 && isDone(minute) ? 1 : undefined),
    });
    return evaluator(monitoring, story, 120).alarm('synthetic-order-absent');
  };

  it('page within half an hour when none is completed any more', () => {
    const { sent, topics } = run((minute) => minute < 60);
    expect(topics).toEqual([expect.stringMatching(/^Page/)]);
    expect(sent).toHaveLength(1);
    expect((sent[0] ?? 0) / 60).toBeGreaterThanOrEqual(70);
    expect((sent[0] ?? 0) / 60).toBeLessThanOrEqual(90);
  });

  it('do not page when every second one fails', () => {
    expect(run((minute) => minute % 10 === 0).sent).toEqual([]);
  });

  it('have no alarm where none are configured', () => {
    const names = resourcesOf(synthesized().monitoring, 'AWS::CloudWatch::Alarm').map(
      ([, { Properties }]) => Properties.AlarmName,
    );
    expect(names.filter((name) => /synthetic|traffic/.test(name))).toEqual([]);
  });
});

describe('falling traffic', () => {
  it('is compared with CloudWatch’s expectation of the hour, and is breaching without data', () => {
    const [alarm] = resourcesOf(monitoring, 'AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties)
      .filter(({ AlarmName }) => AlarmName.endsWith('-traffic-fell'));
    expect(alarm).toMatchObject({
      ComparisonOperator: 'LessThanLowerThreshold',
      TreatMissingData: 'breaching',
      Metrics: expect.arrayContaining([
        expect.objectContaining({
          MetricStat: expect.objectContaining({
            Period: 3_600,
            Metric: expect.objectContaining({ MetricName: 'Count' }),
          }),
        }),
      ]),
    });
    expect(JSON.stringify(alarm?.Metrics)).toContain('ANOMALY_DETECTION_BAND');
  });
});
