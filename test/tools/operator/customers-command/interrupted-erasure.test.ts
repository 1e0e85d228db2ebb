import { describe, expect, it } from 'vitest';
import { createDynamoOrderStore } from '../../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { createDynamoOrderSummaryStore } from '../../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { aCustomer } from '../../../harness/customers/a-customer.ts';
import { erase, pseudonymsIn, theOnly, withClient } from '../../../harness/customers/erasing.ts';
import { crashingAt } from '../../../harness/dynamodb/crashing-client.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';
import { emptyMemoryTables } from '../../../harness/dynamodb/memory-tables.ts';

const aliceWithTwoOrders = () =>
  aCustomer(emptyMemoryTables(), [['confirm', 'cancel', 'refund'], ['expire']]);

/** Mapping, six items of events, two orders, two parts of the summary, a reply, and the end. */
const writes = 1 + 6 + 2 + 2 + 1 + 1;

describe('an erasure', () => {
  it(`makes ${writes} writes`, async () => {
    const { customerTables } = await aliceWithTwoOrders();
    const { client, counts } = crashingAt(customerTables.orders.client, 0, 'before the write');
    await erase(withClient(customerTables, client));
    expect(counts.writes).toBe(writes);
  });

  describe.each(['before the write', 'after the write'] as const)('that crashes %s', (crash) => {
    it.each(Array.from({ length: writes }, (_, index) => index + 1))(
      'is finished with the same pseudonym when it is repeated: write %i',
      async (n) => {
        const customer = await aliceWithTwoOrders();
        const { client } = customer.orders;
        const summaries = createDynamoOrderSummaryStore({ client, ...customer.tables });
        const store = createDynamoOrderStore({ client, ...customer.tables });
        const before = await summaries.findSummary('alice', calmly);
        const crashing = crashingAt(client, n, crash);
        const crashed = erase(withClient(customer.customerTables, crashing.client));
        await expect(crashed).rejects.toThrow(`crashed ${crash}`);

        const repeated = erase(customer.customerTables);
        // Only the answer to the last write was lost.
        if (n === writes && crash === 'after the write')
          await expect(repeated).rejects.toThrow(/Nothing is kept/);
        else await repeated;

        expect(JSON.stringify(await customer.everything())).not.toContain('alice');
        const customerId = theOnly(await pseudonymsIn(customer));
        expect(await summaries.findSummary(customerId, calmly)).toEqual({ ...before, customerId });
        expect((await store.listOrders({ customerId, limit: 10 }, calmly)).orders).toHaveLength(2);
      },
    );
  });
});
