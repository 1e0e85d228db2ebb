import { readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { DeliveryStack } from '../../../infra/delivery/delivery-stack.ts';
import { resourcesOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { anApp, templatesOf } from '../../harness/infra/synthesized.ts';

const account = '333333333333';
const synthesize = (given: { readonly providerArn?: string; readonly repository?: unknown } = {}) => {
  const app = anApp();
  const [template] = templatesOf(app, () => [
    new DeliveryStack(app, 'delivery', {
      stage: 'prod',
      repository: 'acme/order-service',
      providerArn: undefined,
      ...given,
      env: { account, region: 'eu-central-1' },
    }),
  ]);
  return template as Template;
};

describe('DeliveryStack', () => {
  const template = synthesize();

  it('trusts jobs of the environment of the stage in one repository only', () => {
    const [statement] = theOnly(template, 'AWS::IAM::Role')[1].Properties.AssumeRolePolicyDocument.Statement;
    expect(statement).toMatchObject({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:acme/order-service:environment:prod',
        },
      },
    });
  });

  it('trusts a repository that is given by names and numbers, as its tokens since July 2026 have it', () => {
    const template = synthesize({ repository: 'acme@12/order-service@345' });
    expect(JSON.stringify(theOnly(template, 'AWS::IAM::Role'))).toContain(
      '"repo:acme@12/order-service@345:environment:prod"',
    );
  });

  it.each([undefined, 'acme', 'acme@12/order-service', 'acme/order-service@345', 'acme/*'])(
    'refuses the repository %s',
    (repository) => {
      expect(() => synthesize({ repository })).toThrow(/^Name the repository: /);
    },
  );

  it('permits no action that writes, other than taking the roles of the bootstrap and marking dashboards', () => {
    const { Statement } = theOnly(template, 'AWS::IAM::Policy')[1].Properties.PolicyDocument;
    const actions: string[] = Statement.flatMap(
      ({ Action }: { readonly Action: string | string[] }) => Action,
    );
    expect(actions.filter((action) => !/:(?:Describe|Get|List)/.test(action))).toEqual([
      'sts:AssumeRole',
      'cloudwatch:PutDashboard',
    ]);
    const marking = Statement.find(({ Action }: { readonly Action: string[] }) =>
      Action.includes('cloudwatch:PutDashboard'),
    );
    expect(JSON.stringify(marking.Resource)).toContain(
      `:cloudwatch::${account}:dashboard/order-service-prod-*`,
    );
  });

  it('lasts as long as a job of the workflow', () => {
    const workflow = readFileSync('.github/workflows/deploy-stage.yml', 'utf8');
    const { MaxSessionDuration } = theOnly(template, 'AWS::IAM::Role')[1].Properties;
    expect(workflow).toContain(`role-duration-seconds: ${MaxSessionDuration}\n`);
    expect(workflow).toContain(`timeout-minutes: ${MaxSessionDuration / 60}\n`);
  });

  it('names the roles that it may take', () => {
    const { Statement } = theOnly(template, 'AWS::IAM::Policy')[1].Properties.PolicyDocument;
    const taken = Statement.find(({ Action }: { readonly Action: string }) => Action === 'sts:AssumeRole');
    expect(JSON.stringify(taken.Resource)).not.toContain('*');
    expect(taken.Resource).toHaveLength(3);
  });

  describe('when the account has a provider for tokens of GitHub', () => {
    it('makes no other', () => {
      const given = synthesize({
        providerArn: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
      });
      expect(resourcesOf(template, 'AWS::IAM::OIDCProvider')).toHaveLength(1);
      expect(resourcesOf(given, 'AWS::IAM::OIDCProvider')).toHaveLength(0);
    });
  });
});
