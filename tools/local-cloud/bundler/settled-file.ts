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

/** Writes a file at one go: whoever reads it meanwhile sees all of the old one or all of the new one. */
export const writeSettled = (file: string, content: string | Uint8Array): Promise<void> =>
  settle(file, (draft) => writeFile(draft, content));

/** Copies a file in the same way. */
export const copySettled = (source: string, file: string): Promise<void> =>
  settle(file, (draft) => copyFile(source, draft));
