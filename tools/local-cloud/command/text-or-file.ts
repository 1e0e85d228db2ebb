import { readFile } from 'node:fs/promises';
import { CommandError } from '../../command-line/command-error.ts';

/**
 * The text of an option, or that of the file whose name follows an @.
 * @throws {CommandError} for a file that cannot be read.
 */
export const textOrFile = async (given: string, option: string): Promise<string> => {
  if (!given.startsWith('@')) return given;
  return readFile(given.slice(1), 'utf8').catch(() => {
    throw new CommandError(`The file ${given.slice(1)} of ${option} cannot be read.`);
  });
};
