import { readFileSync } from 'node:fs';
import { projectFile } from '../project.ts';
import { mutants } from './mutants/catalogue.ts';
import { simulator } from './mutants/mutant.ts';
import { type RunSummary, summaryLines } from './run/report.ts';

/** The recorded run, as `npm run simulate -- --summary` writes it. */
const recordedRun = 'docs/simulation-run.json';

const begin = '<!-- simulation:begin -->';
const end = '<!-- simulation:end -->';

/**
 * A text with another one between the marks of the simulated run.
 * @throws {Error} when it has no such marks.
 */
export const betweenMarks = (page: string, block: string): string => {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`a page has no ${begin} before its ${end}`);
  return `${page.slice(0, from)}${begin}\n\n${block}\n\n${page.slice(to)}`;
};

const whole = new Intl.NumberFormat('en-US');

/** The figures of a run. @param folder path of docs/ from the page. */
const figuresOf = (summary: RunSummary, folder: string): readonly string[] => [
  `The recorded run of ${whole.format(summary.histories)} histories ([simulation-run.json](${folder}simulation-run.json)):`,
  '',
  '```text',
  ...summaryLines(summary),
  '```',
];

const page = (path: string, folder: string, more: (summary: RunSummary) => readonly string[]) => () => {
  const summary: RunSummary = JSON.parse(readFileSync(projectFile(recordedRun), 'utf8'));
  const block = [...figuresOf(summary, folder), ...more(summary)].join('\n');
  return betweenMarks(readFileSync(projectFile(path), 'utf8'), block);
};

const neverHappened = ({ neverHappened: pairs }: RunSummary): readonly string[] =>
  pairs.length === 0
    ? []
    : [
        '',
        `Pairs of fault and step that did not happen in it: ${pairs.map((pair) => `\`${pair}\``).join(', ')}.`,
      ];

/** Every planted fault, by the file that it changes. */
const plantedFaults = (): string =>
  [
    '# Planted faults',
    '',
    '<!-- Written by `npm run generate` from tools/simulation/mutants/catalogue.ts. -->',
    '',
    `${mutants.length} small changes of the sources, each with the suite that finds it. \`npm run simulate -- --mutants\` plants one after the other in a`,
    'copy, and fails when a suite does not find its fault. `npm run simulate -- --mutant <id> --story` shows the smallest history that finds one.',
    ...[...Map.groupBy(mutants, ({ file }) => file)]
      .sort()
      .flatMap(([file, planted]) => [
        '',
        `## ${file}`,
        '',
        '| id | fault | found by |',
        '| --- | --- | --- |',
        ...planted.map(
          ({ id, breaks, suite }) =>
            `| \`${id}\` | ${breaks} | ${suite === simulator ? suite : `\`${suite}\``} |`,
        ),
      ]),
    '',
  ].join('\n');

/** Pages that show the recorded run and are otherwise written by hand, and the page of the planted faults. */
export const simulationFiles: Readonly<Record<string, () => string>> = {
  'README.md': page('README.md', 'docs/', () => []),
  'docs/guarantees.md': page('docs/guarantees.md', '', neverHappened),
  'docs/planted-faults.md': plantedFaults,
};
