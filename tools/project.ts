import { join } from 'node:path';

/** The project's root. */
export const projectRoot = join(import.meta.dirname, '..');

/** Absolute path of a file of the project, by its path from the root. */
export const projectFile = (...path: readonly string[]): string => join(projectRoot, ...path);
