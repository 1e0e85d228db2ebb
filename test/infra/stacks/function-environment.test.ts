import { describe, expect, it } from 'vitest';
import { dev } from '../../../infra/stages/dev.ts';
import { consumers } from '../../../lib/contract/consumers.ts';
import { servedRoutes } from '../../../lib/contract/default-route.ts';
import type { FunctionId } from '../../../lib/contract/function-ids.ts';
import { environmentFor } from '../../../lib/contract/resource-variables.ts';
import { schedules } from '../../../lib/contract/schedules.ts';
import { environmentVariables } from '../../../lib/contract/service.ts';
import { resourceIn, resourcesOf, textOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { api, jobs, events, data } = synthesized();
const tableNamed = (name: string) => resourceIn(data, 'AWS::DynamoDB::GlobalTable', name)[0];

const accessOf = { ...servedRoutes, ...schedules, ...consumers };

const functions = [api, jobs, events]
  .flatMap((template) => resourcesOf(template, 'AWS::Lambda::Function'))
  .map(([, { Properties }]) => Properties);

describe.each(functions)('environment of $FunctionName', ({ FunctionName, Environment }) => {
  it('names every resource that the function may use, and has no variable of the local run alone', () => {
    const variables = Object.entries(Environment.Variables).map(([name, value]) => [
      name,
      textOf(value, JSON.stringify(value).includes('-events:') ? events : data),
    ]);
    const all = {
      [environmentVariables.ordersTableName]: tableNamed('OrdersTable'),
      [environmentVariables.eventsTableName]: tableNamed('EventsTable'),
      [environmentVariables.metricsTableName]: tableNamed('MetricsTable'),
      [environmentVariables.metricsNamespace]: 'OrderService/dev',
      [environmentVariables.eventBusName]: theOnly(data, 'AWS::Events::EventBus')[0],
      [environmentVariables.cursorKeyArn]: resourceIn(data, 'AWS::SecretsManager::Secret', 'CursorKey')[0],
      [environmentVariables.webhookSecretArn]: resourceIn(
        data,
        'AWS::SecretsManager::Secret',
        'WebhookSecret',
      )[0],
      [environmentVariables.paymentSecretArn]: dev.paymentSecretArn,
      [environmentVariables.paymentGatewayUrl]: 'https://api.stripe.com',
      [environmentVariables.apiReference]: 'on',
      [environmentVariables.tokenScopeClaims]: 'scp,scope',
      [environmentVariables.tokenScopePrefix]: '',
      [environmentVariables.tokenCustomerTypeClaim]: 'customer_type',
      [environmentVariables.paymentWindowSeconds]: '900',
      [environmentVariables.unpaidOrdersLimit]: '20',
      [environmentVariables.paymentTriesPerHour]: '60',
      [environmentVariables.failureBucketName]: theOnly(events, 'AWS::S3::Bucket')[0],
      [environmentVariables.logLevel]: 'INFO',
    };
    const id = FunctionName.replace('order-service-dev-', '') as FunctionId;
    expect(Object.fromEntries(variables)).toEqual(environmentFor(accessOf[id].access, all));
  });
});
