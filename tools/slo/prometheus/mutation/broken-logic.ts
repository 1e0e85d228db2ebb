import type { Rule } from '../rules/rule.ts';
import { type Mutant, mutantsOf, nameOf } from './mutants.ts';

/** One rule for each window would be broken in the same ways, and noticed by the same tests. */
const oneOfEachShape = (rules: readonly Rule[]): readonly Rule[] => {
  const shapeOf = (rule: Rule) => nameOf(rule).replace(/(?:-page-|-ticket-|rate|increase)\d+[mhd]$/, '');
  return [...new Map(rules.toReversed().map((rule) => [shapeOf(rule), rule])).values()];
};

/** Every rule broken in every way. */
export const everyMutant = (rules: readonly Rule[]): readonly Mutant[] => rules.flatMap(mutantsOf);

/** Broken expressions, waits and missing rules, of one rule of each shape: what is left of all in seconds. */
export const brokenLogic = (rules: readonly Rule[]): readonly Mutant[] =>
  everyMutant(oneOfEachShape(rules)).filter(({ name }) => !/ has (?:no label|another) /.test(name));
