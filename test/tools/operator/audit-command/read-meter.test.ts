import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { DynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { createReadMeter } from '../../../../tools/operator/audit-command/read-meter.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';

/** A client whose reads cost some units each. */
const costing = (units: number | undefined): DynamoClient => {
  const send = async () => ({
    Items: ['x'.repeat(9_000)],
    ...(units !== undefined && { ConsumedCapacity: { CapacityUnits: units } }),
  });
  return { send, sendOnce: send } as unknown as DynamoClient;
};

const read = () => new QueryCommand({ TableName: 'orders' });

describe('createReadMeter', () => {
  it('spends its read units in a second, and no more', async () => {
    let time = 0;
    const pause = async (ms: number) => {
      time += ms;
    };
    const { meter, units } = createReadMeter({ unitsPerSecond: 10, now: () => time, pause });
    const client = meter(costing(5));
    for (let reads = 0; reads < 5; reads += 1) await client.send(read(), calmly);
    expect(units()).toBe(25);
    expect(time).toBe(2_000);
  });

  it('counts the size of an answer without its cost', async () => {
    const { meter, units } = createReadMeter({ unitsPerSecond: 1_000 });
    await meter(costing(undefined)).send(read(), calmly);
    expect(units()).toBe(3);
  });

  it('refuses to write', async () => {
    const { meter } = createReadMeter({ unitsPerSecond: 1 });
    const write = new PutCommand({ TableName: 'orders', Item: {} });
    await expect(meter(costing(1)).send(write, calmly)).rejects.toThrow('an audit only reads: PutCommand');
  });
});
