import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary directory for bundles. */
export interface Workspace {
  readonly directory: string;
  /** Writes a module and returns its path. */
  write(name: string, code: Uint8Array): Promise<string>;
  remove(): void;
}

export const createWorkspace = async (): Promise<Workspace> => {
  const directory = await mkdtemp(join(tmpdir(), 'order-service-bench-'));
  return {
    directory,
    write: async (name, code) => {
      const file = join(directory, `${name}.mjs`);
      await writeFile(file, code);
      return file;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
};
