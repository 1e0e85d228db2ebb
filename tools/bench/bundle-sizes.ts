import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { functionEntry } from '../../lib/contract/bundling.ts';
import { projectFile } from '../project.ts';
import { bundleHandlers } from './bundles/bundle.ts';
import { contestants } from './contestants.ts';

export interface BundleSize {
  readonly label: string;
  readonly rawBytes: number;
  readonly gzipBytes: number;
}

const sizeOf = (label: string, code: Uint8Array | undefined): BundleSize => {
  if (!code) throw new Error(`esbuild made no bundle of ${label}`);
  return { label, rawBytes: code.length, gzipBytes: gzipSync(code, { level: 9 }).length };
};

/** Bundle sizes of every function, then of the peers. */
export const measureBundleSizes = async (): Promise<readonly BundleSize[]> => {
  const files = await readdir(projectFile('functions'));
  const functions = files.filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts'));
  const { bare, bareDefaults, stock, team } = contestants;
  const ours = await bundleHandlers(
    { bare: bare.entry, ...Object.fromEntries(functions.map((name) => [name, functionEntry(name)])) },
    'contract',
  );
  const theirs = await bundleHandlers(
    { bare: bareDefaults.entry, stock: stock.entry, team: team.entry },
    'esbuild-defaults',
  );
  return [
    ...functions.sort().map((name) => sizeOf(name, ours.get(name))),
    sizeOf(bare.label, ours.get('bare')),
    sizeOf(bareDefaults.label, theirs.get('bare')),
    sizeOf(stock.label, theirs.get('stock')),
    sizeOf(team.label, theirs.get('team')),
  ];
};
