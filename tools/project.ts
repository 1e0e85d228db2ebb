import { join } from 'node:path';

/** The project's root. */
export const projectRoot = join(import.meta.dirname, '..');

/** Absolute path of a file of the project, by its path from the root. */
export const projectFile = (...path: readonly string[]): string => join(projectRoot, ...path);

/** Arguments of Node that start a program of the project as its npm script does: a process loads what others compiled. */
export const launched = (program: string): readonly [launcher: string, program: string] => [
  projectFile('tools', 'launch.mjs'),
  program,
];
