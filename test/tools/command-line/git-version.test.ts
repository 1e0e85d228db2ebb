import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { gitVersion } from '../../../tools/command-line/git-version.ts';

describe('gitVersion', () => {
  it('is the description of the working tree by git', () => {
    expect(gitVersion()).toMatch(/^\S+$/);
  });

  it('is unknown outside of a repository', () => {
    expect(gitVersion(tmpdir())).toBeUndefined();
  });
});
