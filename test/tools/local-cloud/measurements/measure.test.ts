import { describe, expect, it } from 'vitest';
import { throttled } from '../../../../tools/local-cloud/dynamodb/database-errors.ts';
import { accessLogGroup } from '../../../../tools/local-cloud/logs/connect-logs.ts';
import { createLogStore } from '../../../../tools/local-cloud/logs/log-store.ts';
import { createMeasurements } from '../../../../tools/local-cloud/measurements/measure.ts';
import { createQueues } from '../../../../tools/local-cloud/queues/queue-set.ts';

const minute = 60_000;

const setUp = () => {
  const clock = { now: 5 * minute };
  const now = () => clock.now;
  const measurements = createMeasurements(now, {
    namespace: 'Shop',
    patterns: { refusals: '{ $.status = "401" }' },
  });
  const logs = createLogStore(now);
  measurements.follow(logs);
  const queues = createQueues({ mails: { visibilityTimeoutSeconds: 1, maxReceiveCount: 1 } }, now, () => {});
  const undelivered = new Map<string, string[]>([['welcome', []]]);
  const seriesOf = (name: string) =>
    measurements.read(queues, undelivered).filter((series) => series.name === name);
  return { clock, measurements, logs, queues, undelivered, seriesOf };
};

const metricLine = (values: number | readonly number[]) =>
  JSON.stringify({
    _aws: {
      Timestamp: 1,
      CloudWatchMetrics: [
        { Namespace: 'Shop', Dimensions: [['kind']], Metrics: [{ Name: 'sales', Unit: 'Count' }] },
      ],
    },
    kind: 'tea',
    sales: values,
  });

describe('measurements of the local run', () => {
  it('adds up the metrics of log lines by the minute', () => {
    const { clock, logs, seriesOf } = setUp();
    logs.append('/aws/lambda/sell', 'stream', [
      metricLine(2),
      metricLine([1, 5]),
      '{"message":"sold"}',
      'no JSON "_aws"',
    ]);
    clock.now += minute;
    logs.append('/aws/lambda/sell', 'stream', [metricLine(7)]);
    expect(seriesOf('sales')).toEqual([
      {
        namespace: 'Shop',
        name: 'sales',
        dimensions: { kind: 'tea' },
        minutes: [
          { minute: 5, sum: 8, count: 3, min: 1, max: 5 },
          { minute: 6, sum: 7, count: 1, min: 7, max: 7 },
        ],
      },
    ]);
  });

  it('counts requests and those that fail, as the gateway does', () => {
    const { measurements, seriesOf } = setUp();
    for (const status of [201, 404, 503]) measurements.requestEnded({ at: minute, ms: 10, status });
    expect(['Count', '4xx', '5xx'].map((name) => seriesOf(name)[0]?.minutes[0]?.sum)).toEqual([3, 1, 1]);
  });

  it('counts invocations, errors and throttles by function', () => {
    const { measurements, seriesOf } = setUp();
    const invocation = {
      traceId: '1-2',
      requestId: 'invocation-1',
      functionName: 'sell',
      origin: 'route',
      at: minute,
      calls: [],
      payments: [],
    } as const;
    const ended = { at: minute + 20, coldStart: false };
    measurements.invocationEnded(invocation);
    measurements.invocationEnded({
      ...invocation,
      ended: { ...ended, outcome: { status: 'succeeded', payload: '' } },
    });
    measurements.invocationEnded({ ...invocation, ended: { ...ended, outcome: { status: 'timed-out' } } });
    measurements.invocationEnded({ ...invocation, ended: { ...ended, outcome: { status: 'throttled' } } });
    expect(['Invocations', 'Errors', 'Throttles'].map((name) => seriesOf(name)[0]?.minutes[0]?.sum)).toEqual([
      2, 1, 1,
    ]);
    expect(seriesOf('Errors')[0]?.dimensions).toEqual({ FunctionName: 'sell' });
  });

  it('counts lines of metrics that CloudWatch refuses, by log group', () => {
    const { logs, seriesOf } = setUp();
    logs.append('/aws/lambda/sell', 'stream', [
      '{"_aws": cut off',
      '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[]}}',
      metricLine([]),
      metricLine(1),
    ]);
    const group = { LogGroupName: '/aws/lambda/sell' };
    expect(seriesOf('EMFParsingErrors')).toMatchObject([{ dimensions: group, minutes: [{ sum: 1 }] }]);
    expect(seriesOf('EMFValidationErrors')).toMatchObject([{ dimensions: group, minutes: [{ sum: 2 }] }]);
  });

  it('counts lines of the access log that match a filter', () => {
    const { logs, seriesOf } = setUp();
    logs.append(accessLogGroup, 'access', ['{"status":"401"}', '{"status":"200"}']);
    logs.append('/aws/lambda/sell', 'stream', ['{"status":"401"}']);
    expect(seriesOf('refusals')).toMatchObject([
      { namespace: 'Shop', dimensions: {}, minutes: [{ sum: 1 }] },
    ]);
  });

  it('counts failed and throttled requests to the database by table and index', () => {
    const { measurements, seriesOf } = setUp();
    const call = { at: minute, ms: 2, status: 200 };
    const query = { ...call, operation: 'Query', content: { TableName: 'sales', IndexName: 'byDay' } };
    const write = {
      ...call,
      operation: 'TransactWriteItems',
      content: { TransactItems: [{ Put: { TableName: 'sales' } }, { Put: { TableName: 'stock' } }] },
    };
    measurements.databaseCalled(query);
    measurements.databaseCalled({ ...query, status: 400, answer: String(throttled(query.content).body) });
    measurements.databaseCalled({ ...write, status: 400, answer: String(throttled(write.content).body) });
    measurements.databaseCalled({ ...write, status: 500 });
    measurements.databaseCalled({
      ...write,
      status: 400,
      answer: '{"CancellationReasons":[{"Code":"ConditionalCheckFailed"}]}',
    });
    const sums = (name: string) =>
      seriesOf(name).map(({ dimensions, minutes }) => [...Object.values(dimensions), minutes[0]?.sum]);
    expect(sums('ReadThrottleEvents')).toEqual([['sales', 'byDay', 1]]);
    expect(sums('WriteThrottleEvents')).toEqual([
      ['sales', 1],
      ['stock', 1],
    ]);
    expect(sums('SystemErrors')).toEqual([
      ['sales', 'Query', 0],
      ['sales', 'TransactWriteItems', 1],
      ['stock', 'TransactWriteItems', 1],
    ]);
  });

  it('has the age of streams, and the batches of log lines that were given up', () => {
    const { measurements, seriesOf } = setUp();
    measurements.streamRead('relay', 1_500);
    measurements.batchGivenUp({ functionName: 'relay', source: 'stream' });
    measurements.batchGivenUp({ functionName: 'count', source: 'logs' });
    expect(seriesOf('IteratorAge')).toMatchObject([
      { dimensions: { FunctionName: 'relay' }, minutes: [{ max: 1_500 }] },
    ]);
    expect(seriesOf('AsyncEventsDropped')).toMatchObject([
      { dimensions: { FunctionName: 'count' }, minutes: [{ sum: 1 }] },
    ]);
  });

  it('has the present numbers of dead letters, of queues and of rules', () => {
    const { clock, queues, undelivered, seriesOf } = setUp();
    undelivered.get('welcome')?.push('an event', 'another');
    queues.get('mails')?.send('a mail');
    queues.get('mails')?.receive(1);
    clock.now += 2_000;
    queues.get('mails')?.receive(1);
    expect(seriesOf('ApproximateNumberOfMessagesVisible')).toMatchObject([
      { dimensions: { QueueName: 'mails-dlq' }, minutes: [{ max: 1 }] },
      { dimensions: { QueueName: 'welcome-rule-dlq' }, minutes: [{ max: 2 }] },
    ]);
  });
});
