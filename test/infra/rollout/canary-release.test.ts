import { describe, expect, it } from 'vitest';
import { rolledBackBy } from '../../../infra/rollout/rollback-alarms.ts';
import { prod } from '../../../infra/stages/prod.ts';
import { servedRoutes } from '../../../lib/contract/default-route.ts';
import { aliasOf, functionIn, resourcesOf, textOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { stacks: _stacks, ...templates } = synthesized({ stage: 'prod' });
const { api, data } = templates;
const routeIds = Object.keys(servedRoutes);
const nameOf = (id: string) => `order-service-prod-${id}`;
const [hookId] = functionIn(api, nameOf('rehearse-version'));
const [applicationId] = theOnly(api, 'AWS::CodeDeploy::Application');
const groups = new Map(
  resourcesOf(api, 'AWS::CodeDeploy::DeploymentGroup').map(([id, { Properties }]) => [
    Properties.DeploymentGroupName as string,
    { id, ...Properties },
  ]),
);
const aliases = new Map(resourcesOf(api, 'AWS::Lambda::Alias'));

describe('the release of API functions', () => {
  it('has a deployment group for each function of the API in one application', () => {
    expect([...groups.keys()].sort()).toEqual(routeIds.map(nameOf).sort());
    for (const { ApplicationName } of groups.values()) expect(ApplicationName.Ref).toBe(applicationId);
  });

  it.each(routeIds)('shifts the alias of %s after a rehearsal, a tenth for five minutes', (id) => {
    const alias = aliases.get(aliasOf(api, functionIn(api, nameOf(id))[0])) as unknown as {
      UpdatePolicy: unknown;
    };
    const group = groups.get(nameOf(id));
    expect(alias.UpdatePolicy).toEqual({
      CodeDeployLambdaAliasUpdate: {
        ApplicationName: { Ref: applicationId },
        DeploymentGroupName: { Ref: group?.id },
        BeforeAllowTrafficHook: { Ref: hookId },
      },
    });
    expect(group?.DeploymentConfigName).toBe('CodeDeployDefault.LambdaCanary10Percent5Minutes');
    expect(group?.AutoRollbackConfiguration.Events).toContain('DEPLOYMENT_FAILURE');
  });

  it('has the hook, to which every alias refers, made after its permissions', () => {
    const policy = resourcesOf(api, 'AWS::IAM::Policy').find(([id]) => id.includes('rehearseversion'));
    expect(functionIn(api, nameOf('rehearse-version'))[1].DependsOn).toContain(policy?.[0]);
  });

  it('switches every other alias all at once', () => {
    for (const template of [templates.events, templates.jobs]) {
      const others = resourcesOf(template, 'AWS::Lambda::Alias');
      expect(others.length).toBeGreaterThan(0);
      for (const [, alias] of others) expect(alias).not.toHaveProperty('UpdatePolicy');
    }
  });

  it('switches all aliases all at once in a stage that asks for it, without CodeDeploy', () => {
    const { api: plain } = synthesized();
    expect(resourcesOf(plain, 'AWS::CodeDeploy::Application')).toEqual([]);
    for (const [, alias] of resourcesOf(plain, 'AWS::Lambda::Alias')) {
      expect(alias).not.toHaveProperty('UpdatePolicy');
    }
  });

  it('lets the hook invoke the functions of the API, in every version, and report to its groups only', () => {
    const policies = resourcesOf(api, 'AWS::IAM::Policy').filter(([id]) => id.includes('rehearseversion'));
    const statements = policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
    const resourcesFor = (action: string) =>
      statements
        .filter(({ Action }) => [Action].flat().includes(action))
        .flatMap(({ Resource }) => [Resource].flat())
        .map((resource) => textOf(resource, data));
    const account = `aws:lambda:${prod.region}:${prod.account}`;
    expect(resourcesFor('lambda:InvokeFunction').sort()).toEqual(
      routeIds.map((id) => `arn:${account}:function:${nameOf(id)}:*`).sort(),
    );
    expect(resourcesFor('codedeploy:PutLifecycleEventHookExecutionStatus')).toHaveLength(routeIds.length);
    // IAM has no resource for these two: a statement with the ARN of a deployment group permits nothing.
    expect(resourcesFor('codedeploy:ListDeploymentTargets')).toEqual(['*']);
    expect(resourcesFor('codedeploy:BatchGetDeploymentTargets')).toEqual(['*']);
  });

  it('keeps every stack far from the 500 resources that CloudFormation takes', () => {
    for (const template of Object.values(templates)) {
      expect(Object.keys(template.toJSON()['Resources']).length).toBeLessThan(450);
    }
  });
});

describe('alarms on a new version', () => {
  const alarms = resourcesOf(api, 'AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
    id,
    ...Properties,
    name: textOf(Properties.AlarmName, data),
  }));
  const expected = Object.entries(rolledBackBy).flatMap(([slo, ids]) => ids.map((id) => [id, slo] as const));

  it('are there for every objective that judges a function of customers', () => {
    expect(rolledBackBy['availability']).toEqual(
      expect.arrayContaining(['create-order', 'get-order', 'pay-order']),
    );
    expect(rolledBackBy['availability']).not.toContain('ship-order');
    expect(alarms).toHaveLength(expected.length);
  });

  it.each(expected)('stop %s when it misses %s', (id, slo) => {
    const [alarm, ...more] = alarms.filter(({ name }) => name.startsWith(nameOf(`rollback-${id}-${slo}-`)));
    expect(more).toEqual([]);
    expect(groups.get(nameOf(id))?.AlarmConfiguration).toMatchObject({
      Enabled: true,
      Alarms: expect.arrayContaining([{ Name: { Ref: alarm?.id } }]),
    });
    // One that kept its name would begin in the state that the version before left.
    expect(alarm?.name).toMatch(/\.Version$/);
  });

  it('read metrics of the new version alone', () => {
    for (const { Metrics } of alarms) {
      const ofLambda = Metrics.filter(({ MetricStat }: { MetricStat?: { Metric: { Namespace: string } } }) =>
        MetricStat?.Metric.Namespace.startsWith('AWS/Lambda'),
      );
      expect(ofLambda.length).toBeGreaterThan(0);
      for (const { MetricStat } of ofLambda) {
        const names = MetricStat.Metric.Dimensions.map(({ Name }: { Name: string }) => Name).sort();
        expect(names).toEqual(['ExecutedVersion', 'FunctionName', 'Resource']);
      }
    }
    const filters = resourcesOf(api, 'AWS::Logs::MetricFilter')
      .map(([, { Properties }]) => textOf(Properties.FilterPattern, data))
      .filter((pattern) => pattern.includes('missed'));
    expect(filters).toHaveLength(expected.length);
    for (const pattern of filters) expect(pattern).toMatch(/^\{ \$\.missed\.[a-z-]+ = "\w+\.Version" \}$/);
  });
});
