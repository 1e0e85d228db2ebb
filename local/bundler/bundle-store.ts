import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile, OutputFile } from 'esbuild';

export interface Bundles {
  readonly metafile: Metafile;
  readonly outputFiles: readonly OutputFile[];
}

/**
 * The bundles of all functions. Their files stay for as long as anybody may want to load them: esbuild itself
 * deletes what a later build no longer makes, and after a failed one that is everything.
 */
export interface BundleStore {
  /** Takes the outputs of a build over, and tells which functions have another bundle than before. */
  update(bundles: Bundles): Promise<readonly string[]>;
  /** URL of a function's bundle, if it has one. */
  find(functionName: string): string | undefined;
  /** Directories of the project's own files that any bundle so far was made of. */
  sourceDirectories(): ReadonlySet<string>;
}

/** @param entries source file of each function, relative to `projectRoot`. */
export const createBundleStore = (
  projectRoot: string,
  entries: Readonly<Record<string, string>>,
): BundleStore => {
  const names = new Map(Object.entries(entries).map(([name, entry]) => [resolve(projectRoot, entry), name]));
  const urls = new Map<string, string>();
  const written = new Set<string>();
  const directories = new Set<string>();

  const write = async ({ path, contents }: OutputFile) => {
    // The name holds the content's hash.
    if (written.has(path)) return;
    written.add(path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  };

  return {
    find: (functionName) => urls.get(functionName),
    sourceDirectories: () => directories,
    async update({ metafile, outputFiles }) {
      await Promise.all(outputFiles.map(write));
      for (const file of Object.keys(metafile.inputs)) {
        if (!file.includes('node_modules/')) directories.add(dirname(resolve(projectRoot, file)));
      }
      const changed: string[] = [];
      for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
        const name = entryPoint === undefined ? undefined : names.get(resolve(projectRoot, entryPoint));
        if (name === undefined) continue;
        const url = pathToFileURL(resolve(projectRoot, file)).href;
        const earlier = urls.get(name);
        if (earlier !== undefined && earlier !== url) changed.push(name);
        urls.set(name, url);
      }
      return changed;
    },
  };
};
