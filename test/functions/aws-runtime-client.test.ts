import { basename, dirname, extname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRouteId } from '../../lib/contract/default-route.ts';
import { type FunctionId, functionIds } from '../../lib/contract/function-ids.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { serviceName } from '../../lib/contract/service.ts';
import { eventSortKeyPrefix, orderPartition } from '../../lib/contract/tables.ts';
import { accessKeyOf } from '../../tools/local-cloud/iam/access-control.ts';
import { processEnvironment } from '../../tools/local-cloud/lambda/process-environment.ts';
import { subscriptionEvent } from '../../tools/local-cloud/logs/subscription-event.ts';
import { orderServiceDeployment } from '../../tools/local-cloud/order-service-deployment.ts';
import { streamEvent } from '../../tools/local-cloud/streams/stream-event.ts';
import { aStreamRecord } from '../builders/a-stream-record.ts';
import { anApiEvent } from '../builders/an-api-event.ts';
import { bundleFunctions, type FunctionBundles } from '../harness/bundle-functions.ts';
import { readEmfLine } from '../harness/emf-line.ts';
import { awsRuntimeClient, runInAwsRuntime } from '../harness/functions/aws-runtime.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { shopper } from '../harness/service/shopper.ts';

/** An event for each function, about an order that was just placed. */
const eventOf = (functionId: FunctionId, orderId: string): unknown => {
  switch (functionId) {
    case 'relay-events': {
      const Keys = { pk: { S: orderPartition(orderId) }, sk: { S: `${eventSortKeyPrefix}1` } };
      const record = aStreamRecord(1);
      return streamEvent('stream', [{ ...record, dynamodb: { ...record.dynamodb, Keys } }]);
    }
    case 'summarize-orders':
    case 'receive-canary':
      return { Records: [] };
    case 'aggregate-metrics':
    case 'judge-unanswered':
      return subscriptionEvent({ logGroup: 'group', logStream: 'stream', logEvents: [] }, functionId);
    case defaultRouteId:
      return { ...anApiEvent('get-order', { claims: null }), rawPath: '/nothing' };
    default:
      if (!Object.hasOwn(routes, functionId)) return { source: 'aws.events' };
      return anApiEvent(functionId as RouteId, { path: { orderId, sku: 'TEA-001' } });
  }
};

/** Their lines have metrics only when there is something to split, to count, to judge, to fold, to summarize or to receive. */
const maybeWithoutMetrics: readonly FunctionId[] = [
  // Their requests are not counted.
  'openapi-document',
  'api-reference',
  'expire-orders',
  'reconcile-payments',
  'sweep-events',
  'aggregate-metrics',
  'split-stock',
  'refresh-availability',
  'send-canary',
  'fold-environments',
  'measure-budgets',
  'redrive-batches',
  'summarize-orders',
  'receive-canary',
  'judge-unanswered',
  'place-synthetic-order',
];

describe.skipIf(awsRuntimeClient.isMissing)(
  `bundles in AWS's runtime client, with JSON logs${awsRuntimeClient.reason}`,
  () => {
    let bundles: FunctionBundles;
    let service: RunningService;
    let orderId: string;
    let variables: Readonly<Record<string, string>>;
    beforeAll(async () => {
      [bundles, service] = await Promise.all([
        bundleFunctions(),
        startService({ functions: ['put-product', 'create-order'], seeded: true }),
      ]);
      orderId = (await (await shopper(service, 'alice')).placed('TEA-001')).id;
      const { eventbridgeEndpoint, s3Endpoint } = (await service.request('/local/resources')).json<
        Record<string, string>
      >();
      variables = orderServiceDeployment({ republishSeconds: 3_600 }).environment({
        dynamodb: service.dynamodbEndpoint,
        eventbridge: eventbridgeEndpoint ?? '',
        s3: s3Endpoint ?? '',
        paymentGateway: service.payments.url,
      });
    });
    afterAll(async () => {
      await service?.close();
      await bundles?.remove();
    });

    it.each(functionIds)(
      '%s starts, answers an event, and its lines come out as it wrote them',
      async (id) => {
        const bundle = bundles.fileOf(id);
        const settings = {
          name: id,
          timeoutSeconds: 10,
          memoryMb: 512,
          accessKeyId: accessKeyOf(id),
          environment: { ...variables, _HANDLER: `${basename(bundle, extname(bundle))}.handler` },
        };
        const { result, lines } = await runInAwsRuntime({
          bundle,
          event: eventOf(id, orderId),
          environment: processEnvironment(settings, 'stream', dirname(bundle)),
          timeoutMs: 20_000,
        });
        expect(result.kind).toBe('response');
        // The runtime would wrap a line into a record of its own.
        const written = lines.map((line) => JSON.parse(line));
        expect(written.map((record) => JSON.stringify(record))).toEqual(lines);
        expect(written).toEqual(written.map(() => expect.objectContaining({ service: serviceName })));
        const counted = written.filter((record) => '_aws' in record).map((record) => JSON.stringify(record));
        if (!maybeWithoutMetrics.includes(id)) expect(counted).toHaveLength(1);
        for (const line of counted) expect(readEmfLine(line)).not.toEqual([]);
      },
    );
  },
);
