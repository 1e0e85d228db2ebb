import { spawnSync } from 'node:child_process';
import { launched, projectRoot } from '../../project.ts';
import type { Needs } from './quotas.ts';

/**
 * Counts what the templates of a stage need of the quotas of its account.
 * @throws {Error} when the templates cannot be made.
 */
export const needsOf = async ({ name }: { readonly name: string }): Promise<Needs> => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...launched('tools/synth/count-resources.ts'), '--stage', name],
    { cwd: projectRoot, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the resources of ${name} cannot be counted: ${stderr.trim()}`);
  return JSON.parse(stdout) as Needs;
};
