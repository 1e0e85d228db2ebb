import type { Problem, SourceFile } from '../source-file.ts';

const riddle = {
  pattern: /(?:^|[.:!?|] +|\*\*)(?:What|Who|Whatever) [^?]*$/,
  advice: 'begin with the noun that "what" or "who" stands for',
};

const banned: readonly { readonly pattern: RegExp; readonly advice: string }[] = [
  {
    pattern: /\b(?:is|are|was|were|be|been|being) told\b/i,
    advice: 'name who reports what: "the alarm notifies …"',
  },
  { pattern: /\b(?:tell|tells|told|telling) of\b/i, advice: 'write "reports" or "describes"' },
  {
    pattern: /\b(?:nobody|somebody|whoever)\b/i,
    advice: 'name the role: operator, client, on-call engineer',
  },
  { pattern: /\banew\b/i, advice: 'write "again"' },
  riddle,
];

/** Source files whose texts users and operators read. */
const textsForPeople =
  /^(?:lib\/contract\/.*|lib\/slo\/.*|lib\/platform\/logging\/log-events|infra\/monitoring\/.*|tools\/.*)\.ts$/;

/** Files that quote the phrases. */
const exempt: ReadonlySet<string> = new Set([
  'docs/glossary.md',
  'tools/checks/house-rules/plain-english.ts',
]);

const literal = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

const blank = (part: string): string => part.replace(/[^\n]/g, ' ');

/** Texts of a TypeScript file: its literals of several words. Comments are left out. */
const textsIn = (source: string): [line: number, text: string][] => {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(^|\s)\/\/.*$/gm, blank);
  return [...code.matchAll(literal)].flatMap(({ 0: whole, index }) => {
    const line = code.slice(0, index).split('\n').length;
    return whole
      .slice(1, -1)
      .split('\n')
      .map((text, offset): [number, string] => [line + offset, text.trim()]);
  });
};

/** Lines of prose of a Markdown file: code is left out. */
const proseIn = (markdown: string): [line: number, text: string][] =>
  markdown
    .replace(/```[\s\S]*?```/g, blank)
    .split('\n')
    .map((text, index) => [index + 1, text.replace(/`[^`]*`/g, '').replace(/^[#>\-*\d. ]+(?=\w)/, '')]);

/** Lines of docstrings that begin a sentence with a riddle. */
const riddlesIn = (source: string): number[] =>
  source
    .split('\n')
    .flatMap((line, index) => (/^\s*(?:\/\*\*|\*) (?:What|Who|Whatever)\b/.test(line) ? [index + 1] : []));

/** Phrases that read translated, in documents, in texts that users and operators read, and first in docstrings. */
export const plainEnglishProblems = ({ path, text }: SourceFile): Problem[] => {
  if (exempt.has(path)) return [];
  const isDocument = path.endsWith('.md');
  const lines = isDocument ? proseIn(text) : textsForPeople.test(path) ? textsIn(text) : [];
  const problem = (line: number, advice: string): Problem => ({ path, line, rule: 'plain-english', advice });
  return [
    ...lines.flatMap(([line, sentence]) =>
      banned.filter(({ pattern }) => pattern.test(sentence)).map(({ advice }) => problem(line, advice)),
    ),
    ...(isDocument ? [] : riddlesIn(text).map((line) => problem(line, riddle.advice))),
  ];
};
