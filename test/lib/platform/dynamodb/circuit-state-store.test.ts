import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createDynamoCircuitStateStore } from '../../../../lib/platform/dynamodb/circuit-state-store.ts';
import { aCall } from '../../../builders/a-call.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { losingAnswers } from '../../../harness/dynamodb/losing-answers.ts';
import { circuitStateStoreContract } from '../resilience/circuit.store.contract.ts';

const emptyTable = useEmbeddedTables();

circuitStateStoreContract(async () => createDynamoCircuitStateStore(await emptyTable()));

describe('the DynamoDB CircuitStateStore', () => {
  it.each([
    ['state', 'ajar'],
    ['probeAt', 'soon'],
    ['revision', 0],
  ])('names the item whose %s is malformed', async (attribute, value) => {
    const { client, tableName } = await emptyTable();
    const key = { pk: 'CIRCUIT#payments', sk: 'CIRCUIT' };
    const Item = { ...key, state: 'open', probeAt: 1, revision: 1, [attribute]: value };
    await client.send(new PutCommand({ TableName: tableName, Item }), calmly);
    const store = createDynamoCircuitStateStore({ client, tableName });
    await expect(store.read('payments', calmly)).rejects.toMatchObject({
      name: 'MalformedItemError',
      message: expect.stringMatching(
        new RegExp(`^item CIRCUIT#payments CIRCUIT is malformed: .*${attribute}`),
      ),
    });
  });

  it('fails when it is aborted or the table is missing, and does not report a refusal', async () => {
    const table = await emptyTable();
    const record = { state: 'open', probeAt: 1, revision: 1 } as const;
    const aborted = aCall({ signal: AbortSignal.abort() });
    await expect(createDynamoCircuitStateStore(table).write('payments', record, aborted)).rejects.toThrow();
    const store = createDynamoCircuitStateStore({ ...table, tableName: 'elsewhere' });
    await expect(store.write('payments', record, calmly)).rejects.toThrow();
    await expect(store.read('payments', calmly)).rejects.toThrow();
  });

  it('reports a record as written after a lost answer', async () => {
    const table = await emptyTable();
    const store = createDynamoCircuitStateStore({ ...table, client: losingAnswers(table.client) });
    const record = { state: 'open', probeAt: 1 } as const;
    expect(await store.write('payments', { ...record, revision: 1 }, calmly)).toBe(true);
    expect(await store.write('payments', { ...record, revision: 1 }, calmly)).toBe(false);
    expect(await store.write('payments', { ...record, revision: 2 }, calmly)).toBe(true);
  });
});
