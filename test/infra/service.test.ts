import { describe, expect, it } from 'vitest';
import { resourcesOf } from './cloudformation.ts';
import { synthesized } from './synthesized.ts';

describe('service', () => {
  describe('when no stage is named', () => {
    it('is deployed as dev, whose stacks can be deleted', () => {
      expect(synthesized().stacks).toMatchObject([
        { stackName: 'order-service-dev-data', terminationProtection: false },
        { stackName: 'order-service-dev-api', terminationProtection: false },
        { stackName: 'order-service-dev-jobs', terminationProtection: false },
      ]);
    });
  });

  describe('when the stage is prod', () => {
    const { api, jobs, stacks } = synthesized({ stage: 'prod' });
    const logGroups = [api, jobs].flatMap((template) => resourcesOf(template, 'AWS::Logs::LogGroup'));

    it('has stacks that refuse deletion', () => {
      expect(stacks).toMatchObject([
        { stackName: 'order-service-prod-data', terminationProtection: true },
        { stackName: 'order-service-prod-api', terminationProtection: true },
        { stackName: 'order-service-prod-jobs', terminationProtection: true },
      ]);
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
});
