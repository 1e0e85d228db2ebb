import type { Plugin } from 'esbuild';

/**
 * Puts a file in a package's place wherever a bundle imports the package; the file itself may import it.
 * @param replacement absolute path.
 */
export const replaceModule = (packageName: string, replacement: string): Plugin => ({
  name: `replace ${packageName}`,
  setup: ({ onResolve }) => {
    onResolve({ filter: new RegExp(`^${packageName}$`) }, ({ importer }) =>
      importer === replacement ? undefined : { path: replacement },
    );
  },
});
