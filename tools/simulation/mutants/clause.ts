import type { Mutant } from './mutant.ts';

/** The suite of what every store does, over the database in memory. */
export const contracts = 'test/tools/simulation/world/dynamodb/memory-dynamodb.adapters.test.ts';

/** Holds for every item, and where there is none. */
const always = 'attribute_exists(pk) OR attribute_not_exists(pk)';

type Change = Pick<Mutant, 'id' | 'breaks' | 'find' | 'replace'>;

/** The parts of `<text before>|<text>|<text after>`: what is around a text makes it the only one in its file. */
const partsOf = (text: string): readonly [before: string, marked: string, after: string] => {
  const [before, marked, after, ...others] = text.split('|');
  if (before === undefined || marked === undefined || after === undefined || others.length > 0)
    throw new Error(`two marks are missing in: ${text}`);
  return [before, marked, after];
};

/** Makes a marked condition hold always. Its values stay in use: DynamoDB refuses those that no expression names. */
export const dropped = (id: string, breaks: string, text: string): Change => {
  const [before, clause, after] = partsOf(text);
  // A whole condition may get parentheses elsewhere, and DynamoDB refuses double ones.
  const isWhole = before.endsWith("ConditionExpression: '");
  const loose = isWhole ? `${clause} OR ${always}` : `(${clause} OR ${always})`;
  return { id, breaks, find: before + clause + after, replace: before + loose + after };
};

/** Writes over any stored item: without the condition, which a text ends with. */
export const unchecked = (id: string, breaks: string, find: string): Change => ({
  id,
  breaks,
  find,
  replace: find.replace(
    /(?:isAbsent|isUnchanged\(\w+\))(?=[^A-Za-z]*$)/,
    `{ ConditionExpression: '${always}' }`,
  ),
});

/** Leaves a marked text out. */
export const without = (id: string, breaks: string, text: string): Change => {
  const [before, left, after] = partsOf(text);
  return { id, breaks, find: before + left + after, replace: before + after };
};

/** Faults of one file that one suite finds. */
export const inFile = (file: string, suite: string, changes: readonly Change[]): readonly Mutant[] =>
  changes.map((change) => ({ ...change, file, suite }));
