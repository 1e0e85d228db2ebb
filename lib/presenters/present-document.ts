import { headers } from '../contract/headers.ts';
import { acceptsGzip, textOfGzip } from '../platform/gzip.ts';
import type { ApiResponse } from '../platform/response.ts';

/** A document that changes with a deployment only. */
export interface PublishedDocument {
  readonly contentType: string;
  /** In double quotes. */
  readonly etag: string;
  /** The compressed bytes, as Base64. */
  readonly gzip: string;
  readonly contentSecurityPolicy?: string;
}

/** Headers of a request that decide the form of the answer. Names in lower case. */
interface DocumentHeaders {
  readonly 'accept-encoding'?: string | undefined;
  readonly 'if-none-match'?: string | undefined;
}

/** RFC 9110, 13.1.2: the comparison is weak. */
const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === '*' ||
    ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag));

/** The document in gzip, decompressed for a client that does not take it, or 304 for one that has it. */
export const respondDocument = (
  { contentType, etag, gzip, contentSecurityPolicy }: PublishedDocument,
  sent: DocumentHeaders,
): ApiResponse => {
  const shared = {
    [headers.etag]: etag,
    // A browser asks each time, and gets 304: a new deployment shows at once.
    [headers.cacheControl]: 'public, no-cache',
    // The gateway names the origin of the request in its answer.
    [headers.vary]: 'Accept-Encoding, Origin',
  };
  if (isKnown(sent['if-none-match'], etag)) return { statusCode: 304, headers: shared, body: '' };
  const described = {
    ...shared,
    'Content-Type': contentType,
    'X-Content-Type-Options': 'nosniff',
    ...(contentSecurityPolicy !== undefined && { [headers.contentSecurityPolicy]: contentSecurityPolicy }),
  };
  if (!acceptsGzip(sent['accept-encoding'])) {
    return { statusCode: 200, headers: described, body: textOfGzip(gzip) };
  }
  return {
    statusCode: 200,
    headers: { ...described, 'Content-Encoding': 'gzip' },
    body: gzip,
    isBase64Encoded: true,
  };
};
