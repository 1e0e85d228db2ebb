import { beforeEach, describe, expect, it } from 'vitest';
import { readStoredOrder } from '../../../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { renameOrder } from '../../../../../lib/adapters/dynamodb/customer-data/rename-order.ts';
import { progressKey } from '../../../../../lib/adapters/dynamodb/keys.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { aCustomer, type Customer } from '../../../../harness/customers/a-customer.ts';
import { calmly } from '../../../../harness/dynamodb/embedded-tables.ts';
import { emptyMemoryTables } from '../../../../harness/dynamodb/memory-tables.ts';
import { putItems, type StoredItem } from '../../../../harness/dynamodb/stored-items.ts';

const renaming = { customerId: 'alice', pseudonym: 'erased-1' };
const orderId = orderIdOf(0);

describe('renameOrder', () => {
  let customer: Customer;
  beforeEach(async () => {
    customer = await aCustomer(emptyMemoryTables(), [['expire']]);
  });
  const read = () => readStoredOrder(customer.customerTables, orderId, calmly);
  const rename = async (stored: Awaited<ReturnType<typeof read>>) =>
    renameOrder(customer.customerTables, stored, renaming, calmly);

  /** Changes stored items by what a function makes of them. */
  const changeItems = async (
    table: 'orders' | 'events',
    sk: string,
    change: (item: StoredItem) => object,
  ) => {
    const items = (await customer.everything()).filter((item) => String(item['sk']).startsWith(sk));
    const own = items.filter(({ pk }) => pk === `ORDER#${orderId}`);
    expect(own.length).toBeGreaterThan(0);
    await putItems(
      customer.customerTables[table],
      own.map((item) => ({ ...item, ...change(item) })),
    );
  };
  const orderItem = async () => (await read()).order;

  it('refuses an order whose revision has changed since it was read', async () => {
    const stored = await read();
    await changeItems('orders', 'ORDER', ({ revision }) => ({ revision: Number(revision) + 1 }));
    await expect(rename(stored)).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await orderItem()).toMatchObject({ customerId: 'alice' });
  });

  it('refuses an order that has got another customer since it was read', async () => {
    const stored = await read();
    await changeItems('orders', 'ORDER', () => ({ customerId: 'erased-2' }));
    await expect(rename(stored)).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await orderItem()).toMatchObject({ customerId: 'erased-2' });
  });

  it('refuses events that have changed since they were read', async () => {
    const stored = await read();
    await changeItems('events', 'EVENT#', ({ events }) => ({
      events: (events as StoredItem[]).map((event) => ({ ...event, note: 'new' })),
    }));
    await expect(rename(stored)).rejects.toMatchObject({ name: 'ConflictError' });
    expect(JSON.stringify((await read()).events)).toContain('"note":"new"');
  });

  it('refuses progress that moves on while it is renamed', async () => {
    const stored = await read();
    const { client } = customer.orders;
    const attribute = `order#${orderId}`;
    const isOfAlice = ({ pk }: StoredItem) => pk === 'SUMMARY#alice';
    const send = async (...call: Parameters<typeof client.send>) => {
      if (call[0].constructor.name === 'TransactWriteCommand') {
        const parts = (await customer.everything()).filter((item) => isOfAlice(item) && attribute in item);
        const moved = { last: { orderId, orderVersion: 7, n: 1 }, isComplete: true };
        await putItems(
          customer.orders,
          parts.map((part) => ({ ...part, [attribute]: moved })),
        );
      }
      return client.send(...call);
    };
    const orders = { ...customer.orders, client: { ...client, send: send as typeof client.send } };
    const renamed = renameOrder({ ...customer.customerTables, orders }, stored, renaming, calmly);
    await expect(renamed).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await orderItem()).toMatchObject({ customerId: 'alice' });
  });

  it('does not write over progress that the order has in an item of its own', async () => {
    const own = { ...progressKey(orderId), last: { orderId, orderVersion: 9, n: 1 }, isComplete: true };
    await putItems(customer.orders, [own]);
    await expect(rename(await read())).rejects.toMatchObject({ name: 'ConflictError' });
    expect((await read()).others).toContainEqual(own);
  });
});
