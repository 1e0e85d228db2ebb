import { describe, expect, it } from 'vitest';
import { reducedTemplate, type Template } from '../../../../tools/deploy/emulator/reduced-template.ts';
import { synthesized } from '../../../harness/infra/synthesized.ts';

const { stacks: _stacks, ...templates } = synthesized();

const typesOf = ({ Resources }: Template) => Object.values(Resources).map(({ Type }) => Type);

describe('reducedTemplate', () => {
  it('drops resources that the emulator lacks, and dashboards and outputs that name them', () => {
    const { template, dropped } = reducedTemplate({
      Resources: {
        plain: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'm' } },
        math: { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [] } },
        all: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: {} },
        board: {
          Type: 'AWS::CloudWatch::Dashboard',
          Properties: { DashboardBody: { 'Fn::GetAtt': ['all', 'Arn'] } },
        },
        queue: { Type: 'AWS::SQS::Queue', DependsOn: ['all', 'plain'] },
      },
      Outputs: { BoardName: { Value: { Ref: 'board' } }, QueueName: { Value: { Ref: 'queue' } } },
    });
    expect([...dropped].sort()).toEqual(['all', 'board', 'math']);
    expect(Object.keys(template.Resources)).toEqual(['plain', 'queue']);
    expect(template.Resources['queue']).toEqual({ Type: 'AWS::SQS::Queue', DependsOn: ['plain'] });
    expect(Object.keys(template.Outputs ?? {})).toEqual(['QueueName']);
  });

  it('has aliases move without a release, and drops its permissions', () => {
    const { template, dropped } = reducedTemplate({
      Resources: {
        release: { Type: 'AWS::CodeDeploy::DeploymentGroup' },
        live: {
          Type: 'AWS::Lambda::Alias',
          UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: { Ref: 'release' } } },
        },
        policy: { Type: 'AWS::IAM::Policy', Properties: { Resource: { Ref: 'release' } } },
      },
    });
    expect([...dropped].sort()).toEqual(['policy', 'release']);
    expect(template.Resources).toEqual({ live: { Type: 'AWS::Lambda::Alias' } });
  });

  it('refuses to drop a resource that a remaining one needs', () => {
    const Resources = {
      archive: { Type: 'AWS::Events::Archive' },
      reader: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Ref: 'archive' } } },
    };
    expect(() => reducedTemplate({ Resources })).toThrow(
      'reader needs archive, which the emulator cannot make',
    );
  });

  it('keeps the stacks of API and jobs whole, and removes only the listed kinds from the others', () => {
    const lost = Object.entries(templates).map(([name, template]): [string, string[]] => {
      const whole = template.toJSON() as Template;
      const { dropped } = reducedTemplate(whole);
      const types = typesOf({
        Resources: Object.fromEntries(Object.entries(whole.Resources).filter(([id]) => dropped.includes(id))),
      });
      return [name, [...new Set(types)].sort()];
    });
    expect(Object.fromEntries(lost)).toEqual({
      data: ['AWS::Events::Archive'],
      events: [],
      api: [],
      jobs: [],
      monitoring: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::Dashboard'],
    });
  });
});
