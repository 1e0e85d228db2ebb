import type { BuildOptions, OutputFile } from 'esbuild';
import { build } from '../../esbuild-service.ts';
import { projectFile } from '../../project.ts';

/** Entries of the package. */
const entries = ['order-service-client', 'inbox'] as const;

/** Where the built client is. */
export const clientFolder = projectFile('client', 'dist');

/** Each entry of the client as one module for any runtime. @returns the files, unwritten. */
export const bundleClient = async (
  options: BuildOptions = {},
  names: readonly (typeof entries)[number][] = entries,
): Promise<readonly OutputFile[]> => {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => projectFile('client', 'src', `${name}.ts`)),
    outdir: clientFolder,
    bundle: true,
    format: 'esm',
    // No platform: an import of a module of Node fails the build.
    platform: 'neutral',
    target: 'es2022',
    ...options,
    write: false,
  });
  return outputFiles;
};
