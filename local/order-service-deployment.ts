import { functionEntry } from '../lib/contract/bundling.ts';
import { environmentVariables } from '../lib/contract/environment-variables.ts';
import type { LogLevel } from '../lib/contract/log-levels.ts';
import { type RouteId, routes } from '../lib/contract/routes.ts';
import { serviceName } from '../lib/contract/service.ts';
import { eventsTable, ordersTable } from '../lib/contract/tables.ts';
import { catalogue } from './catalogue.ts';
import type { Deployment } from './deployment.ts';
import { seedCatalogue } from './seed-catalogue.ts';

const prefix = `${serviceName}-local`;
const ordersTableName = `${prefix}-orders`;
const eventsTableName = `${prefix}-events`;
const eventBusName = prefix;

/** The service as its contract describes it. */
export const orderServiceDeployment = (logLevel: LogLevel = 'INFO'): Deployment => ({
  routes,
  first: ['put-product', 'create-order', 'get-order'] satisfies RouteId[],
  entryFile: functionEntry,
  tables: { [ordersTableName]: ordersTable, [eventsTableName]: eventsTable },
  eventBuses: [eventBusName],
  environment: ({ dynamodb, eventbridge, paymentGateway }) => ({
    [environmentVariables.ordersTableName]: ordersTableName,
    [environmentVariables.eventsTableName]: eventsTableName,
    [environmentVariables.eventBusName]: eventBusName,
    [environmentVariables.dynamodbEndpoint]: dynamodb,
    [environmentVariables.eventbridgeEndpoint]: eventbridge,
    [environmentVariables.paymentGatewayUrl]: paymentGateway,
    [environmentVariables.paymentSecret]: 'sk_test_local',
    [environmentVariables.logLevel]: logLevel,
  }),
  seed: (api) => seedCatalogue(api, catalogue),
});
