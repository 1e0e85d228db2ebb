import { existsSync, globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { conditionMutants, mutants } from '../../../../tools/simulation/mutants/catalogue.ts';
import { plant, StaleMutantError, simulator } from '../../../../tools/simulation/mutants/mutant.ts';
import { mutantsInRotation } from '../../../../tools/simulation/mutants/run-mutants.ts';

describe('the planted faults', () => {
  it.each(mutants.map((mutant) => [mutant.id, mutant] as const))('%s fits the sources', (_, mutant) => {
    const source = readFileSync(mutant.file, 'utf8');
    const broken = plant(mutant, source);
    expect(broken).not.toBe(source);
    expect(broken).toContain(mutant.replace);
    // A source that cannot be parsed fails every suite.
    expect(() => stripTypeScriptTypes(broken)).not.toThrow();
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

  it('are named beside the promise that they break', () => {
    const guarantees = readFileSync('docs/guarantees.md', 'utf8');
    const conditions = new Set(conditionMutants);
    const unnamed = mutants.filter(
      (mutant) => !conditions.has(mutant) && !guarantees.includes(`\`${mutant.id}\``),
    );
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('have distinct names', () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });
});

describe('a condition of a write', () => {
  const stores = ['lib/adapters/dynamodb/**/*.ts', 'lib/metrics/**/*.ts', 'lib/platform/dynamodb/**/*.ts'];
  const clause = /attribute_(?:not_)?exists\([#\w]+\)|[#.\w]+ (?:=|[<>]=?) :[$\w{}]+|\bisAbsent(?=[ ,}\])])/g;
  // Other expressions, a docstring, and the name of the condition itself.
  const isOther =
    /KeyConditionExpression|UpdateExpression|FilterExpression|'SET |if_not_exists|^import|^ \*|isAbsent,$|const isAbsent/;

  it('has a fault that leaves it out', () => {
    const open = stores
      .flatMap((pattern) => globSync(pattern))
      .flatMap((file) => {
        const source = readFileSync(file, 'utf8');
        const places = mutants
          .filter((mutant) => mutant.file === file)
          .map(({ find }) => ({ from: source.indexOf(find), to: source.indexOf(find) + find.length }));
        return [...source.matchAll(clause)].flatMap(({ index, 0: text }) => {
          const [line = ''] = source.slice(source.lastIndexOf('\n', index) + 1).split('\n', 1);
          const isCovered = places.some(({ from, to }) => from <= index && index + text.length <= to);
          return isCovered || isOther.test(line) ? [] : [`${file}: ${text} in ${line.trim()}`];
        });
      });
    expect(open).toEqual([]);
    expect(conditionMutants.length).toBeGreaterThan(80);
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
