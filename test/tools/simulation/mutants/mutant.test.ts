import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutants } from '../../../../tools/simulation/mutants/catalogue.ts';
import { plant, StaleMutantError, simulator } from '../../../../tools/simulation/mutants/mutant.ts';
import { mutantsInRotation } from '../../../../tools/simulation/mutants/run-mutants.ts';

describe('the planted faults', () => {
  it.each(mutants.map((mutant) => [mutant.id, mutant] as const))('%s fits the sources', (_, mutant) => {
    const source = readFileSync(mutant.file, 'utf8');
    const broken = plant(mutant, source);
    expect(broken).not.toBe(source);
    expect(broken).toContain(mutant.replace);
  });

  it('are found by the simulator or by a test file that there is', () => {
    const suites = new Set(mutants.map(({ suite }) => suite));
    suites.delete(simulator);
    for (const suite of suites) expect(existsSync(suite), suite).toBe(true);
    expect(mutants.length).toBeGreaterThanOrEqual(40);
  });

  it('all have their turn, so many each day', () => {
    const days = Math.ceil(mutants.length / 8);
    const planted = Array.from({ length: days }, (_, day) => mutantsInRotation(8, day)).flat();
    expect(new Set(planted).size).toBe(mutants.length);
  });

  it('have names of their own', () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });
});

describe('a planted fault that does not fit', () => {
  const mutant = { id: 'one', breaks: 'all', file: 'a.ts', find: 'b', replace: 'c', suite: simulator };

  it.each([
    ['none', 'a'],
    ['two', 'b and b'],
  ])('is refused when there are %s of its places', (_, source) => {
    expect(() => plant(mutant, source)).toThrow(StaleMutantError);
  });
});
