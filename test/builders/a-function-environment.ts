import { environmentVariables as names } from '../../lib/contract/service.ts';

/** Configuration of a deployed function, as far as a test says nothing else. */
export const aFunctionEnvironment = (
  facts: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  AWS_REGION: 'eu-west-1',
  [names.ordersTableName]: 'orders',
  [names.eventsTableName]: 'order-events',
  [names.metricsTableName]: 'order-metrics',
  [names.eventBusName]: 'orders',
  // No server listens there.
  [names.paymentGatewayUrl]: 'http://127.0.0.1:9',
  [names.paymentSecret]: 'sk_test_of_a_simulator',
  [names.webhookSecret]: 'whsec_of_a_simulator',
  [names.cursorKey]: 'a key for the cursors of tests',
  ...facts,
});
