import { describe, expect, it } from 'vitest';
import { parseProxyResult } from '../../../../tools/local-cloud/gateway/proxy-result.ts';

const parse = (result: unknown) => parseProxyResult(JSON.stringify(result));

describe('parseProxyResult', () => {
  describe('when the result is a response', () => {
    it('takes status, headers, cookies and body from it', () => {
      const result = {
        statusCode: 201,
        headers: { Location: '/a', 'X-Count': 3, 'Content-Type': 'application/json' },
        cookies: ['a=1', 'b=2'],
        body: '{}',
      };
      expect(parse(result)).toEqual({
        status: 201,
        headers: {
          location: '/a',
          'x-count': '3',
          'content-type': 'application/json',
          'set-cookie': ['a=1', 'b=2'],
        },
        body: '{}',
      });
    });

    it('decodes a base64 body', () => {
      const body = Buffer.from([0, 255, 1]);
      const result = { statusCode: 200, body: body.toString('base64'), isBase64Encoded: true };
      expect(parse(result)?.body).toEqual(body);
    });

    it('calls a body without a type plain text', () => {
      expect(parse({ statusCode: 200, body: 'hi' })?.headers).toEqual({
        'content-type': 'text/plain;charset=UTF-8',
      });
    });

    it('needs neither headers nor body', () => {
      expect(parse({ statusCode: '204' })).toEqual({ status: 204, headers: {}, body: '' });
    });

    it('ignores headers that the gateway decides on, and multiValueHeaders, which format 2.0 has not', () => {
      const headers = { 'Content-Length': '9', Connection: 'close' };
      expect(parse({ statusCode: 200, headers, multiValueHeaders: { a: ['b'] } })?.headers).toEqual({});
    });
  });

  describe('when the result has no statusCode', () => {
    it.each([
      ['an object', { a: 1 }, '{"a":1}'],
      ['a string', 'hello', 'hello'],
      ['a list', [1], '[1]'],
      ['nothing', null, 'null'],
    ])('answers 200 with %s as JSON', (_, result, body) => {
      expect(parse(result)).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, body });
    });
  });

  it.each([
    ['a status that is no number', { statusCode: 'ok' }],
    ['a status out of range', { statusCode: 99 }],
    ['a body that is no string', { statusCode: 200, body: { a: 1 } }],
    ['headers that are no object', { statusCode: 200, headers: ['a'] }],
    ['a header that is a list', { statusCode: 200, headers: { a: ['b'] } }],
    ['cookies that are no list of strings', { statusCode: 200, cookies: 'a=1' }],
  ])('refuses %s', (_, result) => {
    expect(parse(result)).toBeUndefined();
  });
});
