import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Promtool } from '../promtool.ts';
import type { Rule } from '../rules/rule.ts';
import { rulesFile } from '../rules/rule-groups.ts';
import { type Mutant, withWhatItReads } from './mutants.ts';

/** A test file for a rule, which is in a rule file of the given name; nothing when it has no test for it. */
export type Stage = (ruleFile: string, rule: Rule) => string | undefined;

export interface MutationReport {
  readonly mutants: number;
  /** Names of the mutants that no test has noticed. */
  readonly survivors: readonly string[];
}

const ruleText = (rules: readonly Rule[]): string => rulesFile([{ name: 'mutants', interval: '1m', rules }]);

/** The output of promtool for each file, without the file names. */
const verdicts = (output: string): readonly string[] =>
  output
    .split(/^Unit Testing: +.+$/m)
    .slice(1)
    .map((verdict) => verdict.trim());

interface Suspect {
  readonly mutant: Mutant;
  /** Position of its file. */
  readonly id: number;
  /** Position of the file with the rule as it was. */
  readonly originalId: number;
}

const parts = <T>(items: readonly T[], count: number): readonly (readonly T[])[] =>
  Array.from({ length: count }, (_, part) => items.filter((_item, position) => position % count === part));

/**
 * Puts each mutant in the place of the rule that it was made of and runs the tests until one notices. Rules that a broken one does not
 * read are left out, so that tests of those fail with and without the break; it is noticed where promtool does not say
 * the same of the rule and of what was made of it.
 * @param parallel processes to run at a time.
 */
export const runMutation = async (
  rules: readonly Rule[],
  mutants: readonly Mutant[],
  stages: readonly Stage[],
  promtool: Promtool,
  parallel: number,
): Promise<MutationReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'rule-mutants-'));
  let files = 0;
  const write = (text: string): number => {
    writeFileSync(join(folder, `${files}.yml`), text);
    files += 1;
    return files - 1;
  };
  const all = [...Map.groupBy(mutants, ({ original }) => original)].flatMap(
    ([rule, itsMutants]): readonly Suspect[] => {
      const read = withWhatItReads(rule, rules);
      const originalId = write(ruleText(read));
      return itsMutants.map((mutant) => {
        const mutated = read.flatMap((one) => (one === rule ? (mutant.mutated ?? []) : one));
        return { mutant, originalId, id: write(ruleText(mutated)) };
      });
    },
  );

  const judge = async (
    stage: Stage,
    cases: ReadonlyMap<number, Rule>,
  ): Promise<ReadonlyMap<number, string>> => {
    const files = [...cases].flatMap(([id, rule]) => {
      const text = stage(`${id}.yml`, rule);
      return text === undefined ? [] : [{ id, text, name: `${id}.test.yml` }];
    });
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
    const runs = parts(files, parallel).map(async (part) => {
      if (part.length === 0) return [];
      const said = verdicts(
        await promtool.testRules(
          part.map(({ name }) => name),
          folder,
        ),
      );
      if (said.length !== part.length)
        throw new Error(`promtool judged ${said.length} of ${part.length} files`);
      return part.map(({ id }, position) => [id, said[position] ?? ''] as const);
    });
    return new Map((await Promise.all(runs)).flat());
  };

  try {
    let suspects: readonly Suspect[] = all;
    for (const stage of stages) {
      const cases = suspects.flatMap(({ id, originalId, mutant: { original } }) => [
        [originalId, original] as const,
        [id, original] as const,
      ]);
      const said = await judge(stage, new Map(cases));
      suspects = suspects.filter(({ id, originalId }) => said.get(id) === said.get(originalId));
    }
    return { mutants: mutants.length, survivors: suspects.map(({ mutant }) => mutant.name) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
