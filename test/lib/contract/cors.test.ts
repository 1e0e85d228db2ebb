import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corsPolicy } from '../../../lib/contract/cors.ts';
import { headers } from '../../../lib/contract/headers.ts';

/** Headers of the responses in the OpenAPI document, and that of 405, which no route has. */
const ofResponses = [
  ...Object.keys(JSON.parse(readFileSync('docs/openapi.json', 'utf8')).components.headers),
  headers.allow,
];

/** Headers that a page may read without permission (Fetch, 2.2.2), and those that only the browser obeys. */
const needNoPermission: readonly string[] = [headers.cacheControl, headers.contentSecurityPolicy];

describe('corsPolicy', () => {
  it('lets a page read every header of a response', () => {
    expect(ofResponses).toContain(headers.retryAfter);
    const exposed: readonly string[] = corsPolicy.exposedHeaders;
    expect(ofResponses.filter((name) => ![...exposed, ...needNoPermission].includes(name))).toEqual([]);
  });
});
