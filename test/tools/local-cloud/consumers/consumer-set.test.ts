import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../../tools/command-line/command-error.ts';
import { createEventPath } from '../../../../tools/local-cloud/composition/event-path.ts';
import type { ConsumerContext } from '../../../../tools/local-cloud/consumers/consumer.ts';
import { createConsumers } from '../../../../tools/local-cloud/consumers/consumer-set.ts';
import { createFailedDeliveries } from '../../../../tools/local-cloud/consumers/failed-deliveries.ts';
import type { ConsumerDefinition } from '../../../../tools/local-cloud/deployment.ts';
import { createFaultInjection } from '../../../../tools/local-cloud/faults/fault-injection.ts';
import { createLogStore } from '../../../../tools/local-cloud/logs/log-store.ts';
import { paces } from '../../../../tools/local-cloud/pace.ts';
import { createQueues } from '../../../../tools/local-cloud/queues/queue-set.ts';
import { openCheckpoints } from '../../../../tools/local-cloud/streams/checkpoints.ts';
import { createStreamApi } from '../../../../tools/local-cloud/streams/stream-api.ts';
import { createTableWrites } from '../../../../tools/local-cloud/streams/table-writes.ts';
import { anyAccess } from '../../../harness/local-cloud/any-access.ts';
import { fixtureConsumers, fixtureDeployment } from '../../../harness/local-cloud/fixture-deployment.ts';

const aContext = async (): Promise<ConsumerContext> => ({
  resources: fixtureDeployment().resources,
  lambda: { invoke: async () => ({ outcome: { status: 'succeeded', payload: 'null' }, coldStart: false }) },
  streamApi: createStreamApi('http://127.0.0.1:9'),
  tableWrites: createTableWrites(),
  checkpoints: await openCheckpoints(),
  queues: createQueues({}, Date.now),
  logs: createLogStore(Date.now),
  failures: createFailedDeliveries(Date.now, () => {}),
  faults: createFaultInjection(),
  pace: paces.local,
  now: Date.now,
  print: () => {},
});

const withTrigger = (name: string, change: object): Record<string, ConsumerDefinition> => {
  const definition = fixtureConsumers[name];
  if (!definition) throw new Error(`no fixture ${name}`);
  return { [name]: { ...definition, trigger: { ...definition.trigger, ...change } } };
};

describe('createConsumers', () => {
  it.each([
    ['a stream filter', 'receive-records', { filters: [{ eventName: [{ wildcard: 'IN*' }] }] }],
    ['a log filter', 'receive-lines', { filterPattern: 'ERROR' }],
  ])('refuses %s that is not supported', async (_, name, change) => {
    const context = await aContext();
    expect(() => createConsumers(withTrigger(name, change), context)).toThrow(CommandError);
  });

  it('refuses a queue that is not there', async () => {
    const queue = { kind: 'queue', queue: 'lost', batchSize: 1, batchWindowSeconds: 0 };
    const context = await aContext();
    expect(() => createConsumers(withTrigger('receive-lines', queue), context)).toThrow('no queue lost');
  });

  it('can be stopped before it has started', async () => {
    await createConsumers(fixtureConsumers, await aContext()).stop();
  });
});

describe('createEventPath', () => {
  it('refuses a rule whose queue is not there', () => {
    const rules = { work: { pattern: { source: ['shop'] }, queue: 'lost' } };
    const create = () =>
      createEventPath({
        deployment: { ...fixtureDeployment(), rules },
        accessControl: anyAccess,
        pace: paces.local,
        print: () => {},
      });
    expect(create).toThrow('no queue lost');
  });
});
