import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { Access, ResourceName } from '../../../lib/contract/access.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';
import { scheduleEntries } from '../../../lib/contract/schedules.ts';
import { eventsTable, ordersTable } from '../../../lib/contract/tables.ts';
import { functionIn, resourceIn, resourcesOf, textOf, theOnly } from '../cloudformation.ts';
import { synthesized } from '../synthesized.ts';

const { api, jobs, data } = synthesized();

const functions = [
  ...routeEntries.map(([name, { access }]) => ({ name, access, stack: api })),
  ...scheduleEntries.map(([name, { access }]) => ({ name, access, stack: jobs })),
];

const tableArn = (name: string) => `${resourceIn(data, 'AWS::DynamoDB::GlobalTable', name)[0]}.Arn`;
const arns = {
  ordersTable: tableArn('OrdersTable'),
  eventsTable: tableArn('EventsTable'),
  eventBus: `${theOnly(data, 'AWS::Events::EventBus')[0]}.Arn`,
  cursorKey: theOnly(data, 'AWS::SecretsManager::Secret')[0],
  paymentSecret: 'PaymentKeyArn',
} as const satisfies Record<ResourceName, string>;
const indexes: Partial<Record<ResourceName, object>> = {
  ordersTable: ordersTable.indexes,
  eventsTable: eventsTable.indexes,
};

interface Grant {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const byFirstAction = (left: Grant, right: Grant) => (`${left.actions}` < `${right.actions}` ? -1 : 1);

/** All that is granted to a role, whatever policy grants it; any other element of a statement is an error. */
const grantsOf = (stack: Template, roleId: string): Grant[] =>
  resourcesOf(stack, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === roleId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .map(({ Effect, Action, Resource, ...unexpected }) => {
      expect(unexpected).toEqual({});
      return {
        effect: Effect,
        actions: listed(Action).map(String).sort(),
        resources: listed(Resource).map((resource) => textOf(resource, data)),
      };
    })
    .sort(byFirstAction);

const indexArns = (name: ResourceName) =>
  Object.keys(indexes[name] ?? {}).map((index) => `${arns[name]}/index/${index}`);

const declared = (access: Access): Grant[] =>
  (Object.entries(access) as [ResourceName, string[]][]).map(([name, actions]) => ({
    effect: 'Allow',
    actions: [...actions].sort(),
    resources: [arns[name], ...(actions.includes('dynamodb:Query') ? indexArns(name) : [])],
  }));

describe.each(functions)('role of $name', ({ name, access, stack }) => {
  const { Properties: properties } = functionIn(stack, `order-service-dev-${name}`)[1];
  const roleId: string = properties.Role['Fn::GetAtt'][0];
  const role = Object.fromEntries(resourcesOf(stack, 'AWS::IAM::Role'))[roleId]?.Properties;

  it('holds what the route declares, the right to write its own log, and nothing else', () => {
    const ownLog = {
      effect: 'Allow',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`${properties.LoggingConfig.LogGroup.Ref}.Arn`],
    };
    expect(grantsOf(stack, roleId)).toEqual([...declared(access), ownLog].sort(byFirstAction));
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

const everything = (type: string) => [api, jobs, data].flatMap((template) => resourcesOf(template, type));

describe('every policy of the deployment', () => {
  it.each(everything('AWS::IAM::Policy'))('%s names no wildcard', (_, { Properties }) => {
    expect(JSON.stringify(Properties.PolicyDocument)).not.toContain('*');
  });

  it('belongs to the role of a function', () => {
    expect(everything('AWS::IAM::Role')).toHaveLength(functions.length);
    expect(everything('AWS::IAM::ManagedPolicy')).toEqual([]);
  });
});
