import { describe, expect, it } from 'vitest';
import { functionIds } from '../../lib/contract/function-ids.ts';
import { resourcesOf, textOf } from '../harness/infra/cloudformation.ts';
import { synthesized } from '../harness/infra/synthesized.ts';

const { stacks: _stacks, ...templates } = synthesized();
const { data, events, api, jobs } = templates;
const all = Object.values(templates);

const everything = (type: string) =>
  all.flatMap((template) => resourcesOf(template, type).map(([id, resource]) => ({ id, ...resource })));

const aliases = everything('AWS::Lambda::Alias');
const aliasIds = new Set(aliases.map(({ id }) => id));

/** Whether a function's address is that of its alias. */
const isLive = (address: unknown): boolean => {
  const text = textOf(address, data);
  return aliasIds.has(text.replace(/#6:live$/, '')) || /:function:[a-z-]+:live$/.test(text);
};

describe('live versions', () => {
  it('are there for every function, each its alias’s only version', () => {
    expect(aliases).toHaveLength(functionIds.length);
    for (const { Properties } of aliases) {
      expect(Properties.Name).toBe('live');
      expect(Properties).not.toHaveProperty('RoutingConfig');
    }
    const versions = everything('AWS::Lambda::Version');
    expect(aliases.map(({ Properties }) => textOf(Properties.FunctionVersion, data)).sort()).toEqual(
      versions.map(({ id }) => `${id}.Version`).sort(),
    );
  });

  it.each([
    ['AWS::Lambda::Permission', 'FunctionName'],
    ['AWS::Lambda::EventSourceMapping', 'FunctionName'],
    ['AWS::ApiGatewayV2::Integration', 'IntegrationUri'],
    ['AWS::Logs::SubscriptionFilter', 'DestinationArn'],
  ])('are named by each %s', (type, property) => {
    const addresses = everything(type).map(({ Properties }) => Properties[property]);
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !isLive(address))).toEqual([]);
  });

  it('are the targets of schedules', () => {
    const targets = resourcesOf(jobs, 'AWS::Events::Rule').flatMap(
      ([, { Properties }]) => Properties.Targets,
    );
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter(({ Arn }) => !isLive(Arn))).toEqual([]);
  });

  it('have the settings of their asynchronous invocations', () => {
    const configured = everything('AWS::Lambda::EventInvokeConfig').map(({ Properties }) => Properties);
    expect(configured.length).toBeGreaterThan(0);
    for (const { Qualifier } of configured)
      expect(aliasIds.has(textOf(Qualifier, data).replace(/#7$/, ''))).toBe(true);
  });

  it('are new when the code or a setting of the function changes, and only then', () => {
    const versionOf = (limit: number) => {
      const { api: template } = synthesized({ settings: { unpaidOrdersLimit: limit } });
      return resourcesOf(template, 'AWS::Lambda::Version').map(([id]) => id);
    };
    const current = resourcesOf(api, 'AWS::Lambda::Version').map(([id]) => id);
    expect(versionOf(20)).toEqual(current);
    expect(versionOf(21).filter((id) => current.includes(id))).toEqual([]);
  });

  it('leave no older version behind once a deployment has succeeded', () => {
    for (const { DeletionPolicy } of everything('AWS::Lambda::Version'))
      expect(DeletionPolicy).not.toBe('Retain');
    expect(resourcesOf(events, 'AWS::Lambda::Version')).toHaveLength(5);
  });
});
