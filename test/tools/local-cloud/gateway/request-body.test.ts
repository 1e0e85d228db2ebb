import { describe, expect, it } from 'vitest';
import { encodeBody } from '../../../../tools/local-cloud/gateway/request-body.ts';

const bytes = Buffer.from('{"name":"thé"}');

describe('encodeBody', () => {
  it.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'text/plain',
    'text/csv',
    'application/xml',
  ])('hands %s on as text', (type) => {
    expect(encodeBody(bytes, type)).toEqual({ body: '{"name":"thé"}', isBase64Encoded: false });
  });

  it.each(['application/octet-stream', 'image/png', 'application/x-www-form-urlencoded', undefined])(
    'hands %s on in base64',
    (type) => {
      expect(encodeBody(bytes, type)).toEqual({ body: bytes.toString('base64'), isBase64Encoded: true });
    },
  );

  it('has no body where none was sent', () => {
    expect(encodeBody(Buffer.alloc(0), 'image/png')).toEqual({ isBase64Encoded: false });
  });
});
