import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { functionEntry } from '../lib/contract/bundling.ts';
import { projectRoot } from './bundles/build-options.ts';
import { bundleHandler } from './bundles/bundle.ts';
import { type Contestant, contestants } from './contestants.ts';

export interface BundleSize {
  readonly label: string;
  readonly rawBytes: number;
  readonly gzipBytes: number;
}

const sizeOf = async ({ label, ...source }: Contestant): Promise<BundleSize> => {
  const code = await bundleHandler(source);
  return { label, rawBytes: code.length, gzipBytes: gzipSync(code, { level: 9 }).length };
};

/** Sizes of the bundles of every function, and of the peers' after them. */
export const measureBundleSizes = async (): Promise<readonly BundleSize[]> => {
  const files = await readdir(join(projectRoot, 'functions'));
  const functions = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
    .sort()
    .map((name) => ({ label: name, entry: functionEntry(name), bundling: 'contract' as const }));
  const peers = [contestants.bare, contestants.bareDefaults, contestants.stock];
  return Promise.all([...functions, ...peers].map(sizeOf));
};
