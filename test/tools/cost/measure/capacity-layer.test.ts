import { describe, expect, it } from 'vitest';
import { createCapacityMeter } from '../../../../tools/cost/measure/capacity-layer.ts';

const answering = (status: number, content: unknown) => async () => ({
  status,
  headers: {},
  body: JSON.stringify(content),
});

describe('createCapacityMeter', () => {
  it('asks for the consumed units and adds them up by reads and writes', async () => {
    const meter = createCapacityMeter();
    const asked: unknown[] = [];
    const forward = (units: unknown) => async (content?: unknown) => {
      asked.push(content);
      return answering(200, { ConsumedCapacity: units })();
    };
    await meter.layer({ operation: 'Query', content: { a: 1 } }, forward({ CapacityUnits: 2.5 }));
    const two = [{ CapacityUnits: 10 }, { CapacityUnits: 4 }];
    await meter.layer({ operation: 'TransactWriteItems', content: {} }, forward(two));
    expect(meter.read()).toEqual({ readUnits: 2.5, writeUnits: 14 });
    expect(asked[0]).toEqual({ a: 1, ReturnConsumedCapacity: 'TOTAL' });
  });

  it('counts no failed request', async () => {
    const meter = createCapacityMeter();
    await meter.layer({ operation: 'PutItem', content: {} }, answering(400, {}));
    expect(meter.read()).toEqual({ readUnits: 0, writeUnits: 0 });
  });

  it.each(['UpdateTimeToLive', 'CreateTable', 'DescribeTable'])('passes %s on', async (operation) => {
    const meter = createCapacityMeter();
    const answer = await meter.layer({ operation, content: {} }, answering(200, { ok: true }));
    expect(answer.body).toBe('{"ok":true}');
    expect(meter.read()).toEqual({ readUnits: 0, writeUnits: 0 });
  });
});
