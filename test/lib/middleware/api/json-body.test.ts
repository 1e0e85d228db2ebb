import { describe, expect, it } from 'vitest';
import { maxBodyBytes } from '../../../../lib/contract/limits.ts';
import { parseJsonBody } from '../../../../lib/middleware/api/json-body.ts';
import { type ApiEventFacts, anApiEvent } from '../../../builders/an-api-event.ts';

const parse = (facts: ApiEventFacts) => parseJsonBody(anApiEvent('create-order', facts));
const base64 = (text: string) => ({ rawBody: Buffer.from(text).toString('base64'), isBase64Encoded: true });
const refusal = (facts: ApiEventFacts): unknown => {
  try {
    return parse(facts);
  } catch (error) {
    return error;
  }
};

/** A JSON text of exactly so many bytes. */
const sized = (bytes: number, filler = 'x') => {
  const room = bytes - 2;
  const text = filler.repeat(Math.floor(room / Buffer.byteLength(filler)));
  return `"${text}${' '.repeat(room - Buffer.byteLength(text))}"`;
};

describe('parseJsonBody', () => {
  it('reads the JSON value of the body', () => {
    expect(parse({ body: { items: [] } })).toEqual({ items: [] });
  });

  it('reads a base64 body', () => {
    expect(parse(base64('{"name":"Grüner Tee"}'))).toEqual({ name: 'Grüner Tee' });
  });

  it('skips a byte order mark', () => {
    expect(parse({ rawBody: '\ufeff{"items":[]}' })).toEqual({ items: [] });
    expect(parse(base64('\ufeff{"items":[]}'))).toEqual({ items: [] });
  });

  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"; profile=x',
  ])('reads a body of the type "%s"', (type) => {
    expect(parse({ body: {}, headers: { 'content-type': type } })).toEqual({});
  });

  it.each(['identity', 'Identity', ''])('reads a body with the encoding "%s"', (encoding) => {
    expect(parse({ body: {}, headers: { 'content-encoding': encoding } })).toEqual({});
  });

  it.each([
    ['', 'Content-Type must be application/json'],
    ['text/plain', 'Content-Type must be application/json'],
    ['application/x-www-form-urlencoded', 'Content-Type must be application/json'],
    ['application/merge-patch+json', 'Content-Type must be application/json'],
    ['application/json, application/json', 'Content-Type must be application/json'],
    ['application/jsonp', 'Content-Type must be application/json'],
    [';charset=utf-8', 'Content-Type must be application/json'],
    ['application/json; charset=utf-16', 'the charset must be utf-8'],
    ['application/json; profile=x; CHARSET="iso-8859-1"', 'the charset must be utf-8'],
    ['application/json; charset', 'the charset must be utf-8'],
  ])('is VAL-002 for the type "%s", and names the accepted types', (type, reason) => {
    expect(refusal({ body: {}, headers: { 'content-type': type } })).toMatchObject({
      code: 'VAL-002',
      status: 415,
      details: { reason },
      headers: { Accept: 'application/json' },
    });
  });

  it.each(['gzip', 'br', 'GZIP', 'identity, gzip', 'nonsense'])(
    'is VAL-002 for the encoding "%s", before it reads the body',
    (encoding) => {
      const facts = { ...base64('\u001f\u008b'), headers: { 'content-encoding': encoding } };
      expect(refusal(facts)).toMatchObject({
        code: 'VAL-002',
        details: { reason: 'Content-Encoding must be identity' },
        headers: { 'Accept-Encoding': 'identity' },
      });
    },
  );

  it.each([
    [
      'bytes that are not UTF-8',
      { rawBody: Buffer.from('{"a":"\xff"}', 'latin1').toString('base64'), isBase64Encoded: true },
    ],
    ['the replacement character of API Gateway', { rawBody: '{"a":"\ufffd"}' }],
  ])('refuses %s inside a JSON string', (_, facts) => {
    expect(refusal(facts)).toMatchObject({
      code: 'VAL-001',
      details: { issues: [{ path: '', message: expect.stringContaining('UTF-8') }] },
    });
  });

  it.each([
    ['no body', {}],
    ['an empty body', { rawBody: '' }],
    ['an empty base64 body', base64('')],
    ['broken JSON', { rawBody: '{"items":' }],
    ['two values', { rawBody: '{}{}' }],
    ['text', { rawBody: 'items=1' }],
    [
      'bytes that are no text',
      { rawBody: Buffer.from([0xff, 0xfe, 0x00]).toString('base64'), isBase64Encoded: true },
    ],
    ['JSON in base64 that says it is not', { rawBody: Buffer.from('{}').toString('base64') }],
  ])('refuses %s as VAL-001', (_, facts) => {
    expect(refusal(facts)).toMatchObject({ code: 'VAL-001', details: { issues: [{ path: '' }] } });
  });

  it('quotes nothing of a broken body', () => {
    const error = refusal({ rawBody: '{"password":"canary' });
    expect(JSON.stringify(error)).not.toContain('canary');
    expect((error as Error).cause).toBeUndefined();
  });

  describe('when the body is large', () => {
    it.each([
      ['text', (text: string) => ({ rawBody: text })],
      ['base64', base64],
    ])('takes 100 KB of %s and not a byte more', (_, facts) => {
      expect(parse(facts(sized(maxBodyBytes)))).toHaveLength(maxBodyBytes - 2);
      expect(refusal(facts(sized(maxBodyBytes + 1)))).toMatchObject({ code: 'VAL-001' });
    });

    it('counts bytes, not characters', () => {
      expect(refusal({ rawBody: sized(maxBodyBytes + 1, '緑') })).toMatchObject({ code: 'VAL-001' });
      expect(typeof parse({ rawBody: sized(maxBodyBytes, '緑') })).toBe('string');
    });

    it('survives deep nesting', () => {
      const depth = maxBodyBytes / 2;
      expect(Array.isArray(parse({ rawBody: '['.repeat(depth) + ']'.repeat(depth) }))).toBe(true);
    });
  });
});
