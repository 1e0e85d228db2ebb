import type { Problem, SourceFile } from '../source-file.ts';

interface ForbiddenCode {
  readonly rule: string;
  readonly where: RegExp;
  readonly except?: string;
  readonly pattern: RegExp;
  readonly advice: string;
}

const pureCode = /^lib\/(?:domain|slo)\//;

const forbidden: readonly ForbiddenCode[] = [
  {
    rule: 'no-module-patching',
    where: /./,
    pattern: /\b(?:vi|jest)\s*\.\s*(?:mock|doMock|unstable_mockModule)\b/,
    advice: 'pass the collaborator in as an argument, and a double of it in the test',
  },
  {
    rule: 'one-environment-reader',
    where: /^(?:lib|functions)\//,
    except: 'lib/composition/env.ts',
    pattern: /\bprocess\s*(?:\.\s*env\b|\[)|\benv\b[^;]*['"](?:node:)?process['"]/,
    advice: 'read it in lib/composition/env.ts and pass the value in',
  },
  {
    rule: 'no-inline-type-import',
    where: /./,
    pattern: /\btypeof import\(|\bimport\(\s*(['"])[^'"]*\1\s*\)\s*\.\s*[A-Z]/,
    advice: 'write `import type`, which the import rules can see',
  },
  {
    rule: 'domain-is-synchronous',
    where: pureCode,
    pattern: /\basync\b|\bawait\b|\bPromise\b|\b(?:set(?:Timeout|Interval|Immediate)|queueMicrotask)\b/,
    advice: 'return a value; the use case does asynchronous work',
  },
  {
    rule: 'domain-is-deterministic',
    where: pureCode,
    pattern:
      /\bDate\.now\b|\bnew Date\b(?!\(\s*[^\s)])|\bperformance\b|\bMath\.random\b|\bcrypto\b|\brandomUUID\b/,
    advice: 'take the time, the id or the random number as an argument',
  },
  {
    rule: 'domain-has-no-effects',
    where: pureCode,
    pattern: /\b(?:process|console|globalThis|fetch)\b\s*[.([]/,
    advice: 'return facts; the use case publishes them',
  },
];

/** Comments replaced by nothing, lines kept. */
const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .replace(/(^|\s)\/\/.*$/gm, '$1');

/** Code that must not appear in a place, found by its text. */
export const forbiddenCodeProblems = ({ path, text }: SourceFile): Problem[] => {
  const lines = withoutComments(text).split('\n');
  return forbidden
    .filter(({ where, except }) => where.test(path) && path !== except)
    .flatMap(({ rule, pattern, advice }) =>
      lines.flatMap((line, index) => (pattern.test(line) ? [{ path, line: index + 1, rule, advice }] : [])),
    );
};
