import { type BuildOptions, build, type OutputFile } from 'esbuild';
import { projectFile } from '../../project.ts';

/** Entry of the built client. */
export const builtClient = projectFile('client', 'dist', 'order-service-client.js');

/** The client as one module for any runtime. @returns the files, unwritten: its source map, if there is one, and its code. */
export const bundleClient = async (options: BuildOptions = {}): Promise<readonly OutputFile[]> => {
  const { outputFiles } = await build({
    entryPoints: [projectFile('client', 'src', 'order-service-client.ts')],
    outfile: builtClient,
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
