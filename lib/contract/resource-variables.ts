import type { Access, ResourceName } from './access.ts';
import { environmentVariables as names } from './service.ts';

/**
 * Environment variables with the address of a resource. The store of orders needs both of its tables in every
 * function.
 */
const resourceVariables: Readonly<Record<ResourceName, readonly string[]>> = {
  ordersTable: [names.ordersTableName, names.eventsTableName],
  eventsTable: [names.eventsTableName],
  metricsTable: [names.metricsTableName],
  eventBus: [names.eventBusName],
  failureBucket: [names.failureBucketName],
  givenUpBatches: [],
  paymentSecret: [names.paymentSecretArn, names.paymentGatewayUrl],
  webhookSecret: [names.webhookSecretArn],
  cursorKey: [names.cursorKeyArn],
  syntheticSecret: [names.syntheticClientSecretArn],
};

/** The environment of a function: without variables of resources that it has no access to. */
export const environmentFor = (
  access: Access,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const accessible = new Set(
    Object.keys(access).flatMap((name) => resourceVariables[name.split('/')[0] as ResourceName]),
  );
  const ofResources = new Set(Object.values(resourceVariables).flat());
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => accessible.has(name) || !ofResources.has(name)),
  );
};
