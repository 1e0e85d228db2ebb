import { randomUUID } from 'node:crypto';
import { copyFile, rename, rm, writeFile } from 'node:fs/promises';

const settle = async (file: string, prepare: (draft: string) => Promise<void>) => {
  const draft = `${file}.${randomUUID()}`;
  try {
    await prepare(draft);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
};

/** Replaces a file atomically: a concurrent reader gets the whole old one or the whole new one. */
export const writeSettled = (file: string, content: string | Uint8Array): Promise<void> =>
  settle(file, (draft) => writeFile(draft, content));

/** Copies a file in the same way. */
export const copySettled = (source: string, file: string): Promise<void> =>
  settle(file, (draft) => copyFile(source, draft));
