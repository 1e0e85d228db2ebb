import type { busRules } from '../lib/contract/bus-rules.ts';
import type { HookId } from '../lib/contract/deployment-hooks.ts';
import type { FunctionId } from '../lib/contract/function-ids.ts';
import type { QueueName } from '../lib/contract/queues.ts';
import { serviceName } from '../lib/contract/service.ts';
import type { Stage } from './stage.ts';

/**
 * Names that one stack may know of what another stack makes. A name, unlike a reference, leaves no export
 * behind that would have to be given up before its resource can be.
 */
const named = ({ name }: Pick<Stage, 'name'>, what: string) => `${serviceName}-${name}-${what}`;

type RuleName = keyof typeof busRules;
type Named<T extends string> = (stage: Pick<Stage, 'name'>, name: T) => string;

export const stackName: Named<string> = named;

export const functionName: Named<FunctionId | HookId> = named;

/** The log group that a function writes to. */
export const logGroupName: Named<FunctionId> = (stage, id) => `/aws/lambda/${functionName(stage, id)}`;

export const queueName: Named<QueueName> = named;

/** The log group of the API's access log. Under this prefix it needs no entry in the account's size-limited resource policy. */
export const accessLogGroupName = ({ name }: Pick<Stage, 'name'>): string =>
  `/aws/vendedlogs/${serviceName}-${name}/access`;

/** Where a queue's messages go that were tried in vain. */
export const deadLetterQueueName: Named<QueueName> = (stage, queue) => `${queueName(stage, queue)}-dlq`;

export const busName = ({ name }: Pick<Stage, 'name'>): string => `${serviceName}-${name}`;

export const ruleName: Named<RuleName> = named;

/** Where the events of a rule go that its queue would not take. */
export const ruleDeadLetterQueueName: Named<RuleName> = (stage, rule) => named(stage, `${rule}-rule-dlq`);

export const archiveName = (stage: Pick<Stage, 'name'>): string => named(stage, 'events');

/** Alarms, dashboards and the topics that alarms are sent to. */
export const monitorName: Named<string> = named;

/** The alarm that is active while any page is: CloudFormation rolls a deployment back by it. */
export const anyPageAlarm = 'any-page';
