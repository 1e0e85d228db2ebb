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
