import { headers } from '../../../lib/contract/headers.ts';
import { replayed, type Shop, unitPrice } from '../shop.ts';
import { toRoute } from '../shop-client.ts';

const units = 5;
const delivered = 3;
const newPrice = { ...unitPrice, amount: unitPrice.amount + 100 };

/** An admin changes a product and its stock. */
export const manageCatalogue = async (shop: Shop): Promise<void> => {
  const { guide, admin, customer, newKey, offer } = shop;
  const sku = `${shop.sku}-SHELF`;
  const etag = headers.etag.toLowerCase();
  const put = (body: object, ifMatch?: string) =>
    toRoute('put-product', {
      path: { sku },
      token: admin,
      body,
      ...(ifMatch !== undefined && { headers: { [headers.ifMatch]: ifMatch } }),
    });
  const move = (quantity: number, reason: string, idempotencyKey = newKey()) =>
    toRoute('move-stock', { path: { sku }, token: admin, idempotencyKey, body: { quantity, reason } });

  const created = await guide.step('An admin creates a product', {
    request: offer(admin, { sku, stock: units }),
    expected: { status: 200, body: { sku, available: units }, headers: { [etag]: '"1"' } },
  });
  await guide.step('Its price changes if it has the expected version', {
    request: put({ unitPrice: newPrice }, created.headers[etag]),
    expected: { status: 200, body: { unitPrice: newPrice, available: units }, headers: { [etag]: '"2"' } },
  });
  await guide.step('A change that expects the old version is refused', {
    request: put({ name: 'Another tea' }, created.headers[etag]),
    expected: { status: 412, body: { error: { code: 'PRD-003', details: { sku, etag: '"2"' } } } },
  });
  await guide.step('A change cannot set the stock', {
    request: put({ stock: 1_000 }),
    expected: { status: 409, body: { error: { code: 'PRD-002', details: { sku } } } },
  });
  const key = newKey();
  const received = await guide.step(`${delivered} units are received`, {
    request: move(delivered, 'received', key),
    expected: { status: 201, body: { sku, available: units + delivered } },
  });
  await guide.step('A repeated movement gets the first response and moves nothing', {
    request: move(delivered, 'received', key),
    expected: { status: 201, text: received.text, headers: replayed },
  });
  await guide.step('No more units can be written off than are available', {
    request: move(-(units + delivered + 1), 'written_off'),
    expected: {
      status: 409,
      body: { error: { code: 'PRD-004', details: { available: units + delivered } } },
    },
  });
  await guide.step('The admin discontinues the product', {
    request: put({ discontinued: true }),
    expected: { status: 200, body: { sku, discontinued: true } },
  });
  await guide.step('A discontinued product cannot be ordered', {
    request: toRoute('create-order', {
      token: customer,
      idempotencyKey: newKey(),
      body: { items: [{ sku, quantity: 1 }] },
    }),
    expected: { status: 422, body: { error: { code: 'PRD-001', details: { sku } } } },
  });
};
