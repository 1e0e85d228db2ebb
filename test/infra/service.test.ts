import { describe, expect, it } from 'vitest';
import { resourcesOf } from '../harness/infra/cloudformation.ts';
import { synthesized } from '../harness/infra/synthesized.ts';

const names = ['data', 'events', 'api', 'jobs', 'monitoring'];

const protectionByName = (extraContext: Record<string, unknown>) =>
  synthesized(extraContext).stacks.map(({ stackName, terminationProtection }) => [
    stackName,
    terminationProtection,
  ]);

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

    it.each(logGroups)('keeps %s for a year, beyond its stack', (_, logGroup) => {
      expect(logGroup.Properties.RetentionInDays).toBe(365);
      expect(logGroup.DeletionPolicy).toBe('Retain');
    });
  });

  describe('when the stage’s name is not valid', () => {
    it('is refused', () => {
      expect(() => synthesized({ stage: 'Prod!' })).toThrow(/stage "Prod!" is not valid/);
    });
  });

  it('has what reads logs before anything hands it logs', () => {
    const [, events, api, jobs] = synthesized().stacks;
    for (const stack of [api, jobs]) expect(stack?.dependencies).toContain(events);
    expect(events?.dependencies).not.toContain(api);
  });
});
