import { parseSync } from '@swc/core';
import { isTest, type Problem, type SourceFile } from '../source-file.ts';

interface Node {
  readonly type?: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** The name at the bottom of `it`, `it.skip`, `it.each(…)(…)` and ``it.each`…`(…)``. */
const calledName = (node: unknown): unknown => {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return node['value'];
  return calledName(node['object'] ?? node['callee'] ?? node['tag']);
};

const literalText = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined;
  if (node.type === 'StringLiteral') return String(node['value']);
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) return undefined;
  return node['quasis'].map(({ raw }) => raw).join('…');
};

const titleOf = (call: Node): string | undefined => {
  if (!['describe', 'it', 'test'].includes(String(calledName(call['callee'])))) return undefined;
  const [first] = call['arguments'] as { expression: unknown }[];
  return literalText(first?.expression);
};

const collect = (value: unknown, path: readonly string[], found: string[]): void => {
  if (!isNode(value)) return;
  const title = value.type === 'CallExpression' ? titleOf(value) : undefined;
  const here = title === undefined ? path : [...path, title];
  if (title !== undefined && calledName(value['callee']) !== 'describe') found.push(here.join(' > '));
  for (const child of Object.values(value)) collect(child, here, found);
};

/** Full titles of the tests in a source text, each with the titles of the groups around it. */
export const testTitles = (text: string): string[] => {
  const found: string[] = [];
  collect(parseSync(text, { syntax: 'typescript', target: 'es2024' }), [], found);
  return found;
};

const refusals = [
  {
    pattern: /\bshould\b/i,
    rule: 'test-title-states-a-fact',
    advice: 'state the result, in the present tense',
  },
  {
    pattern: /(?<!\$)\b(?:what|whatever|whoever|nobody|somebody|anew)\b/,
    rule: 'test-title-names-the-noun',
    advice: 'name the noun or the role',
  },
] as const;

/** Titles are the specification: each states one thing once, as a fact. */
export const testTitleProblems = (files: readonly SourceFile[]): Problem[] => {
  const seen = new Map<string, string>();
  return files
    .filter(({ path }) => isTest(path) && /\.(?:test|contract|suite)\.ts$/.test(path))
    .flatMap(({ path, text }) => testTitles(text).map((title) => ({ path, title })))
    .flatMap(({ path, title }) => {
      const first = seen.get(title);
      seen.set(title, first ?? path);
      return [
        ...(first === undefined
          ? []
          : [
              {
                path,
                rule: 'unique-test-title',
                advice: `"${title}" is already in ${first}: say what differs`,
              },
            ]),
        ...refusals
          .filter(({ pattern }) => pattern.test(title))
          .map(({ rule, advice }) => ({ path, rule, advice: `"${title}": ${advice}` })),
      ];
    });
};
