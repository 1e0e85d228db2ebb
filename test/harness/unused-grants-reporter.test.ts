import { describe, expect, it } from 'vitest';
import type { Grant } from '../../tools/local-cloud/iam/access-control.ts';
import { grantList } from '../../tools/local-cloud/iam/access-control.ts';
import { grantsOf } from '../../tools/local-cloud/iam/grants.ts';
import { orderServiceDeployment } from '../../tools/local-cloud/order-service-deployment.ts';
import { unreachedGrants } from './service/unreached-grants.ts';
import { unusedGrantsReport } from './unused-grants-reporter.ts';

const [get, put, remove]: readonly Grant[] = [
  'get-order dynamodb:GetItem arn:orders',
  'put-product dynamodb:PutItem arn:orders',
  'put-product dynamodb:DeleteItem arn:orders',
];
const declared = [get, put, remove].filter((grant) => grant !== undefined);
const reasons = { 'put-product dynamodb:DeleteItem': 'needs an hour' };

describe('unusedGrantsReport', () => {
  it('gives the reason of each grant that no test used', () => {
    expect(unusedGrantsReport({ declared, unused: declared.slice(2) }, reasons)).toEqual({
      isExplained: true,
      text: 'IAM grants: 3 declared, 1 never used, 0 of them unexplained\n  put-product dynamodb:DeleteItem arn:orders: needs an hour',
    });
  });

  it('lists grants without a reason, and the cure', () => {
    const report = unusedGrantsReport({ declared, unused: declared.slice(1) }, reasons);
    expect(report.isExplained).toBe(false);
    expect(report.text).toContain('2 never used, 1 of them unexplained\n');
    expect(report.text).toContain('put-product dynamodb:PutItem arn:orders: UNEXPLAINED\n');
    expect(report.text).toMatch(/\nRemove a grant that is not needed[^\n]*$/);
  });
});

describe('unreachedGrants', () => {
  it('explains grants that the contract declares', () => {
    const actions = grantList(grantsOf(orderServiceDeployment())).map((grant) =>
      grant.split(' ', 2).join(' '),
    );
    expect(Object.keys(unreachedGrants).filter((action) => !actions.includes(action))).toEqual([]);
  });
});
