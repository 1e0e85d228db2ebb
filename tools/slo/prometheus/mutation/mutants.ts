import { gapSeconds } from '../rule-tests/low-traffic-tests.ts';
import { type AlertRule, isAlert, type Labels, type Rule } from '../rules/rule.ts';
import { durationText, productionTiming } from '../rules/timing.ts';
import { expressionMutations } from './expression-mutations.ts';

/** A rule with one thing wrong. */
export interface Mutant {
  readonly name: string;
  /** The rule that it was made of. */
  readonly original: Rule;
  /** Nothing when the rule is left out. */
  readonly mutated: Rule | undefined;
}

export const nameOf = (rule: Rule): string => (isAlert(rule) ? rule.alert : rule.record);

/** A factor of zero makes the other factor irrelevant. */
const countsForNothing = (text: string, index: number): boolean =>
  text
    .slice(text.lastIndexOf('\n', index) + 1, index)
    .trimStart()
    .startsWith('0 * ');

/** A text broken at each place where a pattern matches, one place at a time. */
export const brokenAt = (
  text: string,
  pattern: RegExp,
  replacement: (...match: readonly string[]) => string,
): readonly string[] =>
  [...text.matchAll(pattern)]
    .filter(({ index }) => !countsForNothing(text, index))
    .map(
      (match) =>
        `${text.slice(0, match.index)}${replacement(...match)}${text.slice(match.index + match[0].length)}`,
    );

type Broken = readonly [name: string, rule: Rule | undefined];

const brokenExpressions = (rule: Rule): readonly Broken[] =>
  expressionMutations.flatMap(({ name, pattern, replacement }) =>
    brokenAt(rule.expr, pattern, replacement).map(
      (expr, place): Broken => [`${name} (${place + 1})`, { ...rule, expr }],
    ),
  );

const without = (labels: Labels, label: string): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([name]) => name !== label));

const brokenLabels = (rule: Rule): readonly Broken[] =>
  Object.keys(rule.labels).map(
    (label): Broken => [`has no label ${label}`, { ...rule, labels: without(rule.labels, label) }],
  );

/** A change without an effect in production is not a mutant. */
const { evaluationSeconds: oneEvaluation } = productionTiming;

const unitSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1, ms: 0.001 };

const secondsOf = (duration: string): number =>
  [...duration.matchAll(/(\d+)([a-z]+)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitSeconds[unit] ?? Number.NaN),
    0,
  );

const heldOtherwise = (rule: AlertRule): readonly Broken[] => {
  const { keepFiringFor, ...atOnce } = rule;
  if (keepFiringFor === undefined) return [];
  const longer = durationText(secondsOf(keepFiringFor) + 2 * gapSeconds);
  return [
    ['clears at once', atOnce],
    ['clears later', { ...rule, keepFiringFor: longer }],
  ];
};

const brokenAlert = (rule: Rule): readonly Broken[] => {
  if (!isAlert(rule)) return [['has another name', { ...rule, record: `${rule.record}_` }]];
  const { for: patience, ...atOnce } = rule;
  const seconds = secondsOf(patience ?? '');
  const less = seconds - oneEvaluation;
  const sooner = less > 0 ? { ...rule, for: durationText(less) } : atOnce;
  return [
    ['has another name', { ...rule, alert: `${rule.alert}-` }],
    ['hesitates', { ...rule, for: durationText(seconds + oneEvaluation) }],
    ...(patience === undefined ? [] : [['is impatient', sooner] as const]),
    ...heldOtherwise(rule),
    ...Object.keys(rule.annotations).map(
      (annotation): Broken => [
        `has another ${annotation}`,
        { ...rule, annotations: { ...rule.annotations, [annotation]: 'another' } },
      ],
    ),
  ];
};

/** Everything that can be wrong with a rule. */
export const mutantsOf = (rule: Rule): readonly Mutant[] => {
  const broken: readonly Broken[] = [
    ['is missing', undefined],
    ...brokenExpressions(rule),
    ...brokenLabels(rule),
    ...brokenAlert(rule),
  ];
  return broken.map(([what, mutated]) => ({ name: `${nameOf(rule)} ${what}`, original: rule, mutated }));
};

/** A rule with the rules whose series it reads, and so on, in their order. */
export const withWhatItReads = (rule: Rule, rules: readonly Rule[]): readonly Rule[] => {
  const needed = new Set<Rule>([rule]);
  for (const one of needed) {
    for (const other of rules)
      if (!isAlert(other) && one.expr.includes(`${other.record}{`)) needed.add(other);
  }
  return rules.filter((one) => needed.has(one));
};

/** One rule for each window would be broken in the same ways, and noticed by the same tests. */
const oneOfEachShape = (rules: readonly Rule[]): readonly Rule[] => {
  const shapeOf = (rule: Rule) =>
    (rule.labels['pair'] ?? nameOf(rule)).replace(
      /-(?:page|ticket)(?:-\d+[mhd])?$|(?<=rate|increase)\d+[mhd]$/,
      '',
    );
  return [...new Map(rules.toReversed().map((rule) => [shapeOf(rule), rule])).values()];
};

/** Every rule broken in every way. */
export const everyMutant = (rules: readonly Rule[]): readonly Mutant[] => rules.flatMap(mutantsOf);

/** Broken expressions, waits and missing rules, of one rule of each shape: what is left of all in seconds. */
export const brokenLogic = (rules: readonly Rule[]): readonly Mutant[] =>
  everyMutant(oneOfEachShape(rules)).filter(({ name }) => !/ has (?:no label|another) /.test(name));
