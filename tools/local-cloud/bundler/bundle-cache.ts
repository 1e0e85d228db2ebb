import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Bundle } from './bundle.ts';
import type { FileStates } from './file-state.ts';
import { copySettled, writeSettled } from './settled-file.ts';

/** Bundles of earlier runs and of other processes. */
export interface BundleCache {
  /**
   * Puts the bundle into a directory, if there is one that was made in the same way of the same files.
   * @param recipe everything besides its sources that decides what a bundle looks like.
   */
  find(
    functionName: string,
    recipe: string,
    outdir: string,
    stateOf: FileStates,
  ): Promise<Bundle | undefined>;
  /** @param builtSince start of its build: a file that changed later may have been read before or after the change. */
  keep(bundle: Bundle, recipe: string, builtSince: number, stateOf: FileStates): Promise<void>;
}

/** Folder of the kept bundles, for all processes. Deleting it is always safe. */
export const bundleCacheDirectory = (projectRoot: string): string => join(projectRoot, '.build', 'bundles');

interface Manifest {
  /** Names of files in the cache: the module, then what belongs to it. */
  readonly files: readonly string[];
  /** State of each input when the bundle was built. */
  readonly inputs: Readonly<Record<string, string>>;
}

const isSame = async ({ inputs }: Manifest, stateOf: FileStates): Promise<boolean> => {
  const same = async ([file, fingerprint]: [string, string]) =>
    (await stateOf(file)).fingerprint === fingerprint;
  return (await Promise.all(Object.entries(inputs).map(same))).every(Boolean);
};

/** Looks at times and sizes of the inputs, not at their content: there are a thousand of them. */
export const createBundleCache = (directory: string): BundleCache => {
  const manifestFile = (functionName: string, recipe: string) => {
    const key = createHash('sha256').update(recipe).digest('hex').slice(0, 16);
    return join(directory, `${functionName}-${key}.json`);
  };

  const readManifest = async (file: string): Promise<Manifest | undefined> => {
    try {
      return JSON.parse(await readFile(file, 'utf8'));
    } catch {
      // Not there, or cut off: then it is rebuilt.
      return undefined;
    }
  };

  return {
    async find(functionName, recipe, outdir, stateOf) {
      const manifest = await readManifest(manifestFile(functionName, recipe));
      if (!manifest || !(await isSame(manifest, stateOf))) return undefined;
      const [module = '', ...companions] = manifest.files.map((name) => join(outdir, name));
      try {
        await mkdir(outdir, { recursive: true });
        await Promise.all(
          manifest.files.map((name) => copySettled(join(directory, name), join(outdir, name))),
        );
      } catch {
        // Another process has just put a newer one in its place.
        return undefined;
      }
      return { functionName, module, companions, inputs: Object.keys(manifest.inputs) };
    },

    async keep({ functionName, module, companions, inputs }, recipe, builtSince, stateOf) {
      const states = await Promise.all(inputs.map(stateOf));
      if (states.some(({ changedAt }) => changedAt >= builtSince)) return;
      await mkdir(directory, { recursive: true });
      const file = manifestFile(functionName, recipe);
      const earlier = await readManifest(file);
      const files = [module, ...companions];
      await Promise.all(files.map((path) => copySettled(path, join(directory, basename(path)))));
      const manifest: Manifest = {
        files: files.map((path) => basename(path)),
        inputs: Object.fromEntries(inputs.map((path, index) => [path, states[index]?.fingerprint ?? ''])),
      };
      await writeSettled(file, JSON.stringify(manifest));
      const outdated = (earlier?.files ?? []).filter((name) => !manifest.files.includes(name));
      await Promise.all(outdated.map((name) => rm(join(directory, name), { force: true })));
    },
  };
};
