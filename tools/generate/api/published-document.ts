import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PublishedDocument } from '../../../lib/presenters/present-document.ts';
import { projectFile } from '../../project.ts';

/** The bytes that a file has now, if they are those of the text: compressors differ from machine to machine. */
const currentGzip = (path: string, text: string): string | undefined => {
  if (!existsSync(path)) return undefined;
  try {
    const { gzip } = JSON.parse(readFileSync(path, 'utf8')) as PublishedDocument;
    return gunzipSync(Buffer.from(gzip, 'base64')).toString() === text ? gzip : undefined;
  } catch {
    // Cut off or merged by hand: it is rewritten.
    return undefined;
  }
};

/** The file from which a function serves a text. @param path from the project's root. */
export const publishedDocument = (
  path: string,
  text: string,
  facts: Pick<PublishedDocument, 'contentType' | 'contentSecurityPolicy'>,
): string => {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const gzip = currentGzip(projectFile(path), text) ?? gzipSync(text, { level: 9 }).toString('base64');
  return `${JSON.stringify({ ...facts, etag, gzip } satisfies PublishedDocument, null, 2)}\n`;
};
