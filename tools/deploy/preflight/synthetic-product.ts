import type { Stage } from '../../../infra/stage.ts';
import { routes } from '../../../lib/contract/routes.ts';
import { type GetJson, StatusError } from './account-reader.ts';
import type { Problem } from './problem.ts';

interface PublicProduct {
  readonly name?: string;
  readonly unitPrice?: unknown;
  readonly available?: number;
  readonly discontinued?: boolean;
}

const consequence = 'synthetic orders fail, and the rehearsal of new versions places none';

const newProduct = { name: 'Synthetic order', unitPrice: { amount: 100, currency: 'USD' }, stock: 100 };

const request = (command: string, body: object): string =>
  `run: curl ${command} -H "Authorization: Bearer $ADMIN_TOKEN" -H "Idempotency-Key: $(uuidgen)" ` +
  `-H 'Content-Type: application/json' -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`;

/** The product as the API shows it; `undefined` when it is not known, as before a first deployment. */
const readProduct = async (
  address: string,
  getJson: GetJson,
): Promise<PublicProduct | 'missing' | undefined> => {
  try {
    return (await getJson(address)) as PublicProduct;
  } catch (error) {
    return error instanceof StatusError && error.status === 404 ? 'missing' : undefined;
  }
};

/** Warns while the product of synthetic orders cannot be ordered. An API that does not answer is no business of this check. */
export const checkSyntheticProduct = async (stage: Stage, getJson: GetJson): Promise<readonly Problem[]> => {
  const { syntheticOrders } = stage.settings;
  if (syntheticOrders === undefined) return [];
  const { apiUrl, sku } = syntheticOrders;
  const address = `${apiUrl.replace(/\/$/, '')}${routes['get-product'].path.replace('{sku}', sku)}`;
  const product = await readProduct(address, getJson);
  if (product === undefined) return [];
  const warn = (state: string, cure: string): readonly Problem[] => [
    { what: `the product ${sku} is ${state}: ${consequence}`, cure, isWarning: true },
  ];
  const put = `-X PUT "${address}"`;
  if (product === 'missing') return warn('missing', request(put, newProduct));
  const { available, discontinued, name, unitPrice } = product;
  if (discontinued) return warn('discontinued', request(put, { name, unitPrice, discontinued: false }));
  if (available !== 0) return [];
  return warn('sold out', request(`"${address}/stock-movements"`, { quantity: 100, reason: 'received' }));
};
