import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { BuildOptions, Metafile, OutputFile } from 'esbuild';
import { build } from '../../esbuild-service.ts';
import type { Bundle } from './bundle.ts';
import { writeSettled } from './settled-file.ts';

export interface BundleBuildOptions extends Omit<BuildOptions, 'entryPoints'> {
  readonly absWorkingDir: string;
  /** Source file of each function, relative to the working directory. */
  readonly entryPoints: Readonly<Record<string, string>>;
  readonly outdir: string;
  readonly metafile: true;
  readonly write: false;
}

/** Everything that a file imports, and what that imports, and so on. */
const reachableFrom = (entry: string, inputs: Metafile['inputs']): ReadonlySet<string> => {
  const found = new Set([entry]);
  // A set that grows while it is walked through is walked through to its new end.
  for (const file of found) {
    for (const { path, external } of inputs[file]?.imports ?? []) if (!external) found.add(path);
  }
  return found;
};

const write = async ({ path, contents }: OutputFile) => {
  await mkdir(dirname(path), { recursive: true });
  await writeSettled(path, contents);
};

/**
 * Builds functions and writes them to the output directory.
 * @throws {BuildFailure} esbuild's own, when one of them does not compile; then nothing is written.
 */
export const buildBundles = async (options: BundleBuildOptions): Promise<readonly Bundle[]> => {
  const { absWorkingDir, entryPoints } = options;
  const { metafile, outputFiles } = await build({ ...options, entryPoints: { ...entryPoints } });
  await Promise.all(outputFiles.map(write));
  const absolute = (file: string) => resolve(absWorkingDir, file);
  const outputs = Object.entries(metafile.outputs);
  return Object.entries(entryPoints).flatMap(([functionName, entry]) => {
    const output = outputs.find(([, { entryPoint = '' }]) => absolute(entryPoint) === absolute(entry));
    if (!output) return [];
    const [module, { entryPoint = '' }] = output;
    return [
      {
        functionName,
        module: absolute(module),
        companions: outputs.flatMap(([file]) => (file === `${module}.map` ? [absolute(file)] : [])),
        inputs: [...reachableFrom(entryPoint, metafile.inputs)].map(absolute),
      },
    ];
  });
};
