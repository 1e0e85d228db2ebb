import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bundle } from './bundle.ts';

/**
 * The current bundles of all functions. Their files stay as long as an environment may load them: esbuild
 * itself deletes what a later build no longer makes, and after a failed one that is everything.
 */
export interface BundleStore {
  /** Adopts bundles, and returns the functions with another one than before. */
  update(bundles: readonly Bundle[]): readonly string[];
  /** URL of a function's bundle, if it has one. */
  find(functionName: string): string | undefined;
  /** Directories of the project's own files that any bundle so far was made of. */
  sourceDirectories(): ReadonlySet<string>;
}

export const createBundleStore = (): BundleStore => {
  const urls = new Map<string, string>();
  const directories = new Set<string>();

  return {
    find: (functionName) => urls.get(functionName),
    sourceDirectories: () => directories,
    update(bundles) {
      const changed: string[] = [];
      for (const { functionName, module, inputs } of bundles) {
        for (const file of inputs) if (!file.includes('node_modules')) directories.add(dirname(file));
        const url = pathToFileURL(module).href;
        const earlier = urls.get(functionName);
        if (earlier !== undefined && earlier !== url) changed.push(functionName);
        urls.set(functionName, url);
      }
      return changed;
    },
  };
};
