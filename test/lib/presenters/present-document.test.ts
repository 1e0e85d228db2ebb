import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { respondDocument } from '../../../lib/presenters/present-document.ts';

const document = {
  contentType: 'text/html; charset=utf-8',
  etag: '"abc"',
  gzip: gzipSync('<p>text</p>').toString('base64'),
  contentSecurityPolicy: "default-src 'none'",
};

describe('respondDocument', () => {
  it('gives the compressed bytes to a client that takes gzip', () => {
    expect(respondDocument(document, { 'accept-encoding': 'br, gzip' })).toMatchObject({
      statusCode: 200,
      headers: { ETag: '"abc"', 'Content-Encoding': 'gzip', 'Content-Security-Policy': "default-src 'none'" },
      body: document.gzip,
      isBase64Encoded: true,
    });
  });

  it.each([undefined, 'br', 'gzip;q=0'])('gives the text to a client that takes %s', (encoding) => {
    const answer = respondDocument(document, { 'accept-encoding': encoding });
    expect(answer).toMatchObject({ statusCode: 200, body: '<p>text</p>' });
    expect(answer.headers).not.toHaveProperty('Content-Encoding');
  });

  it.each(['"abc"', 'W/"abc"', '"x", "abc"', '*'])('answers 304 to If-None-Match %s', (known) => {
    const answer = respondDocument(document, { 'if-none-match': known });
    expect(answer).toMatchObject({ statusCode: 304, body: '', headers: { ETag: '"abc"' } });
  });

  it('returns the document for another entity tag', () => {
    expect(respondDocument(document, { 'if-none-match': '"x"' }).statusCode).toBe(200);
  });
});
