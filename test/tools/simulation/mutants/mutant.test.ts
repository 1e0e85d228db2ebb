import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutants } from '../../../../tools/simulation/mutants/catalogue.ts';
import { plant, StaleMutantError } from '../../../../tools/simulation/mutants/mutant.ts';

describe('the planted faults', () => {
  it.each(mutants.map((mutant) => [mutant.id, mutant] as const))('%s fits the sources', (_, mutant) => {
    const source = readFileSync(mutant.file, 'utf8');
    const broken = plant(mutant, source);
    expect(broken).not.toBe(source);
    expect(broken).toContain(mutant.replace);
  });

  it('have names of their own', () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });
});

describe('a planted fault that does not fit', () => {
  const mutant = { id: 'one', breaks: 'all', file: 'a.ts', find: 'b', replace: 'c' };

  it.each([
    ['none', 'a'],
    ['two', 'b and b'],
  ])('is refused when there are %s of its places', (_, source) => {
    expect(() => plant(mutant, source)).toThrow(StaleMutantError);
  });
});
