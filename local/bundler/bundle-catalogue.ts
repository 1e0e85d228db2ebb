import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile } from 'esbuild';

/** Which file holds the current bundle of each function. */
export interface BundleCatalogue {
  /** Takes the outputs of a build over, and tells which functions have another bundle than before. */
  update(metafile: Metafile): readonly string[];
  /** URL of a function's bundle, if it has one. */
  find(functionName: string): string | undefined;
}

/** @param entries source file of each function, relative to `projectRoot`. */
export const createBundleCatalogue = (
  projectRoot: string,
  entries: Readonly<Record<string, string>>,
): BundleCatalogue => {
  const names = new Map(Object.entries(entries).map(([name, entry]) => [resolve(projectRoot, entry), name]));
  const urls = new Map<string, string>();
  return {
    find: (functionName) => urls.get(functionName),
    update({ outputs }) {
      const changed: string[] = [];
      for (const [file, { entryPoint }] of Object.entries(outputs)) {
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
