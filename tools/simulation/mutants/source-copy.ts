import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { projectRoot } from '../../project.ts';
import { type Mutant, plant } from './mutant.ts';

/** A copy of the sources, in which faults are planted. */
export interface SourceCopy {
  readonly root: string;
  /** Runs `work` while the copy has the fault. */
  withMutant<T>(mutant: Mutant, work: () => Promise<T>): Promise<T>;
  remove(): void;
}

/** Folders that no test and no history needs a copy of. */
const leftOut = new Set(['node_modules', '.git', '.build', '.local', 'cdk.out', 'coverage']);

const isCopied = (path: string): boolean => !leftOut.has(relative(projectRoot, path));

export const copySources = (): SourceCopy => {
  const root = mkdtempSync(join(tmpdir(), 'order-service-mutant-'));
  cpSync(projectRoot, root, { recursive: true, filter: isCopied });
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  return {
    root,
    async withMutant(mutant, work) {
      const path = join(root, mutant.file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, plant(mutant, source));
      try {
        return await work();
      } finally {
        writeFileSync(path, source);
      }
    },
    remove: () => rmSync(root, { recursive: true }),
  };
};
