import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { bundling } from '../../../lib/contract/bundling.ts';
import type { BundlingStyle } from '../contestants.ts';

export const projectRoot = join(import.meta.dirname, '../../..');

const shared = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  format: bundling.format,
  target: bundling.target,
  minify: bundling.minify,
  banner: { js: bundling.banner },
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

const styles: Readonly<Record<BundlingStyle, BuildOptions>> = {
  contract: {
    ...shared,
    mainFields: [...bundling.mainFields],
    conditions: [...bundling.conditions],
    alias: Object.fromEntries(
      Object.entries(bundling.alias).map(([name, file]) => [name, join(projectRoot, file)]),
    ),
  },
  // The format and its banner are no choice of the peer's: without them nothing would load.
  'esbuild-defaults': shared,
};

/** esbuild's options for one bundle that is kept in memory. */
export const buildOptions = (style: BundlingStyle): BuildOptions => styles[style];
