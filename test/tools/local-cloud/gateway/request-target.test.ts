import { describe, expect, it } from 'vitest';
import { parseRequestTarget } from '../../../../tools/local-cloud/gateway/request-target.ts';

describe('parseRequestTarget', () => {
  it('decodes the path once and leaves the query as it is', () => {
    expect(parseRequestTarget('/a%20b/%2525?q=%20x&r?s')).toEqual({
      path: '/a b/%25',
      rawQueryString: 'q=%20x&r?s',
    });
  });

  it('takes the path of a target in absolute form', () => {
    expect(parseRequestTarget('http://localhost:3000/orders?a=1')).toEqual({
      path: '/orders',
      rawQueryString: 'a=1',
    });
    expect(parseRequestTarget('http://localhost:3000')?.path).toBe('/');
  });

  it('refuses broken percent-encoding', () => {
    expect(parseRequestTarget('/a%zz')).toBeUndefined();
    expect(parseRequestTarget('/%ff')).toBeUndefined();
  });
});
