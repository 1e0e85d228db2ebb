import { spawnSync } from 'node:child_process';
import { endingOf } from '../../command-line/ending-of.ts';
import { launched, projectRoot } from '../../project.ts';
import type { Needs } from './quotas.ts';

/**
 * Counts what the templates of a stage need of the quotas of its account.
 * @throws {Error} when the templates cannot be made.
 */
export const needsOf = async ({ name }: { readonly name: string }): Promise<Needs> => {
  const end = spawnSync(process.execPath, [...launched('tools/synth/count-resources.ts'), '--stage', name], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  if (end.status !== 0)
    throw new Error(`the resources of ${name} cannot be counted (${endingOf(end)}): ${end.stderr?.trim()}`);
  return JSON.parse(end.stdout) as Needs;
};
