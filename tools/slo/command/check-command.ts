import { existsSync, readFileSync } from 'node:fs';
import { unwrittenPart } from '../runbooks.ts';

/** A file's text; undefined when it does not exist. */
export const readText = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;

/** One line for each file that is missing, differs from its generator, or is a runbook with unwritten parts. */
export const fileProblems = (
  files: Readonly<Record<string, () => string>>,
  read: (path: string) => string | undefined,
): readonly string[] =>
  Object.entries(files).flatMap(([path, generate]) => {
    const text = read(path);
    if (text === undefined) return [`${path} is missing: npm run generate`];
    if (text !== generate()) return [`${path} is out of date: npm run generate`];
    return text.includes(unwrittenPart) ? [`${path} has parts "${unwrittenPart}": write them`] : [];
  });
