import { globSync, readFileSync } from 'node:fs';
import { anchorOf, anchorsOf } from '../markdown.ts';

export interface Runbook {
  /** Name of its file. */
  readonly file: string;
  readonly text: string;
  /** Its anchors, as GitHub makes them of headings. */
  readonly anchors: readonly string[];
}

/** Every runbook, by its file's name. */
export const runbooks: ReadonlyMap<string, Runbook> = new Map(
  globSync('docs/runbooks/*.md').map((path) => {
    const file = path.replace(/^.*[\\/]/, '');
    const text = readFileSync(path, 'utf8');
    return [file, { file, text, anchors: anchorsOf(text) }];
  }),
);

/** The sections of a runbook that alarms link to, each with its anchor and its text. */
export const sectionsOf = ({ text }: Runbook): { readonly anchor: string; readonly text: string }[] =>
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => ({ anchor: anchorOf(section.split('\n')[0] ?? ''), text: section }));

/** The commands of a runbook: its shell blocks, with a word for what the reader fills in. */
export const commandsOf = (text: string): string[] =>
  [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) =>
    block.replace(/<[\w ’']+>/g, 'PLACEHOLDER'),
  );

/** The first command of a section, after variables. */
export const firstCommandOf = (section: string): string =>
  /```sh\n(?:\w+=[\w-]+ .*\n)*(.*)/.exec(section)?.[1] ?? '';

const askedIn = (text: string): string[] =>
  [...text.matchAll(/^\s*(?:ask|access) '([^'\n]+)'|^causes$/gm)].map(([command, query]) => query ?? command);

const [causes = ''] = askedIn(runbooks.get('README.md')?.text ?? '');

/** The queries that a text asks CloudWatch Logs Insights, in their order; `causes` stands for its own. */
export const queriesOf = (text: string): string[] =>
  askedIn(text).map((query) => (query === 'causes' ? causes : query));
