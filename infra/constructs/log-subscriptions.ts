import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import type { Construct } from 'constructs';
import { type ConsumerId, consumerEntries, type LogsTrigger } from '../../lib/contract/consumers.ts';
import type { FunctionId } from '../../lib/contract/function-ids.ts';
import { functionName } from '../names.ts';
import type { Stage } from '../stage.ts';
import type { OrderFunction } from './order-function.ts';

const logConsumers = consumerEntries.flatMap(([id, { trigger }]): [ConsumerId, LogsTrigger][] =>
  trigger.kind === 'logs' ? [[id, trigger]] : [],
);

/** A function that another stack has made. Known by name, so that no stack holds on to another's functions. */
const deployedFunction = (scope: Construct, id: ConsumerId, stage: Stage) =>
  LambdaFunction.fromFunctionAttributes(scope, `Deployed-${id}`, {
    functionArn: Stack.of(scope).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: functionName(stage, id),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
    sameEnvironment: true,
  });

/**
 * Hands what a function logs to every consumer of logs. What these log themselves goes to none of them:
 * a line about a line would never end.
 */
export const subscribeLogConsumers = (source: OrderFunction, id: FunctionId, stage: Stage): void => {
  if (logConsumers.some(([consumerId]) => consumerId === id)) return;
  for (const [consumerId, { filterPattern }] of logConsumers) {
    new SubscriptionFilter(source, `${consumerId}-subscription`, {
      logGroup: source.function.logGroup,
      destination: new LambdaDestination(deployedFunction(source, consumerId, stage)),
      filterPattern: FilterPattern.literal(filterPattern),
      filterName: consumerId,
    });
  }
};
