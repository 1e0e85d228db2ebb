import { orderSchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { initialStock, replayed, type Shop, unitPrice } from '../shop.ts';
import { toRoute } from '../shop-client.ts';

export const browse = async ({ guide, sku, admin, customer, offer, checkStock }: Shop): Promise<void> => {
  await guide.step('a customer may not change the catalogue', {
    request: offer(customer),
    expected: { status: 403, body: { error: { code: 'AUT-002' } } },
  });
  await guide.step('an admin puts a product on sale', {
    request: offer(admin),
    expected: { status: 200, body: { sku, available: initialStock } },
  });
  await checkStock('anybody sees price and availability, without a token', initialStock);
  await guide.step('and the catalogue, a page at a time', {
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
  const placed = await guide.step('a customer orders 2; the server says what they cost', {
    request: place(2, idempotencyKey),
    expected: { status: 201, body: { status: 'pending', total: { amount: 2 * unitPrice.amount } } },
  });
  const { id } = orderSchema.parse(placed.body);
  await guide.step('the order is where the answer’s Location says', {
    request: { method: 'GET', target: placed.headers['location'] ?? '', token: customer },
    expected: { status: 200, text: placed.text },
  });
  await guide.step('the same request with the same key gets the same answer, and orders nothing more', {
    request: place(2, idempotencyKey),
    expected: { status: 201, text: placed.text, headers: replayed },
  });
  await guide.step('the same key with another request is refused', {
    request: place(3, idempotencyKey),
    expected: { status: 422, body: { error: { code: 'IDM-002' } } },
  });
  await guide.step('more than there is cannot be ordered', {
    request: place(initialStock, newKey()),
    expected: {
      status: 409,
      body: {
        error: { code: 'ORD-004', details: { sku, requested: initialStock, available: initialStock - 2 } },
      },
    },
  });
  await guide.step('for another customer the order does not exist', {
    request: toRoute('get-order', { path: { orderId: id }, token: stranger }),
    expected: { status: 404, body: { error: { code: 'ORD-001', details: { orderId: id } } } },
  });
  await checkStock('2 are held for the order', initialStock - 2);
};
