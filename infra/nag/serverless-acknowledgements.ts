import { busRuleEntries } from '../../lib/contract/bus-rules.ts';
import { type ConsumerDefinition, consumerEntries } from '../../lib/contract/consumers.ts';
import { servedRoutes } from '../../lib/contract/default-route.ts';
import { hookIds } from '../../lib/contract/deployment-hooks.ts';
import { queueEntries } from '../../lib/contract/queues.ts';
import { scheduleEntries } from '../../lib/contract/schedules.ts';
import { stackName } from '../names.ts';
import type { Stage } from '../stage.ts';
import type { Acknowledgement } from './acknowledgement.ts';

type AcknowledgedStage = Pick<Stage, 'name' | 'settings'>;

/** Where what a consumer could not handle is kept. */
const keptFailures: Readonly<Record<ConsumerDefinition['trigger']['kind'], string>> = {
  stream: 'The event source mapping leaves failed batches in the failure bucket.',
  queue: 'Failed messages go to the dead-letter queue of its queue.',
  logs: 'Failed batches go to the failure bucket, its destination on failure.',
};

const repeated = 'The next run does the work of a failed one; a second attempt would overlap it.';

/** Path of each function, and why it has no dead-letter queue of its own. */
const functionsOf = (stage: AcknowledgedStage): readonly (readonly [path: string, reason: string])[] => {
  const inStack = (stack: string) => (id: string) => `${stackName(stage, stack)}/${id}`;
  const [api, jobs, events] = [inStack('api'), inStack('jobs'), inStack('events')];
  return [
    ...Object.keys(servedRoutes).map(
      (id) =>
        [api(id), 'API Gateway waits for its answer, so that there is no failed event to keep.'] as const,
    ),
    ...(stage.settings.rollout === 'canary' ? hookIds : []).map(
      (id) =>
        [
          api(`Rollout/${id}`),
          'A deployment whose hook reports nothing fails; there is no event to keep.',
        ] as const,
    ),
    ...scheduleEntries.map(([id]) => [jobs(id), repeated] as const),
    ...consumerEntries.map(([id, { trigger }]) => [events(id), keptFailures[trigger.kind]] as const),
  ];
};

const tracingOf = ({ settings }: AcknowledgedStage, path: string): Acknowledgement =>
  settings.tracing
    ? {
        path: `${path}/Role/DefaultPolicy/Resource`,
        rule: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray has no resources: its actions take no other.',
      }
    : {
        path: `${path}/Function/Resource`,
        rule: 'Serverless-LambdaTracing',
        reason: 'Traces have their price; the setting `tracing` of the stage turns them on.',
      };

const deadLetterQueues = (stage: AcknowledgedStage): Acknowledgement[] => {
  const events = stackName(stage, 'events');
  return [
    ...queueEntries.map(([name]) => `${name}-queue`),
    ...busRuleEntries.map(([name]) => `${name}-rule`),
  ].map((owner) => ({
    path: `${events}/${owner}/DeadLetters/Resource`,
    rule: 'Serverless-SQSRedrivePolicy',
    reason: 'It is a dead-letter queue; an alarm tells operators of its messages.',
  }));
};

const subscriptions = ({ name, settings: { alarms } }: AcknowledgedStage): Acknowledgement[] => {
  if (alarms.monitoring === 'none') return [];
  const monitoring = stackName({ name }, 'monitoring');
  return [
    ...alarms.page.map((subscriber) => `PageTopic/${subscriber.replaceAll('/', '--')}`),
    ...alarms.ticket.map((subscriber) => `TicketTopic/${subscriber.replaceAll('/', '--')}`),
  ].map((path) => ({
    path: `${monitoring}/${path}/Resource`,
    rule: 'Serverless-SNSRedrivePolicy',
    reason: 'The history of the alarm keeps undelivered notifications; a queue of old alarms has no reader.',
  }));
};

/** The findings of AWS's rules for serverless applications that stay. */
export const serverlessAcknowledgements = (stage: AcknowledgedStage): Acknowledgement[] => {
  const jobs = stackName(stage, 'jobs');
  const queueConsumers = consumerEntries.filter(([, { trigger }]) => trigger.kind === 'queue');
  return [
    ...functionsOf(stage).map(([path, reason]) => ({
      path: `${path}/Function/Resource`,
      rule: 'Serverless-LambdaDLQ',
      reason,
    })),
    ...functionsOf(stage).map(([path]) => tracingOf(stage, path)),
    ...scheduleEntries.flatMap(([id]) => [
      {
        path: `${jobs}/${id}/Live/EventInvokeConfig/Resource`,
        rule: 'Serverless-LambdaAsyncFailureDestination',
        reason: repeated,
      },
      { path: `${jobs}/${id}-schedule/Resource`, rule: 'Serverless-EventBusDLQ', reason: repeated },
    ]),
    ...queueConsumers.map(([id]) => ({
      path: `${stackName(stage, 'events')}/${id}/Function/Queue/Resource`,
      rule: 'Serverless-LambdaEventSourceMappingDestination',
      reason: keptFailures.queue,
    })),
    ...deadLetterQueues(stage),
    ...subscriptions(stage),
  ];
};
