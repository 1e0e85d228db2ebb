import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Runs promtool's unit tests of rules. */
export interface Promtool {
  /** The output for test files in a folder, whether their tests pass or not. */
  readonly testRules: (files: readonly string[], folder: string) => Promise<string>;
}

let runs = 0;

/** The promtool at a path. */
export const promtoolAt = (path: string): Promtool => ({
  async testRules(files, folder) {
    runs += 1;
    const printed = join(folder, `promtool-${runs}.txt`);
    // It names files on one stream and their failures on the other: only in one file do they stay in order.
    const descriptor = openSync(printed, 'w');
    try {
      const child = spawn(path, ['test', 'rules', ...files], {
        cwd: folder,
        stdio: ['ignore', descriptor, descriptor],
      });
      await once(child, 'close');
      return readFileSync(printed, 'utf8');
    } finally {
      closeSync(descriptor);
      rmSync(printed);
    }
  },
});
