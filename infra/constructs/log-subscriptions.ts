import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type ILogGroup, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import type { Construct } from 'constructs';
import { type ConsumerId, consumerEntries, type LogsTrigger } from '../../lib/contract/consumers.ts';
import type { FunctionId } from '../../lib/contract/function-ids.ts';
import { liveAlias } from '../../lib/contract/service.ts';
import { functionName } from '../names.ts';
import type { Stage } from '../stage.ts';
import type { OrderFunction } from './order-function.ts';

/** The consumers of a log. */
const readersOf = (source: LogsTrigger['source']) =>
  consumerEntries.flatMap(([id, { trigger }]): [ConsumerId, LogsTrigger][] =>
    trigger.kind === 'logs' && trigger.source === source ? [[id, trigger]] : [],
  );

/** The live version of a function that another stack has made. Known by name, so that no stack holds on to another's functions. */
const deployedFunction = (scope: Construct, id: ConsumerId, stage: Stage) =>
  LambdaFunction.fromFunctionAttributes(scope, `Deployed-${id}`, {
    functionArn: Stack.of(scope).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `${functionName(stage, id)}:${liveAlias}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
    sameEnvironment: true,
  });

const subscribe = (
  scope: Construct,
  logGroup: ILogGroup,
  readers: ReturnType<typeof readersOf>,
  stage: Stage,
): void => {
  for (const [id, { filterPattern }] of readers) {
    new SubscriptionFilter(scope, `${id}-subscription`, {
      logGroup,
      destination: new LambdaDestination(deployedFunction(scope, id, stage)),
      filterPattern: FilterPattern.literal(filterPattern),
      filterName: id,
    });
  }
};

/**
 * Hands what a function logs to every consumer of the functions' logs. What these log themselves goes to none of them:
 * a line about a line would never end.
 */
export const subscribeLogConsumers = (source: OrderFunction, id: FunctionId, stage: Stage): void => {
  const readers = readersOf('functions');
  if (readers.some(([readerId]) => readerId === id)) return;
  subscribe(source, source.function.logGroup, readers, stage);
};

/** Hands the gateway's access log to its consumers. */
export const subscribeAccessLogConsumers = (scope: Construct, accessLog: ILogGroup, stage: Stage): void =>
  subscribe(scope, accessLog, readersOf('access-log'), stage);
