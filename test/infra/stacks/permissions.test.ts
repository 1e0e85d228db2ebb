import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { dev } from '../../../infra/stages/dev.ts';
import type { Access, ResourceName } from '../../../lib/contract/access.ts';
import { type ConsumerId, consumerEntries } from '../../../lib/contract/consumers.ts';
import { defaultRouteId } from '../../../lib/contract/default-route.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';
import { scheduleEntries } from '../../../lib/contract/schedules.ts';
import {
  functionIn,
  queueIn,
  resourceIn,
  resourcesOf,
  textOf,
  theOnly,
} from '../../harness/infra/cloudformation.ts';
import { synthesized, withSyntheticOrders } from '../../harness/infra/synthesized.ts';

const { stacks, ...templates } = synthesized(withSyntheticOrders);
const { api, jobs, events, data } = templates;

const tableId = (name: string) => resourceIn(data, 'AWS::DynamoDB::GlobalTable', name)[0];
const queueArn = (queue: string) => `${queueIn(events, `order-service-dev-${queue}`)[0]}.Arn`;
const failures = `${theOnly(events, 'AWS::S3::Bucket')[0]}.Arn`;

const arns = {
  ordersTable: `${tableId('OrdersTable')}.Arn`,
  eventsTable: `${tableId('EventsTable')}.Arn`,
  metricsTable: `${tableId('MetricsTable')}.Arn`,
  eventBus: `${theOnly(data, 'AWS::Events::EventBus')[0]}.Arn`,
  failureBucket: failures,
  givenUpBatches: `${failures}/aws/lambda/async/*`,
  syntheticSecret: resourceIn(data, 'AWS::SecretsManager::Secret', 'SyntheticSecret')[0],
  cursorKey: resourceIn(data, 'AWS::SecretsManager::Secret', 'CursorKey')[0],
  paymentSecret: dev.paymentSecretArn,
  webhookSecret: resourceIn(data, 'AWS::SecretsManager::Secret', 'WebhookSecret')[0],
} as const satisfies Record<ResourceName, string>;

/** One action on one resource. */
type Grant = `${string} on ${string}`;

const grants = (actions: readonly string[], resources: readonly string[]): Grant[] =>
  actions.flatMap((action) => resources.map((resource): Grant => `${action} on ${resource}`));

const receive = (queue: string) =>
  grants(['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], [queueArn(queue)]);

/** Permissions of a consumer because of its trigger. */
const triggerGrants: Record<ConsumerId, Grant[]> = {
  'relay-events': [
    `dynamodb:DescribeStream on ${tableId('EventsTable')}.StreamArn`,
    `dynamodb:GetRecords on ${tableId('EventsTable')}.StreamArn`,
    `dynamodb:GetShardIterator on ${tableId('EventsTable')}.StreamArn`,
    `dynamodb:ListStreams on ${tableId('EventsTable')}.StreamArn`,
    `s3:ListBucket on ${failures}`,
    `s3:PutObject on ${failures}/*`,
  ],
  'summarize-orders': receive('order-summary'),
  'receive-canary': receive('delivery-canary'),
  'aggregate-metrics': [`s3:ListBucket on ${failures}`, `s3:PutObject on ${failures}/*`],
  'judge-unanswered': [`s3:ListBucket on ${failures}`, `s3:PutObject on ${failures}/*`],
};

interface Deployed {
  readonly name: string;
  readonly access: Access;
  readonly stack: Template;
  readonly triggered: readonly Grant[];
}

const functions: Deployed[] = [
  { name: defaultRouteId, access: {}, stack: api, triggered: [] },
  ...routeEntries.map(([name, { access }]) => ({ name, access, stack: api, triggered: [] })),
  ...scheduleEntries.map(([name, { access }]) => ({ name, access, stack: jobs, triggered: [] })),
  ...consumerEntries.map(([name, { access }]) => ({
    name,
    access,
    stack: events,
    triggered: triggerGrants[name],
  })),
];

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** All grants of a role by any policy; any other element of a statement is an error. */
const grantsOf = (stack: Template, roleId: string): Grant[] =>
  resourcesOf(stack, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === roleId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .flatMap(({ Effect, Action, Resource, ...unexpected }) => {
      expect(unexpected).toEqual({});
      expect(Effect).toBe('Allow');
      return grants(
        listed(Action).map(String),
        listed(Resource).map((resource) => textOf(resource, data, events)),
      );
    })
    .sort();

/** Only the indexes that `access` names: `ordersTable/gsi1` is the index `gsi1` of the orders table. */
const declared = (access: Access): Grant[] =>
  Object.entries(access).flatMap(([name, actions]) => {
    const [resource, index] = name.split('/') as [ResourceName, string?];
    return grants(actions, [index === undefined ? arns[resource] : `${arns[resource]}/index/${index}`]);
  });

describe.each(functions)('role of $name', ({ name, access, stack, triggered }) => {
  const { Properties: properties } = functionIn(stack, `order-service-dev-${name}`)[1];
  const roleId: string = properties.Role['Fn::GetAtt'][0];
  const role = Object.fromEntries(resourcesOf(stack, 'AWS::IAM::Role'))[roleId]?.Properties;

  it('has exactly the permissions of the contract, its trigger and its log', () => {
    const ownLog = grants(
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      [`${properties.LoggingConfig.LogGroup.Ref}.Arn`],
    );
    expect(grantsOf(stack, roleId)).toEqual([...declared(access), ...triggered, ...ownLog].sort());
  });

  it('has no managed or inline policy', () => {
    expect(role).not.toHaveProperty('ManagedPolicyArns');
    expect(role).not.toHaveProperty('Policies');
  });

  it('can be assumed by Lambda only', () => {
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
  });
});

const everything = (type: string) =>
  Object.values(templates).flatMap((template) => resourcesOf(template, type));

describe('every policy of the deployment', () => {
  it.each(everything('AWS::IAM::Policy'))(
    '%s names no wildcard but the objects of failed batches',
    (_, policy) => {
      const document = JSON.stringify(policy.Properties.PolicyDocument);
      const written = JSON.stringify({ 'Fn::Join': ['', [{ 'Fn::GetAtt': failures.split('.') }, '/*']] });
      const redriven =
        /\{"Fn::Join":\["",\[\{"Fn::ImportValue":"[^"]*Failures[^"]*"\},"\/aws\/lambda\/async\/\*"\]\]\}/;
      expect(document.replace(written, '').replace(redriven, '')).not.toContain('*');
    },
  );

  it('belongs to the role of a function', () => {
    expect(everything('AWS::IAM::Role')).toHaveLength(functions.length);
    expect(everything('AWS::IAM::ManagedPolicy')).toEqual([]);
  });
});
