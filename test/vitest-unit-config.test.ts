import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectFile, projectRoot } from '../tools/project.ts';
import config from '../vitest.unit.config.ts';

const { include = [], exclude = [] } = config.test ?? {};
const filesOf = (patterns: readonly string[]) => globSync([...patterns], { cwd: projectRoot });

describe('vitest.unit.config.ts', () => {
  it.each(exclude)('excludes existing tests by %s', (pattern) => {
    expect(filesOf([pattern])).not.toEqual([]);
  });

  it('includes no test that starts a process, a server or the embedded database', () => {
    const starts =
      /from '(?:node:(?:child_process|https?|net|worker_threads)|.*\/(?:embedded-tables|redis-server|promtool)\.ts)'/;
    const excluded = new Set(filesOf(exclude));
    const starting = filesOf(include).filter(
      (file) => !excluded.has(file) && starts.test(readFileSync(projectFile(file), 'utf8')),
    );
    expect(starting).toEqual([]);
  });
});
