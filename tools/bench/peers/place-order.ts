import { BatchGetCommand, type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderLine, OrderLineRequest } from '../../../lib/domain/order.ts';
import { orderTransaction, type Tables } from './order-transaction.ts';
import { newPeerOrder, type OrderRequest, presentPeerOrder } from './peer-order.ts';

type Product = Pick<OrderLine, 'sku' | 'name' | 'unitPrice'>;

/**
 * The calls of create-order to DynamoDB, without anything around them: reads products that it has not seen yet,
 * then stores the order in one transaction. Both peers go through here; when the function's calls change,
 * this file and its neighbours follow (the benchmark says so when they differ).
 * @param withRecord whether the transaction stores the idempotency record, too.
 */
export const createPlaceOrder = (
  client: DynamoDBDocumentClient,
  tables: Tables,
  { withRecord }: { readonly withRecord: boolean } = { withRecord: true },
) => {
  const catalogue = new Map<string, Product>();

  const readMissing = async (items: readonly OrderLineRequest[]) => {
    const missing = items.filter(({ sku }) => !catalogue.has(sku));
    if (missing.length === 0) return;
    const Keys = missing.map(({ sku }) => ({ pk: `PRODUCT#${sku}`, sk: 'PRODUCT' }));
    const { Responses } = await client.send(
      new BatchGetCommand({ RequestItems: { [tables.ordersTable]: { Keys, ConsistentRead: true } } }),
    );
    for (const product of (Responses?.[tables.ordersTable] ?? []) as Product[])
      catalogue.set(product.sku, product);
  };

  /** @returns the order's id and its JSON. */
  return async (request: OrderRequest): Promise<{ readonly id: string; readonly body: string }> => {
    await readMissing(request.items);
    const lines = request.items.map(({ sku, quantity }) => {
      const product = catalogue.get(sku);
      if (!product) throw new Error(`unknown product ${sku}`);
      return { sku, name: product.name, quantity, unitPrice: product.unitPrice };
    });
    const order = newPeerOrder(request.customerId, lines, Date.now());
    const body = presentPeerOrder(order);
    const [record, ...others] = orderTransaction(tables, order, request, body);
    const TransactItems = record && withRecord ? [record, ...others] : others;
    await client.send(new TransactWriteCommand({ TransactItems }));
    return { id: order.id, body };
  };
};
