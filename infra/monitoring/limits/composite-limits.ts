import { textProblems } from './described-limits.ts';

export interface CompositeProperties {
  readonly alarmName?: string;
  readonly alarmDescription?: string;
  /** With a text of some kind for what is known only when it is deployed. */
  readonly alarmRule: string;
}

const most = { children: 100, elements: 500, characters: 10_240, composites: 150 } as const;

const stateOfChild = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*("[^"]*"|[^\s()"]+)\s*\)/g;
const constant = /\b(?:TRUE|FALSE)\b/g;

/** The alarms whose states a rule asks for, each once. */
export const childrenOf = (rule: string): string[] => [
  ...new Set([...rule.matchAll(stateOfChild)].map(([, child = '']) => child.replaceAll('"', ''))),
];

const elementsOf = (rule: string): number =>
  [...rule.matchAll(stateOfChild)].length + [...rule.replace(stateOfChild, '').matchAll(constant)].length;

const tooMany = (count: number, limit: number, problem: string): string[] =>
  count > limit ? [`${problem}, at most ${limit} are allowed`] : [];

/** What CloudWatch refuses in a composite alarm and CDK lets through. */
export const compositeProblems = (composite: CompositeProperties): string[] => {
  const { alarmRule } = composite;
  const children = childrenOf(alarmRule).length;
  const elements = elementsOf(alarmRule);
  return [
    ...textProblems(composite),
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
