import { functionEntry } from '../../lib/contract/bundling.ts';
import { busRules } from '../../lib/contract/bus-rules.ts';
import { consumers } from '../../lib/contract/consumers.ts';
import { environmentVariables } from '../../lib/contract/environment-variables.ts';
import type { LogLevel } from '../../lib/contract/log-levels.ts';
import { queues } from '../../lib/contract/queues.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { schedules } from '../../lib/contract/schedules.ts';
import { serviceName } from '../../lib/contract/service.ts';
import { eventsTable, metricsTable, ordersTable } from '../../lib/contract/tables.ts';
import { catalogue } from './catalogue.ts';
import type { Deployment } from './deployment.ts';
import { seedCatalogue } from './seed-catalogue.ts';

const prefix = `${serviceName}-local`;
const ordersTableName = `${prefix}-orders`;
const eventsTableName = `${prefix}-events`;
const metricsTableName = `${prefix}-metrics`;
const eventBusName = prefix;

export interface OrderServiceSettings {
  readonly logLevel?: LogLevel;
  /** How long an order may stay unpaid. */
  readonly paymentWindowSeconds?: number;
  /** How long an event may take to come back over the bus before it is published again. */
  readonly republishSeconds?: number;
  /** Address of a Redis or Valkey server that all environments share their catalogue cache on. */
  readonly catalogueCacheUrl?: string;
}

/** Shorter than deployed, where it is a minute: people wait for it. */
export const defaultRepublishSeconds = 10;

/** The service as its contract describes it. */
export const orderServiceDeployment = ({
  logLevel = 'INFO',
  paymentWindowSeconds = 900,
  republishSeconds = defaultRepublishSeconds,
  catalogueCacheUrl,
}: OrderServiceSettings = {}): Deployment => ({
  routes,
  schedules,
  consumers,
  queues,
  rules: busRules,
  first: ['put-product', 'create-order', 'get-order'] satisfies RouteId[],
  entryFile: functionEntry,
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
  environment: ({ dynamodb, eventbridge, paymentGateway }) => ({
    [environmentVariables.ordersTableName]: ordersTableName,
    [environmentVariables.eventsTableName]: eventsTableName,
    [environmentVariables.metricsTableName]: metricsTableName,
    [environmentVariables.eventBusName]: eventBusName,
    [environmentVariables.dynamodbEndpoint]: dynamodb,
    [environmentVariables.eventbridgeEndpoint]: eventbridge,
    [environmentVariables.paymentGatewayUrl]: paymentGateway,
    [environmentVariables.paymentSecret]: 'sk_test_local',
    // Cursors have to stay good from one run to the next, as the data does.
    [environmentVariables.cursorKey]: 'local-cursor-signing-key',
    [environmentVariables.paymentWindowSeconds]: String(paymentWindowSeconds),
    [environmentVariables.outboxRepublishSeconds]: String(republishSeconds),
    ...(catalogueCacheUrl !== undefined && { [environmentVariables.catalogueCacheUrl]: catalogueCacheUrl }),
    [environmentVariables.logLevel]: logLevel,
  }),
  seed: (api) => seedCatalogue(api, catalogue),
});
