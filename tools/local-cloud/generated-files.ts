import { readFileSync } from 'node:fs';
import { CommandError } from '../command-line/command-error.ts';
import { projectFile } from '../project.ts';
import { delayDifferences, delaysOf } from './delays.ts';
import { orderServiceDeployment } from './order-service-deployment.ts';
import { paces } from './pace.ts';

const localRun = 'docs/local-run.md';

const marker = 'generated table: periods and delays';
const section = new RegExp(`(<!-- ${marker} -->\\n)[\\s\\S]*?(<!-- end -->)`);

/** The table of docs/local-run.md with every delay that differs between the paces. */
export const delayTable = (): string => {
  const [here, deployed] = (['local', 'aws'] as const).map((pace) =>
    delaysOf(orderServiceDeployment({ pace }), paces[pace]),
  );
  const rows = delayDifferences(here ?? {}, deployed ?? {}).map(
    (row) => `| ${row.what} | ${row.here} | ${row.deployed} |`,
  );
  return ['| | `local` | `aws` |', '| --- | --- | --- |', ...rows, ''].join('\n');
};

/**
 * docs/local-run.md with the table as the contract has it; people write the rest.
 * @throws {CommandError} when the text has no place for it.
 */
export const withDelayTable = (text: string): string => {
  if (!section.test(text))
    throw new CommandError(`${localRun} has no lines "<!-- ${marker} -->" and "<!-- end -->".`);
  return text.replace(section, (_, start: string, end: string) => `${start}${delayTable()}${end}`);
};

/** Generators of the files that this folder writes, by path from the project's root. */
export const localRunFiles: Readonly<Record<string, () => string>> = {
  [localRun]: () => withDelayTable(readFileSync(projectFile(localRun), 'utf8')),
};
