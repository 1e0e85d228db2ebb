import { describe, expect, it } from 'vitest';
import { prod } from '../../infra/stages/prod.ts';
import { type Resource, resourcesOf } from '../harness/infra/cloudformation.ts';
import { synthesized } from '../harness/infra/synthesized.ts';

const names = ['data', 'events', 'api', 'jobs', 'monitoring'];

const protectionByName = (stage: Parameters<typeof synthesized>[0]) =>
  synthesized(stage).stacks.map(({ stackName, terminationProtection }) => [stackName, terminationProtection]);

/** Paths of the empty texts in a value. */
const emptyTexts = (value: unknown, path = ''): string[] => {
  if (value === '') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => emptyTexts(part, `${path}.${name}`));
};

describe('service', () => {
  describe('when no stage is named', () => {
    it('is deployed as dev, whose stacks can be deleted', () => {
      expect(protectionByName({})).toEqual(names.map((name) => [`order-service-dev-${name}`, false]));
    });
  });

  describe('when the stage is prod', () => {
    const { api, jobs, events } = synthesized({ stage: 'prod' });
    const logGroups = [api, jobs, events].flatMap((template) => resourcesOf(template, 'AWS::Logs::LogGroup'));

    it('has stacks that refuse deletion', () => {
      expect(protectionByName({ stage: 'prod' })).toEqual(
        names.map((name) => [`order-service-prod-${name}`, true]),
      );
    });

    it.each(logGroups)('keeps %s for 90 days, beyond its stack', (_, logGroup) => {
      expect(logGroup.Properties.RetentionInDays).toBe(90);
      expect(logGroup.DeletionPolicy).toBe('RetainExceptOnCreate');
    });
  });

  describe('when the stage’s name is not valid', () => {
    it('is refused', () => {
      expect(() => synthesized({ stage: 'Prod!' })).toThrow(/stage "Prod!" is not valid/);
    });
  });

  it('deploys the reader of logs before the subscriptions', () => {
    const [, events, api, jobs] = synthesized().stacks;
    for (const stack of [api, jobs]) expect(stack?.dependencies).toContain(events);
    expect(events?.dependencies).not.toContain(api);
  });

  it('has no monitoring in a stage that does not ask for it, such as dev', () => {
    const { stacks } = synthesized({ stage: 'dev' });
    expect(stacks.map(({ stackName }) => stackName)).not.toContain('order-service-dev-monitoring');
  });

  it('is bound to the account and the region of its stage', () => {
    for (const { account, region } of synthesized({ stage: 'prod' }).stacks) {
      expect({ account, region }).toEqual({ account: prod.account, region: prod.region });
    }
  });

  describe.each(['dev', 'staging', 'prod'])('templates of %s', (stage) => {
    const { stacks: _stacks, ...templates } = synthesized({ stage });
    const all = Object.values(templates).map((template) => template.toJSON());

    it('have no property with an empty text', () => {
      // The separator of a joined text, and a setting of a function, may be empty.
      const empty = emptyTexts(all).filter((path) => !/Fn::Join\.0$|\.Environment\.Variables\./.test(path));
      expect(empty).toEqual([]);
    });

    it('can be deployed again after a first deployment that failed', () => {
      const policies = all.flatMap(({ Resources }) =>
        Object.values<{ DeletionPolicy?: string }>(Resources).map(({ DeletionPolicy }) => DeletionPolicy),
      );
      expect(policies).not.toContain('Retain');
    });

    it('export resources of their stack, never a setting', () => {
      const exported = all.flatMap(({ Outputs = {}, Resources }) =>
        Object.values<{ Value: unknown; Export?: unknown }>(Outputs).flatMap(({ Value, Export }) =>
          Export === undefined ? [] : [{ value: Value, resources: Object.keys(Resources) }],
        ),
      );
      expect(exported.length).toBeGreaterThan(0);
      for (const { value, resources } of exported) {
        const { Ref, 'Fn::GetAtt': [owner = Ref] = [] } = value as { Ref?: string; 'Fn::GetAtt'?: string[] };
        expect(resources).toContain(owner);
      }
    });

    it('start every function at its bundle, and verify tokens by JWT authorizers only', () => {
      const resources = all.flatMap(({ Resources }) => Object.values<Resource>(Resources));
      const of = (type: string) => resources.filter(({ Type }) => Type === type);
      const handlers = of('AWS::Lambda::Function').map(({ Properties }) => Properties.Handler);
      const authorizers = of('AWS::ApiGatewayV2::Authorizer').map(
        ({ Properties }) => Properties.AuthorizerType,
      );
      expect(new Set(handlers)).toEqual(new Set(['index.handler']));
      expect(authorizers).toEqual(['JWT']);
    });

    it('need no parameters but those of CDK', () => {
      const parameters = all.flatMap(({ Parameters = {} }) => Object.keys(Parameters));
      expect(new Set(parameters)).toEqual(new Set(['BootstrapVersion']));
    });
  });
});
