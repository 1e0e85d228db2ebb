import { pathTo } from '../../lib/contract/path-to.ts';
import { routes } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import type { CatalogueProduct } from './catalogue.ts';
import type { ApiAccess } from './deployment.ts';

const describeFailure = async (action: string, answer: Response) =>
  new Error(`${action} answered ${answer.status} ${(await answer.text()).slice(0, 500)}`);

const isEmpty = async (url: string): Promise<boolean> => {
  const { path } = routes['list-products'];
  const answer = await fetch(new URL(path, url));
  if (!answer.ok) throw await describeFailure(`GET ${path}`, answer);
  const { items } = (await answer.json()) as { items: unknown[] };
  return items.length === 0;
};

/**
 * Fills an empty catalogue through the API, one product after the other, so that one execution environment
 * is enough. A catalogue that holds anything stays as it is.
 * @throws {Error} when the API does not answer as it ought to.
 */
export const seedCatalogue = async (
  { url, token, mayHoldData }: ApiAccess,
  products: readonly CatalogueProduct[],
): Promise<void> => {
  if (mayHoldData && !(await isEmpty(url))) return;
  const authorization = `Bearer ${await token(scopes.ordersAdmin)}`;
  for (const { sku, ...product } of products) {
    const path = pathTo('put-product', { sku });
    const answer = await fetch(new URL(path, url), {
      method: routes['put-product'].method,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(product),
    });
    if (!answer.ok) throw await describeFailure(`PUT ${path}`, answer);
    await answer.body?.cancel();
  }
};
