import { BatchGetCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { monotonicFactory } from 'ulid';
import type { Money } from '../../lib/domain/money.ts';
import type { OrderLineRequest } from '../../lib/domain/order-line-request.ts';

const newUlid = monotonicFactory();

/**
 * What create-order says to DynamoDB, without anything around it. Both peers go through here; when the
 * function's calls change, this file follows (the benchmark says so when they differ).
 */
export const placeOrder = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  customerId: string,
  items: readonly OrderLineRequest[],
) => {
  const catalogue = await client.send(
    new BatchGetCommand({
      RequestItems: {
        [tableName]: {
          Keys: items.map(({ sku }) => ({ pk: `PRODUCT#${sku}`, sk: 'PRODUCT' })),
          ConsistentRead: true,
        },
      },
    }),
  );
  const products = catalogue.Responses?.[tableName] ?? [];
  const lines = items.map(({ sku, quantity }) => {
    const product = products.find((candidate) => candidate['sku'] === sku);
    if (!product) throw new Error(`unknown product ${sku}`);
    return { sku, name: String(product['name']), quantity, unitPrice: product['unitPrice'] as Money };
  });
  const now = new Date().toISOString();
  const order = {
    id: `ord_${newUlid()}`,
    customerId,
    status: 'pending',
    lines,
    total: {
      amount: lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0),
      currency: lines[0]?.unitPrice.currency,
    },
    source: 'api',
    customerType: 'standard',
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  await client.send(
    new PutCommand({
      TableName: tableName,
      Item: {
        pk: `ORDER#${order.id}`,
        sk: 'ORDER',
        gsi1pk: `CUSTOMER#${customerId}`,
        gsi1sk: order.id,
        ...order,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
  return order;
};
