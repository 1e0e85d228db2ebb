import { posix } from 'node:path';
import type { SourceFile } from '../source-file.ts';

const importPattern = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/** Files that an entry imports by relative path, directly or through others, types included; the entry is one. */
export const importReach = (entry: string, files: readonly SourceFile[]): readonly string[] => {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const reached = new Set([entry]);
  // Iteration over a set includes the members that are added meanwhile.
  for (const path of reached) {
    for (const [, specifier = ''] of (texts.get(path) ?? '').matchAll(importPattern)) {
      reached.add(posix.join(posix.dirname(path), specifier));
    }
  }
  return [...reached];
};

export const lineCount = ({ text }: SourceFile): number =>
  text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** Paths that share their base name with another of the files, by that name. */
export const duplicateBaseNames = (paths: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const byName = Map.groupBy(paths, (path) => posix.basename(path));
  return new Map([...byName].filter(([, sharing]) => sharing.length > 1));
};
