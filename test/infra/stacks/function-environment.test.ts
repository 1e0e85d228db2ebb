import { describe, expect, it } from 'vitest';
import { dev } from '../../../infra/stages/dev.ts';
import { environmentVariables } from '../../../lib/contract/service.ts';
import { resourceIn, resourcesOf, textOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { api, jobs, events, data } = synthesized();
const tableNamed = (name: string) => resourceIn(data, 'AWS::DynamoDB::GlobalTable', name)[0];

const functions = [api, jobs, events]
  .flatMap((template) => resourcesOf(template, 'AWS::Lambda::Function'))
  .map(([, { Properties }]) => Properties);

describe.each(functions)('environment of $FunctionName', ({ Environment }) => {
  it('says where everything is, and nothing that only a local run needs', () => {
    const variables = Object.entries(Environment.Variables).map(([name, value]) => [
      name,
      textOf(value, data),
    ]);
    expect(Object.fromEntries(variables)).toEqual({
      [environmentVariables.ordersTableName]: tableNamed('OrdersTable'),
      [environmentVariables.eventsTableName]: tableNamed('EventsTable'),
      [environmentVariables.metricsTableName]: tableNamed('MetricsTable'),
      [environmentVariables.metricsNamespace]: 'OrderService/dev',
      [environmentVariables.eventBusName]: theOnly(data, 'AWS::Events::EventBus')[0],
      [environmentVariables.syntheticClientSecretArn]: resourceIn(
        data,
        'AWS::SecretsManager::Secret',
        'SyntheticSecret',
      )[0],
      [environmentVariables.cursorKeyArn]: resourceIn(data, 'AWS::SecretsManager::Secret', 'CursorKey')[0],
      [environmentVariables.webhookSecretArn]: resourceIn(
        data,
        'AWS::SecretsManager::Secret',
        'WebhookSecret',
      )[0],
      [environmentVariables.paymentSecretArn]: dev.paymentSecretArn,
      [environmentVariables.apiReference]: 'on',
      [environmentVariables.tokenScopeClaims]: 'scp,scope',
      [environmentVariables.tokenScopePrefix]: '',
      [environmentVariables.tokenCustomerTypeClaim]: 'customer_type',
      [environmentVariables.paymentWindowSeconds]: '900',
      [environmentVariables.unpaidOrdersLimit]: '20',
      [environmentVariables.paymentTriesPerHour]: '60',
      [environmentVariables.logLevel]: 'INFO',
    });
  });
});
