import { randomUUID } from 'node:crypto';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  createEventBridgeClient,
  guardEventBridgeClient,
} from '../../../../lib/adapters/eventbridge/event-bus.ts';
import { createRedisConnection } from '../../../../lib/adapters/redis/redis-connection.ts';
import { createStripeClient } from '../../../../lib/adapters/stripe/stripe-client.ts';
import type { CallOptions } from '../../../../lib/platform/call-options.ts';
import { createDocumentClient, createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { createSecret } from '../../../../lib/platform/secrets/secret.ts';

/** Tries once, so that no retry hides a failure. */
const policy = createDependencyPolicy({
  name: 'dependency',
  isFailure: () => true,
  tryTimeoutMs: 10_000,
  retry: { maxAttempts: 1 },
  circuit: { failuresToOpen: 1, openMs: 60_000 },
});

type Call = (options: CallOptions) => Promise<unknown>;

/** One call by each client of the service. */
const callers: Readonly<Record<string, (url: string) => Call>> = {
  dynamodb(endpoint) {
    const client = createDynamoClient(createDocumentClient({ region: 'us-east-1', endpoint }), policy);
    return (options) =>
      client.send(new GetCommand({ TableName: 'orders', Key: { pk: 'a', sk: 'b' } }), options);
  },
  eventbridge(endpoint) {
    const client = guardEventBridgeClient(createEventBridgeClient({ region: 'us-east-1', endpoint }), policy);
    return (options) => client.send(new PutEventsCommand({ Entries: [{ Detail: '{}' }] }), options);
  },
  'secrets-manager'(endpoint) {
    let now = 0;
    // Always past the age at which a secret is read again.
    const later = () => {
      now += 3_600_000;
      return now;
    };
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:key';
    return createSecret({ arn, region: 'us-east-1', endpoint, now: later, policy: () => policy });
  },
  stripe(apiBase) {
    const request = createStripeClient({ apiBase });
    const intent = { amount: 100, currency: 'usd' };
    return ({ signal }) =>
      request(signal, (stripe) =>
        stripe.paymentIntents.create(intent, { apiKey: 'sk_test', idempotencyKey: randomUUID() }),
      );
  },
  valkey(url) {
    // The connection is under test, not its time-out, which a busy machine exceeds.
    const connection = createRedisConnection(url, Date.now, 10_000);
    return (options) => connection.run(options, (client) => client.ping());
  },
};

let call: Call | undefined;

/** Makes calls at the same time, by one client of the service, and returns how each ended. */
export const handler = async (event: { client: string; url: string; calls: number }) => {
  call ??= callers[event.client]?.(event.url);
  const once = call;
  if (!once) throw new Error(`no client ${event.client}`);
  const options = { signal: new AbortController().signal, deadline: Date.now() + 10_000 };
  const results = await Promise.allSettled(Array.from({ length: event.calls }, () => once(options)));
  return results.map((result) => (result.status === 'fulfilled' ? 'succeeded' : String(result.reason)));
};
