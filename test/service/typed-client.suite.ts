import { beforeAll, describe, expect, it } from 'vitest';
import { createOrderServiceClient, type Order } from '../../client/src/order-service-client.ts';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import type { CurrentService } from '../harness/service/running-service.ts';
import { adminScope, customerScope } from '../harness/service/shopper.ts';

export const typedClient = (service: CurrentService): void => {
  describe('the typed client', () => {
    const clientFor = (sub: string, scope: string) =>
      createOrderServiceClient({
        baseUrl: service().url,
        token: () => service().tokenFor(sub, scope),
      });
    type Client = ReturnType<typeof clientFor>;
    let customer: Client;
    let admin: Client;
    let order: Order;
    const sku = 'CLIENT-TEA';

    beforeAll(async () => {
      customer = clientFor('client-customer', customerScope);
      admin = clientFor('client-admin', adminScope);
      const unitPrice = { amount: 1_250, currency: 'USD' } as const;
      await admin.putProduct(sku, { name: 'Tea of the client', unitPrice, stock: 20 });
      order = (await customer.createOrder({ items: [{ sku, quantity: 2 }] })).body;
    });

    it('places an order once for its key', async () => {
      const options = { idempotencyKey: 'order-of-the-client-1', correlationId: 'order-of-the-client' };
      const body = { items: [{ sku, quantity: 1 }] };
      const first = await customer.createOrder(body, options);
      const second = await customer.createOrder(body, options);
      expect(first).toMatchObject({ status: 201, replayed: false, correlationId: 'order-of-the-client' });
      expect(second).toMatchObject({ status: 201, replayed: true, body: first.body });
    });

    it('takes an order from its payment to its delivery', async () => {
      const paid = await customer.payOrder(order.id, { paymentMethod: testPaymentMethods.succeeds });
      expect(paid).toMatchObject({ status: 200, body: { status: 'confirmed', payment: { status: 'paid' } } });
      expect((await admin.shipOrder(order.id)).body.status).toBe('shipped');
      expect((await admin.deliverOrder(order.id)).body.status).toBe('delivered');
      const amount = { amount: 100, currency: 'USD' } as const;
      expect((await admin.refundOrder(order.id, { amount })).status).toBe(201);
      expect((await customer.getOrder(order.id)).body).toMatchObject({ status: 'delivered' });
      expect((await customer.customerSummary()).body.customerId).toBe('client-customer');
    });

    it('lists all orders over pages of one', async () => {
      const { body: placed } = await customer.createOrder({ items: [{ sku, quantity: 1 }] });
      const listed = () => Array.fromAsync(customer.listOrders({ limit: 1 }), ({ id }) => id);
      // The index of lists is eventually consistent.
      await expect.poll(listed).toEqual(expect.arrayContaining([placed.id, order.id]));
      const ids = await listed();
      expect(ids).toEqual([...ids].sort().reverse());
      expect((await customer.cancelOrder(placed.id)).body.status).toBe('cancelled');
    });

    it('lists products without a token, and changes one only in the version that was read', async () => {
      const anyone = createOrderServiceClient({ baseUrl: service().url });
      const skus = await Array.fromAsync(anyone.listProducts({ limit: 2 }), (product) => product.sku);
      expect(skus).toContain(sku);
      const { etag } = await anyone.getProduct(sku);
      await admin.putProduct(sku, { name: 'New name' }, { ifMatch: etag });
      await expect(admin.putProduct(sku, { name: 'Late name' }, { ifMatch: etag })).rejects.toMatchObject({
        code: 'PRD-003',
        details: { sku },
      });
      expect((await admin.moveStock(sku, { quantity: 5, reason: 'received' })).status).toBe(201);
    });

    it.each<[string, string, (client: Client) => Promise<unknown>, object]>([
      [
        'ORD-004',
        customerScope,
        (client) => client.createOrder({ items: [{ sku, quantity: 900 }] }),
        { status: 409, details: { sku, requested: 900 } },
      ],
      [
        'VAL-001',
        customerScope,
        (client) => client.createOrder({ items: [{ sku, quantity: 0 }] }),
        { status: 400, details: { issues: [{ path: 'items.0.quantity' }] } },
      ],
      [
        'AUT-002',
        'orders:read',
        (client) => client.createOrder({ items: [] }),
        { details: { scope: 'orders:write' } },
      ],
      [
        'AUT-001',
        customerScope,
        () => createOrderServiceClient({ baseUrl: service().url }).listOrders(),
        { status: 401 },
      ],
    ])('fails with %s and its details', async (code, scope, call, facts) => {
      await expect(call(clientFor('client-mistaken', scope))).rejects.toMatchObject({
        name: 'OrderServiceError',
        code,
        attempts: 1,
        ...facts,
      });
    });
  });
};
