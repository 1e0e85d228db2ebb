import { orderSchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { initialStock, replayed, type Shop, unitPrice } from '../shop.ts';
import { toRoute } from '../shop-client.ts';

export const browse = async ({ guide, sku, admin, customer, offer, checkStock }: Shop): Promise<void> => {
  await guide.step('A customer cannot change the catalogue', {
    request: offer(customer),
    expected: { status: 403, body: { message: 'Forbidden' } },
  });
  await guide.step('An admin puts a product on sale', {
    request: offer(admin),
    expected: { status: 200, body: { sku, available: initialStock } },
  });
  await checkStock('Price and availability are public', initialStock);
  await guide.step('The catalogue is public and has pages', {
    request: toRoute('list-products', { query: { limit: '5' } }),
    expected: { status: 200 },
  });
};

export const order = async ({ guide, sku, customer, stranger, newKey, checkStock }: Shop): Promise<void> => {
  const idempotencyKey = newKey();
  const place = (quantity: number, key: string) =>
    toRoute('create-order', {
      token: customer,
      idempotencyKey: key,
      body: { items: [{ sku, quantity }], source: 'web' },
    });
  const placed = await guide.step('A customer orders 2 units; the server sets the price', {
    request: place(2, idempotencyKey),
    expected: { status: 201, body: { status: 'pending', total: { amount: 2 * unitPrice.amount } } },
  });
  const { id } = orderSchema.parse(placed.body);
  await guide.step('The Location header of the response is the address of the order', {
    request: { method: 'GET', target: placed.headers['location'] ?? '', token: customer },
    expected: { status: 200, text: placed.text },
  });
  await guide.step(
    'A repeated request with the same key gets the first response and places no second order',
    {
      request: place(2, idempotencyKey),
      expected: { status: 201, text: placed.text, headers: replayed },
    },
  );
  await guide.step('The same key with a different request is refused', {
    request: place(3, idempotencyKey),
    expected: { status: 422, body: { error: { code: 'IDM-002' } } },
  });
  await guide.step('An order cannot exceed the available stock', {
    request: place(initialStock, newKey()),
    expected: {
      status: 409,
      body: {
        error: { code: 'ORD-004', details: { sku, requested: initialStock, available: initialStock - 2 } },
      },
    },
  });
  await guide.step('Another customer cannot see the order', {
    request: toRoute('get-order', { path: { orderId: id }, token: stranger }),
    expected: { status: 404, body: { error: { code: 'ORD-001', details: { orderId: id } } } },
  });
  await checkStock('The order reserves 2 units', initialStock - 2);
};
