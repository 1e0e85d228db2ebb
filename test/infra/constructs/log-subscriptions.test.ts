import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { consumers } from '../../../lib/contract/consumers.ts';
import { type FunctionId, functionIds } from '../../../lib/contract/function-ids.ts';
import { functionIn, type Resource, resourcesOf, textOf } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { stacks, data, events, ...others } = synthesized();
const { api } = others;
const templates: Template[] = [data, events, ...Object.values(others)];

const reader = 'aggregate-metrics';
const readerArn = `arn:AWS::Partition:lambda:AWS::Region:AWS::AccountId:function:order-service-dev-${reader}:live`;
const sources = functionIds.filter((id) => id !== reader);

const everything = (type: string): Resource[] =>
  templates.flatMap((template) => resourcesOf(template, type).map(([, resource]) => resource));

const accessReader = 'judge-unanswered';
const isOfAccessLog = ({ FilterName }: Resource['Properties']) => FilterName === accessReader;
const allSubscriptions = everything('AWS::Logs::SubscriptionFilter').map(({ Properties }) => Properties);
const subscriptions = allSubscriptions.filter((properties) => !isOfAccessLog(properties));
const permissions = everything('AWS::Lambda::Permission')
  .map(({ Properties }) => Properties)
  .filter(({ FunctionName }) => textOf(FunctionName, data) === readerArn);

const logGroupOf = (id: FunctionId): string => {
  const name = `order-service-dev-${id}`;
  const template = templates.find((candidate) =>
    resourcesOf(candidate, 'AWS::Lambda::Function').some(
      ([, { Properties }]) => Properties.FunctionName === name,
    ),
  );
  if (template === undefined) throw new Error(`there is no function ${name}`);
  return functionIn(template, name)[1].Properties.LoggingConfig.LogGroup.Ref;
};

describe('log subscriptions', () => {
  it('are there for every function but the one that reads logs', () => {
    expect(subscriptions.map(({ LogGroupName }) => LogGroupName.Ref).sort()).toEqual(
      sources.map(logGroupOf).sort(),
    );
  });

  it('never deliver the reader’s own lines to it', () => {
    expect(subscriptions.map(({ LogGroupName }) => LogGroupName.Ref)).not.toContain(logGroupOf(reader));
  });

  it('hand over the lines that the contract’s pattern matches', () => {
    const { filterPattern } = consumers[reader].trigger;
    for (const subscription of subscriptions) {
      expect(textOf(subscription.DestinationArn, data)).toBe(readerArn);
      expect(subscription.FilterPattern).toBe(filterPattern);
    }
  });

  it('may each invoke the reader for their own log group, and nothing else may', () => {
    expect(permissions.map(({ Principal }) => Principal)).toEqual(sources.map(() => 'logs.amazonaws.com'));
    expect(permissions.map(({ SourceArn }) => textOf(SourceArn, data)).sort()).toEqual(
      sources.map((id) => `${logGroupOf(id)}.Arn`).sort(),
    );
  });

  it('need no more permissions than fit into the reader’s policy, which may be 20 KB long', () => {
    const statement = (sourceArn: string) =>
      JSON.stringify({
        Sid: 'x'.repeat(100),
        Effect: 'Allow',
        Principal: { Service: 'logs.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: 'arn:aws-us-gov:lambda:ap-southeast-2:123456789012:function:'.padEnd(120, 'x'),
        Condition: { ArnLike: { 'AWS:SourceArn': sourceArn.padEnd(160, 'x') } },
      });
    const length = permissions.reduce(
      (sum, { SourceArn }) => sum + statement(textOf(SourceArn, data)).length,
      0,
    );
    expect(length).toBeLessThan(20_480);
  });

  it('are made after the permission that they need, and within a stack after the reader', () => {
    for (const template of templates) {
      const permitted = resourcesOf(template, 'AWS::Lambda::Permission').map(([id]) => id);
      for (const { DependsOn = [] } of resourcesOf(template, 'AWS::Logs::SubscriptionFilter').map(
        ([, resource]) => resource,
      )) {
        expect(permitted.some((id) => DependsOn.includes(id))).toBe(true);
        if (template === events) {
          expect(DependsOn).toContain(functionIn(events, `order-service-dev-${reader}`)[0]);
        }
      }
    }
  });

  it('leave one of the two places of each log group free', () => {
    const perGroup = subscriptions.map(({ LogGroupName }) => LogGroupName.Ref);
    expect(new Set(perGroup).size).toBe(perGroup.length);
  });

  it('hand over the failures of the access log that no function answered', () => {
    const [subscription, ...more] = allSubscriptions.filter(isOfAccessLog);
    expect(more).toEqual([]);
    expect(subscription?.FilterPattern).toBe(consumers[accessReader].trigger.filterPattern);
    const [[accessLog]] = resourcesOf(api, 'AWS::ApiGatewayV2::Stage').map(([, { Properties }]) => [
      Properties.AccessLogSettings.DestinationArn['Fn::GetAtt'][0],
    ]) as [[string]];
    expect(subscription?.LogGroupName.Ref).toBe(accessLog);
    expect(textOf(subscription?.DestinationArn, data)).toBe(readerArn.replace(reader, accessReader));
  });

  it('refer to the reader by name, so that no stack imports another’s function', () => {
    const exports = Object.values(events.findOutputs('*')).filter((output) => 'Export' in output);
    expect(JSON.stringify(exports)).not.toContain(functionIn(events, `order-service-dev-${reader}`)[0]);
  });
});
