import { describe, expect, it, vi } from 'vitest';
import {
  accessKeyOf,
  createAccessControl,
  type IamMode,
} from '../../../../tools/local-cloud/iam/access-control.ts';
import { grantsOf } from '../../../../tools/local-cloud/iam/grants.ts';
import { tableArn } from '../../../../tools/local-cloud/iam/permission.ts';
import { iamModeOf } from '../../../../tools/local-cloud/strictness.ts';
import { fixtureDeployment } from '../../../harness/local-cloud/fixture-deployment.ts';

const base = fixtureDeployment();
const respond = {
  ...(base.routes['respond'] as NonNullable<(typeof base.routes)[string]>),
  access: {
    ordersTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    'ordersTable/gsi1': ['dynamodb:Query'],
    eventBus: ['events:PutEvents'],
    paymentSecret: ['secretsmanager:GetSecretValue'],
  },
};
const grants = grantsOf({ ...base, routes: { respond } });

const on = (resource: string, ...actions: string[]) =>
  actions.map((action) => ({ action: `dynamodb:${action}`, resource }));
const table = tableArn('things');
const index = tableArn('things', 'gsi1');
const signedBy = (key: string) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20261130/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
const function_ = signedBy(accessKeyOf('respond'));

const anAccessControl = (mode: IamMode = 'strict') => {
  const printed: string[] = [];
  return {
    ...createAccessControl({ grants, mode, print: (text) => printed.push(text) }),
    printed,
  };
};

describe('grantsOf', () => {
  it('has the grants of each function on tables, indexes and bus, and none on secrets', () => {
    expect([...grants]).toEqual([
      [
        'respond',
        [
          ...on(table, 'GetItem', 'PutItem'),
          ...on(index, 'Query'),
          {
            action: 'events:PutEvents',
            resource: 'arn:aws:events:us-east-1:123456789012:event-bus/things',
          },
        ],
      ],
    ]);
  });
});

describe('createAccessControl', () => {
  it.each([
    ['an action that is granted', on(table, 'GetItem')],
    ['a transaction of granted actions', on(table, 'PutItem', 'GetItem')],
    ['a query of an index that is granted', on(index, 'Query')],
  ])('serves %s when it is strict', (_, required) => {
    const { check, printed } = anAccessControl();
    expect(check(function_, required)).toBeUndefined();
    expect(printed).toEqual([]);
  });

  it.each([
    ['an action that is not granted', on(table, 'UpdateItem'), ['UpdateItem', table]],
    ['a transaction with one such action', on(table, 'PutItem', 'DeleteItem'), ['DeleteItem', table]],
    ['a query of the table when only an index is granted', on(table, 'Query'), ['Query', table]],
    ['a query of another index', on(tableArn('things', 'gsi2'), 'Query'), ['Query', `${table}/index/gsi2`]],
    ['a granted action on another table', on(tableArn('others'), 'GetItem'), ['GetItem', tableArn('others')]],
  ])('refuses %s as AWS does', (_, required, [action, resource]) => {
    const answer = anAccessControl().check(function_, required);
    expect(answer?.status).toBe(400);
    expect(JSON.parse(String(answer?.body))).toEqual({
      __type: 'com.amazon.coral.service#AccessDeniedException',
      Message:
        'User: arn:aws:sts::123456789012:assumed-role/respond/respond is not authorized to perform: ' +
        `dynamodb:${action} on resource: ${resource} because no identity-based policy allows the dynamodb:${action} action`,
    });
  });

  it('prints each missing permission once', () => {
    const { check, printed } = anAccessControl();
    check(function_, on(table, 'UpdateItem'));
    check(function_, on(table, 'UpdateItem', 'DeleteItem'));
    expect(printed).toEqual([
      `IAM: respond has no permission for dynamodb:UpdateItem on ${table}. Request refused. Add the action to the function's \`access\`.`,
      `IAM: respond has no permission for dynamodb:DeleteItem on ${table}. Request refused. Add the action to the function's \`access\`.`,
    ]);
  });

  it('serves and prints a missing permission in soft mode', () => {
    const { check, printed } = anAccessControl('soft');
    expect(check(function_, on(table, 'UpdateItem'))).toBeUndefined();
    expect(printed).toEqual([expect.stringContaining('AWS would refuse the request')]);
  });

  it.each([
    ['everything when it is off', 'off' as const, function_],
    ['a developer with a key of their own', 'strict' as const, signedBy('local')],
    ['a request without a signature', 'strict' as const, undefined],
  ])('serves %s', (_, mode, authorization) => {
    const { check, printed } = anAccessControl(mode);
    expect(check(authorization, on(table, 'UpdateItem'))).toBeUndefined();
    expect(printed).toEqual([]);
  });

  it('lists the grants that were used, and no others', () => {
    const { check, usedGrants } = anAccessControl('soft');
    check(function_, on(table, 'PutItem', 'UpdateItem'));
    check(function_, on(table, 'PutItem'));
    expect(usedGrants()).toEqual([`respond dynamodb:PutItem ${table}`]);
  });
});

describe('iamModeOf', () => {
  it('is off with a database of the developer, and reports that', () => {
    const print = vi.fn();
    expect(iamModeOf({ iam: 'strict' }, 'http://127.0.0.1:8000', print)).toBe('off');
    expect(print).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('DYNAMODB_ENDPOINT'));
  });

  it('follows the setting otherwise', () => {
    expect(iamModeOf({ iam: 'soft' }, undefined, () => {})).toBe('soft');
  });
});
