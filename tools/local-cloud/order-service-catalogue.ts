import { randomUUID } from 'node:crypto';
import { headers } from '../../lib/contract/headers.ts';
import { pathTo } from '../../lib/contract/path-to.ts';
import { routes } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import type { ApiAccess } from './deployment.ts';

/** A product as `PUT /api/v1/products/{sku}` takes it; amounts in minor units. */
const product = (sku: string, name: string, amount: number, stock: number) => ({
  sku,
  name,
  unitPrice: { amount, currency: 'USD' },
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

const send = async (url: string, method: string, path: string, init: RequestInit = {}): Promise<Response> => {
  const answer = await fetch(new URL(path, url), { ...init, method });
  if (answer.ok) return answer;
  throw new Error(`${method} ${path} answered ${answer.status} ${(await answer.text()).slice(0, 500)}`);
};

/**
 * Fills an empty catalogue through the API, one product after the other, so that one execution environment
 * is enough. A catalogue that holds anything stays as it is.
 * @throws {Error} when the API answers with an error.
 */
export const seedCatalogue = async (
  { url, token, mayHoldData }: ApiAccess,
  products: readonly ReturnType<typeof product>[] = catalogue,
): Promise<void> => {
  if (mayHoldData) {
    const answer = await send(url, 'GET', routes['list-products'].path);
    const { items } = (await answer.json()) as { items: unknown[] };
    if (items.length > 0) return;
  }
  const headers = {
    authorization: `Bearer ${await token(scopes.ordersAdmin)}`,
    'content-type': 'application/json',
  };
  for (const { sku, ...product } of products) {
    const init = { headers, body: JSON.stringify(product) };
    const answer = await send(url, 'PUT', pathTo('put-product', { sku }), init);
    await answer.body?.cancel();
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
