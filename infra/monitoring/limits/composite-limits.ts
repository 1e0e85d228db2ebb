import { type AlarmActions, actionProblems } from './action-limits.ts';
import { textProblems } from './described-limits.ts';

export interface CompositeProperties extends AlarmActions {
  readonly alarmName?: string;
  readonly alarmDescription?: string;
  /** With a text of some kind for what is known only when it is deployed. */
  readonly alarmRule: string;
}

const most = { children: 100, elements: 500, characters: 10_240, composites: 150 } as const;

const name = String.raw`(?:"(?:\\.|[^"\\])*"|[^\s(),"]+)`;
const names = String.raw`${name}(?:\s*,\s*${name})*`;
const atLeast = String.raw`AT_LEAST\s*\([^(),]*,[^(),]*,`;
const stateOf = new RegExp(
  String.raw`\b(?:${atLeast}|ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(${names})\s*\)`,
  'g',
);
const eachName = new RegExp(name, 'g');
const constantOrGroup = /\b(?:TRUE|FALSE)\b|\(/g;

const namedIn = (rule: string): string[] =>
  [...rule.matchAll(stateOf)].flatMap(([, list = '']) => list.match(eachName) ?? []);

/** The alarms whose states a rule asks for, each once. */
export const childrenOf = (rule: string): string[] => [
  ...new Set(namedIn(rule).map((child) => child.replaceAll('"', ''))),
];

/**
 * Elements that CloudWatch counts in a rule: every alarm as often as it is named, TRUE, FALSE, and parentheses. A
 * pair of these counts once and only where it groups conditions, as in `(ALARM(a) OR ALARM(b))`: those of `ALARM(a)`, and both pairs
 * of `AT_LEAST(1, ALARM, (a, b))`, are how a function is written.
 */
const elementsOf = (rule: string): number =>
  namedIn(rule).length + [...rule.replace(stateOf, '').matchAll(constantOrGroup)].length;

const tooMany = (count: number, limit: number, problem: string): string[] =>
  count > limit ? [`${problem}, at most ${limit} are allowed`] : [];

/** Problems of a composite alarm that CloudWatch refuses and CDK accepts. */
export const compositeProblems = (composite: CompositeProperties): string[] => {
  const { alarmRule } = composite;
  const children = childrenOf(alarmRule).length;
  const elements = elementsOf(alarmRule);
  return [
    ...textProblems(composite),
    ...actionProblems(composite),
    ...tooMany(children, most.children, `its rule names ${children} alarms`),
    ...tooMany(elements, most.elements, `its rule has ${elements} elements`),
    ...tooMany(alarmRule.length, most.characters, `its rule has ${alarmRule.length} characters`),
  ];
};

/** Alarms that are in more composites than CloudWatch allows. */
export const sharedChildProblems = (composites: readonly CompositeProperties[]): string[] => {
  const uses = Map.groupBy(
    composites.flatMap(({ alarmRule }) => childrenOf(alarmRule)),
    (child) => child,
  );
  return [...uses].flatMap(([child, { length }]) =>
    tooMany(length, most.composites, `alarm ${child} is in ${length} composites`),
  );
};
