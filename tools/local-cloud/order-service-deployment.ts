import { randomUUID } from 'node:crypto';
import { bundling, functionEntry } from '../../lib/contract/bundling.ts';
import { busRules } from '../../lib/contract/bus-rules.ts';
import { consumers } from '../../lib/contract/consumers.ts';
import { environmentVariables } from '../../lib/contract/environment-variables.ts';
import { errorRegistry } from '../../lib/contract/errors/registry.ts';
import { correlationIdPattern, headers } from '../../lib/contract/headers.ts';
import { type LogLevel, logLevels } from '../../lib/contract/log-levels.ts';
import { pathTo } from '../../lib/contract/path-to.ts';
import { queues } from '../../lib/contract/queues.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { schedules } from '../../lib/contract/schedules.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { serviceName } from '../../lib/contract/service.ts';
import { slos } from '../../lib/contract/slos.ts';
import { eventsTable, metricsTable, ordersTable } from '../../lib/contract/tables.ts';
import { customerTypes } from '../../lib/domain/order-attributes.ts';
import { checkObjectives, SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import { variable } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { oneOf, text, wholeNumber } from '../command-line/values.ts';
import type { ApiAccess, Deployment, RefusalRules, TokenRules } from './deployment.ts';

const prefix = `${serviceName}-local`;
const ordersTableName = `${prefix}-orders`;
const eventsTableName = `${prefix}-events`;
const metricsTableName = `${prefix}-metrics`;
const eventBusName = prefix;

export interface OrderServiceSettings {
  readonly logLevel?: LogLevel | undefined;
  /** How long an order may stay unpaid. */
  readonly paymentWindowSeconds?: number | undefined;
  /** How long an event may take to come back over the bus before it is published again. */
  readonly republishSeconds?: number | undefined;
  /** Address of a Redis or Valkey server that all environments share their catalogue cache on. */
  readonly catalogueCacheUrl?: string | undefined;
}

/** The republish time is a minute when deployed; it is shorter here because people wait for it. */
const defaults = { logLevel: 'INFO', paymentWindowSeconds: 900, republishSeconds: 10 } as const;

/** Environment variables of `npm start` that configure the order service. */
export const orderServiceVariables = {
  LOG_LEVEL: variable(
    logLevels.join(', '),
    (level) => oneOf(logLevels)(level.toUpperCase()),
    defaults.logLevel,
  ),
  [environmentVariables.catalogueCacheUrl]: variable(
    'redis:// address of a shared catalogue cache (default: one in each environment)',
    text,
  ),
  [environmentVariables.paymentWindowSeconds]: variable(
    'time after which an unpaid order expires',
    wholeNumber({ least: 1, most: 86_400 }),
    defaults.paymentWindowSeconds,
  ),
  [environmentVariables.outboxRepublishSeconds]: variable(
    'time after which an event that did not come back over the bus is published again; 60 when deployed',
    wholeNumber({ least: 1, most: 3_600 }),
    defaults.republishSeconds,
  ),
};

/** Tokens of the service; by default they read and write the orders of their subject. */
export const tokenRules: TokenRules = {
  scopes: Object.values(scopes),
  defaultScope: `${scopes.ordersRead} ${scopes.ordersWrite}`,
  customerTypes,
};

const errorOf = (code: 'AUT-001' | 'AUT-002') => ({ code, message: errorRegistry[code].message });

export const refusalRules: RefusalRules = {
  correlationIdHeader: headers.correlationId,
  correlationIdPattern,
  errors: { 401: errorOf('AUT-001'), 403: errorOf('AUT-002') },
};

/** A product as `PUT /api/v1/products/{sku}` takes it; amounts in minor units. */
export interface CatalogueProduct {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: { readonly amount: number; readonly currency: 'USD' };
  readonly stock: number;
}

const product = (sku: string, name: string, amount: number, stock: number): CatalogueProduct => ({
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

/**
 * The functions read the objectives without checking them.
 * @throws {CommandError} naming the objective that is refused.
 */
export const checkDeclarations = (): void => {
  try {
    checkObjectives(slos);
  } catch (error) {
    throw error instanceof SloDefinitionError ? new CommandError(error.message) : error;
  }
};

const unexpectedAnswer = async (request: string, answer: Response) =>
  new Error(`${request} answered ${answer.status} ${(await answer.text()).slice(0, 500)}`);

const isCatalogueEmpty = async (url: string): Promise<boolean> => {
  const { path } = routes['list-products'];
  const answer = await fetch(new URL(path, url));
  if (!answer.ok) throw await unexpectedAnswer(`GET ${path}`, answer);
  const { items } = (await answer.json()) as { items: unknown[] };
  return items.length === 0;
};

/**
 * Fills an empty catalogue through the API, one product after the other, so that one execution environment
 * is enough. A catalogue that holds anything stays as it is.
 * @throws {Error} when the API answers with an error.
 */
export const seedCatalogue = async (
  { url, token, mayHoldData }: ApiAccess,
  products: readonly CatalogueProduct[] = catalogue,
): Promise<void> => {
  if (mayHoldData && !(await isCatalogueEmpty(url))) return;
  const authorization = `Bearer ${await token(scopes.ordersAdmin)}`;
  for (const { sku, ...body } of products) {
    const path = pathTo('put-product', { sku });
    const answer = await fetch(new URL(path, url), {
      method: routes['put-product'].method,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw await unexpectedAnswer(`PUT ${path}`, answer);
    await answer.body?.cancel();
  }
};

/** A shell line that places an order when it is pasted. */
export const orderCommand = ({ url, token }: { readonly url: string; readonly token: string }): string =>
  [
    `curl -i ${url}${routes['create-order'].path}`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H '${headers.idempotencyKey}: ${randomUUID()}'`,
    "-H 'Content-Type: application/json'",
    `-d '${JSON.stringify({ items: [{ sku: catalogue[0].sku, quantity: 2 }], source: 'web' })}'`,
  ].join(' ');

/** The service as its contract describes it. No other file of the local cloud knows the order service. */
export const orderServiceDeployment = ({
  logLevel = defaults.logLevel,
  paymentWindowSeconds = defaults.paymentWindowSeconds,
  republishSeconds = defaults.republishSeconds,
  catalogueCacheUrl,
}: OrderServiceSettings = {}): Deployment => ({
  name: serviceName,
  title: 'Order Service',
  routes,
  schedules,
  consumers,
  queues,
  rules: busRules,
  first: ['put-product', 'create-order', 'get-order'] satisfies RouteId[],
  entryFile: functionEntry,
  bundling,
  tables: {
    [ordersTableName]: ordersTable,
    [eventsTableName]: eventsTable,
    [metricsTableName]: metricsTable,
  },
  resources: {
    ordersTable: ordersTableName,
    eventsTable: eventsTableName,
    metricsTable: metricsTableName,
    eventBus: eventBusName,
  },
  tokens: tokenRules,
  refusals: refusalRules,
  environment: ({ dynamodb, eventbridge, paymentGateway }) => ({
    [environmentVariables.ordersTableName]: ordersTableName,
    [environmentVariables.eventsTableName]: eventsTableName,
    [environmentVariables.metricsTableName]: metricsTableName,
    [environmentVariables.eventBusName]: eventBusName,
    [environmentVariables.dynamodbEndpoint]: dynamodb,
    [environmentVariables.eventbridgeEndpoint]: eventbridge,
    [environmentVariables.paymentGatewayUrl]: paymentGateway,
    [environmentVariables.paymentSecret]: 'sk_test_local',
    // Cursors have to stay valid from one run to the next, as the data does.
    [environmentVariables.cursorKey]: 'local-cursor-signing-key',
    [environmentVariables.paymentWindowSeconds]: String(paymentWindowSeconds),
    [environmentVariables.outboxRepublishSeconds]: String(republishSeconds),
    ...(catalogueCacheUrl !== undefined && { [environmentVariables.catalogueCacheUrl]: catalogueCacheUrl }),
    [environmentVariables.logLevel]: logLevel,
  }),
  seed: (api) => seedCatalogue(api),
  example: (access) => ({ title: 'Place an order', command: orderCommand(access) }),
});
