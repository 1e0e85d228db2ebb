import { describe, expect, it } from 'vitest';
import { parseTokenRequest } from '../../../../tools/local-cloud/identity/token-request.ts';

const parse = (value: unknown) => parseTokenRequest(JSON.stringify(value), ['standard', 'premium']);

describe('parseTokenRequest', () => {
  it('takes subject, scope and customer type', () => {
    const request = { sub: 'alice', scope: 'orders:read orders:write', customerType: 'premium' };
    expect(parse(request)).toEqual(request);
  });

  it('accepts a request without a scope', () => {
    expect(parse({ sub: 'alice', scope: '' })).toEqual({ sub: 'alice', scope: '' });
  });

  it.each([
    ['no object', ['alice'], /not a JSON object/],
    ['no subject', { scope: 'a' }, /sub must be/],
    ['an empty subject', { sub: '', scope: 'a' }, /sub must be/],
    ['no scope', { sub: 'alice' }, /scope must be/],
    ['a list of scopes', { sub: 'alice', scope: ['a'] }, /scope must be/],
    ['two spaces between scopes', { sub: 'alice', scope: 'a  b' }, /single spaces/],
    ['an unknown customer type', { sub: 'alice', scope: 'a', customerType: 'gold' }, /one of standard/],
    ['an unknown field', { sub: 'alice', scope: 'a', customer_type: 'premium' }, /"customer_type"/],
  ])('refuses %s', (_, value, reason) => {
    expect(() => parse(value)).toThrow(reason);
  });

  it('refuses a body that is not JSON', () => {
    expect(() => parseTokenRequest('sub=alice', [])).toThrow('the body is not JSON');
  });
});
