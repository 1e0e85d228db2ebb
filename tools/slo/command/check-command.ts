import { existsSync, readFileSync } from 'node:fs';
import { monitoringFiles } from '../generated-files.ts';
import { runbookFiles } from '../runbooks.ts';

/** What is made from the service's objectives: all that monitors it, the list of its series, the runbooks' first lines. */
export const objectiveFiles: Readonly<Record<string, () => string>> = Object.fromEntries(
  Object.entries(monitoringFiles).filter(
    ([path]) => path.startsWith('monitoring/') || path === 'docs/metrics.md' || path in runbookFiles,
  ),
);

/** A file's text; undefined when there is none. */
export const readText = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;

/** Paths of the files that are not as they would be generated now. */
export const outOfDate = (
  files: Readonly<Record<string, () => string>>,
  read: (path: string) => string | undefined,
): readonly string[] =>
  Object.entries(files)
    .filter(([path, generate]) => read(path) !== generate())
    .map(([path]) => path);
