import { describe, expect, it } from 'vitest';
import { headBytes, parseRequestHeaders } from '../../../../tools/local-cloud/gateway/request-headers.ts';

describe('parseRequestHeaders', () => {
  it('joins repeated headers with commas, under their lower-case name', () => {
    expect(parseRequestHeaders(['X-Tag', 'a', 'Host', 'h', 'x-tag', 'b, c']).headers).toEqual({
      'x-tag': 'a,b, c',
      host: 'h',
    });
  });

  it('keeps cookies apart, each on its own', () => {
    expect(parseRequestHeaders(['Cookie', 'a=1; b=2', 'cookie', 'c=3'])).toEqual({
      headers: {},
      cookies: ['a=1', 'b=2', 'c=3'],
    });
  });

  it('drops headers that concern one connection only', () => {
    expect(parseRequestHeaders(['Connection', 'keep-alive', 'Transfer-Encoding', 'chunked']).headers).toEqual(
      {},
    );
  });

  it('keeps a header with the name of an object’s property', () => {
    expect(Object.entries(parseRequestHeaders(['__proto__', 'x']).headers)).toEqual([['__proto__', 'x']]);
  });
});

describe('headBytes', () => {
  it('counts the request line and the values of headers', () => {
    expect(headBytes('GET', '/é', ['X-A', '12345', 'X-B', '678'])).toBe('GET /xx HTTP/1.1'.length + 8);
  });
});
