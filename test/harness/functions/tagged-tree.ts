import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile, projectRoot } from '../../../tools/project.ts';

const git = (...parameters: string[]): string =>
  execFileSync('git', parameters, { cwd: projectRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * The newest tag of this commit or before it; undefined while there is none, and without Git. `BESIDE=<commit>` names another
 * commit, as of a version that is deployed and has no tag.
 */
export const lastTag = (): string | undefined => {
  const commit = process.env['BESIDE'];
  if (commit !== undefined) return commit;
  try {
    return git('describe', '--tags', '--abbrev=0').trim();
  } catch {
    return undefined;
  }
};

/** The files of a tag in a directory of their own, with the packages of this tree. */
export interface TaggedTree {
  readonly root: string;
  remove(): void;
}

/** @throws {Error} when Git cannot check the tag out. */
export const checkOutTag = (tag: string): TaggedTree => {
  const directory = mkdtempSync(join(tmpdir(), 'order-service-tag-'));
  const root = join(directory, 'tree');
  git('worktree', 'add', '--detach', root, tag);
  symlinkSync(projectFile('node_modules'), join(root, 'node_modules'));
  return {
    root,
    remove() {
      git('worktree', 'remove', '--force', root);
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
