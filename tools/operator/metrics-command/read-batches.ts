import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogBatch } from '../../../lib/metrics/aggregator.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { batchesIn } from './failed-batches.ts';

const unusable = (source: string) =>
  new CommandError(`${source} holds no log lines in a form that is known; --help lists them.`);

const filesIn = async (path: string): Promise<readonly string[]> => {
  const found = await stat(path).catch(() => {
    throw new CommandError(`${path} is not there.`);
  });
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};

const fromFile = async (path: string): Promise<readonly LogBatch[]> => {
  const text = await readFile(path, 'utf8');
  const batches = await batchesIn(JSON.parse(text)).catch(() => undefined);
  if (!batches) throw unusable(path);
  return batches;
};

/**
 * The batches in files, and in all files of folders.
 * @throws {CommandError} naming the first file that is not there or holds something else.
 */
export const readBatchFiles = async (paths: readonly string[]): Promise<readonly LogBatch[]> => {
  const files = (await Promise.all(paths.map(filesIn))).flat().sort();
  const batches: LogBatch[] = [];
  for (const file of files) {
    batches.push(
      ...(await fromFile(file).catch((error: unknown) => {
        throw error instanceof SyntaxError ? unusable(file) : error;
      })),
    );
  }
  return batches;
};

/**
 * The batches that the service on this machine has given up.
 * @throws {CommandError} when it does not run.
 */
export const readLocalFailures = async (url: string): Promise<readonly LogBatch[]> => {
  const answer = await fetch(`${url}/local/failures`).catch(() => {
    throw new CommandError(
      `No local service answers at ${url}. Start it with \`npm start\`, or name its address with --url.`,
    );
  });
  const batches = await batchesIn(await answer.json().catch(() => undefined));
  if (!batches) throw new CommandError(`The server at ${url} is not the local service.`);
  return batches;
};
