import { randomUUID } from 'node:crypto';
import { createOrderServiceClient } from '../../client/src/order-service-client.ts';
import { headers } from '../../lib/contract/headers.ts';
import { routes } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import type { ApiAccess } from './deployment.ts';

/** A product as `PUT /api/v1/products/{sku}` takes it; amounts in minor units. */
const product = (sku: string, name: string, amount: number, stock: number) => ({
  sku,
  name,
  unitPrice: { amount, currency: 'USD' as const },
  stock,
});

/** Products of the local shop. */
export const catalogue = [
  product('TEA-001', 'Darjeeling first flush, 100 g', 1_999, 1_000_000),
  product('TEA-002', 'Sencha, 100 g', 1_450, 500),
  product('POT-001', 'Cast-iron teapot, 0.8 l', 6_900, 40),
  product('CUP-001', 'Porcelain cup', 1_250, 200),
  product('BOX-001', 'Gift box with ribbon', 495, 3),
] as const;

/**
 * Fills an empty catalogue through the API, one product after the other, so that one execution environment
 * is enough. A catalogue that holds anything stays as it is.
 * @throws {Error} with the product, when the API answers with an error.
 */
export const seedCatalogue = async (
  { url, token, mayHoldData }: ApiAccess,
  products: readonly ReturnType<typeof product>[] = catalogue,
): Promise<void> => {
  const admin = createOrderServiceClient({ baseUrl: url, token: () => token(scopes.ordersAdmin) });
  if (mayHoldData && (await admin.listProducts({ limit: 1 })).body.items.length > 0) return;
  for (const { sku, ...product } of products) {
    await admin.putProduct(sku, product).catch((cause: unknown) => {
      throw new Error(`the product ${sku} was not created: ${(cause as Error).message}`, { cause });
    });
  }
};

/** Body of the first order. */
export const firstOrderFile = 'docs/first-order.json';

/**
 * A line that places an order when it is pasted into bash, PowerShell or cmd: double quotes alone, and the body in a
 * file, since the shells quote JSON in different ways. On Windows, `curl` alone may be an alias of another command.
 */
export const orderCommand = (
  { url, token }: { readonly url: string; readonly token: string },
  platform: NodeJS.Platform = process.platform,
): string =>
  [
    `${platform === 'win32' ? 'curl.exe' : 'curl'} -i ${url}${routes['create-order'].path}`,
    `-H "Authorization: Bearer ${token}"`,
    `-H "${headers.idempotencyKey}: ${randomUUID()}"`,
    '-H "Content-Type: application/json"',
    `-d "@${firstOrderFile}"`,
  ].join(' ');
