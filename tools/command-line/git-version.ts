import { spawnSync } from 'node:child_process';
import { projectRoot } from '../project.ts';

/** The version in the working tree as git describes it, such as `v1.4-3-gab12cd34` or `ab12cd34-dirty`; `undefined` outside of git. */
export const gitVersion = (directory = projectRoot): string | undefined => {
  const { status, stdout } = spawnSync('git', ['describe', '--tags', '--always', '--dirty'], {
    cwd: directory,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
};
