import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Path of a program in the first folder of a `PATH` that has it, if any does. */
export const findProgram = (name: string, searchPath = ''): string | undefined =>
  searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(canRun);
