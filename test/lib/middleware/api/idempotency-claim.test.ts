import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimedRequest, claimFor } from '../../../../lib/middleware/api/idempotency-claim.ts';
import { aCodePoint } from '../../../builders/a-code-point.ts';

const key = 'key-of-16-letters';

const aRequest = (facts: Partial<ClaimedRequest> = {}): ClaimedRequest => ({
  routeId: 'create-order',
  callerId: 'alice',
  headers: { 'idempotency-key': key },
  path: {},
  body: { items: [{ sku: 'TEA-001', quantity: 2 }], source: 'web' },
  sentBody: facts.body,
  owner: 'owner-1',
  ...facts,
});

const recordOf = (facts: Partial<ClaimedRequest> = {}) => claimFor(aRequest(facts)).recordId;
const fingerprintOf = (facts: Partial<ClaimedRequest> = {}) => claimFor(aRequest(facts)).fingerprint;
const asSent = (body: unknown): unknown => JSON.parse(JSON.stringify(body));
const keyed = (value: string) => ({ headers: { 'idempotency-key': value } });

describe('claimFor', () => {
  it('names record and request by hashes, in which neither key nor caller can be read', () => {
    const claim = claimFor(aRequest());
    expect(claim).toEqual({
      recordId: expect.stringMatching(/^[0-9a-f]{64}$/),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      fingerprintAsSent: expect.stringMatching(/^[0-9a-f]{64}$/),
      owner: 'owner-1',
    });
  });

  describe('the key', () => {
    it.each([
      ['16 characters', 'a'.repeat(16)],
      ['255 characters', 'a'.repeat(255)],
      ['a UUID', '8e03978e-40d5-43e8-bc93-6894a57f9324'],
      ['all kinds of characters', 'AZaz09_-:.AZaz09_-:.'],
      ['spaces around it', `  ${key} `],
      ['quotes, as a structured-field string', `"${key}"`],
    ])('may have %s', (_, value) => {
      expect(() => claimFor(aRequest(keyed(value)))).not.toThrow();
    });

    it('is the same with and without quotes, and in a header of any case', () => {
      const same = recordOf();
      expect(recordOf(keyed(`"${key}"`))).toBe(same);
      expect(recordOf(keyed(` "${key}" `))).toBe(same);
      expect(recordOf({ headers: { 'Idempotency-Key': key } })).toBe(same);
    });

    it('is case-sensitive', () => {
      expect(recordOf(keyed(key.toUpperCase()))).not.toBe(recordOf());
    });

    it.each([
      ['is missing', {}],
      ['has no value', { 'idempotency-key': undefined }],
    ])('is IDM-001 when the header %s', (_, headers) => {
      expect(() => claimFor(aRequest({ headers }))).toThrow(
        expect.objectContaining({
          code: 'IDM-001',
          status: 400,
          details: { reason: 'the header is missing' },
        }),
      );
    });

    it.each([
      ['is empty', ''],
      ['is empty in quotes', '""'],
      ['has 15 characters', 'a'.repeat(15)],
      ['has 256 characters', 'a'.repeat(256)],
      ['has 14 characters in quotes', `"${'a'.repeat(14)}"`],
      ['is two, joined by a comma', `${key},${key}`],
      ['is two, joined by a comma and a space', `${key}, ${key}`],
      ['is two in quotes', `"${key}", "${key}"`],
      ['has only one quote', `"${key}`],
      ['has quotes twice', `""${key}""`],
      ['has an escape', `"${key}\\""`],
      ['has parameters', `"${key}";q=1`],
      ['has a space inside', `${key} ${key}`],
      ['has a line break', `${key}\n${key}`],
      ['ends in a line break inside its quotes', `"${key}\n"`],
      ['has letters of another script', 'ключ-из-16-букв-и-больше'],
      ['has digits of another script', '٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥'],
      ['looks like ASCII', 'ｋｅｙ－ｏｆ－１６－ｌｅｔｔｅｒｓ'],
      ['has a character of no width', `${key}\u200b`],
      ['has a NUL', `${key}\u0000`],
    ])('is IDM-001 when it %s', (_, value) => {
      expect(() => claimFor(aRequest(keyed(value)))).toThrow(
        expect.objectContaining({
          code: 'IDM-001',
          details: { reason: expect.stringContaining('16 to 255') },
        }),
      );
    });
  });

  describe('the record', () => {
    it.each<[string, Partial<ClaimedRequest>]>([
      ['caller', { callerId: 'bob' }],
      ['route', { routeId: 'cancel-order' }],
      ['key', keyed('another-key-of-16')],
    ])('is another one for another %s', (_, facts) => {
      expect(recordOf(facts)).not.toBe(recordOf());
    });

    it('is the same for another request, which must not have the key again', () => {
      expect(recordOf({ body: { items: [] } })).toBe(recordOf());
      expect(recordOf({ path: { orderId: 'ord_1' } })).toBe(recordOf());
    });

    it('is different for callers whose names run into the route’s', () => {
      expect(recordOf({ callerId: 'a', routeId: 'b-c' })).not.toBe(
        recordOf({ callerId: 'a-b', routeId: 'c' }),
      );
      expect(recordOf({ callerId: 'a","b' })).not.toBe(recordOf({ callerId: 'a', routeId: 'b' }));
    });
  });

  describe('the fingerprint', () => {
    it.each<[string, Partial<ClaimedRequest>]>([
      ['quantity', { body: { items: [{ sku: 'TEA-001', quantity: 3 }], source: 'web' } }],
      ['order of items', { body: { items: [1, 2] } }],
      ['field', { body: { ...(aRequest().body as object), customerId: 'bob' } }],
      ['path', { path: { orderId: 'ord_1' } }],
      ['route', { routeId: 'pay-order' }],
      ['presence of a body', { body: undefined }],
    ])('is another one for another %s', (_, facts) => {
      expect(fingerprintOf(facts)).not.toBe(fingerprintOf());
    });

    it('is the same for another key, caller and owner', () => {
      expect(fingerprintOf({ callerId: 'bob', owner: 'owner-2', ...keyed('another-key-of-16') })).toBe(
        fingerprintOf(),
      );
    });

    it('does not go by the order of an object’s members, at any depth', () => {
      const reversed = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(reversed);
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(
          Object.entries(value)
            .map(([name, member]) => [name, reversed(member)])
            .reverse(),
        );
      };
      fc.assert(
        fc.property(fc.jsonValue(), (body) => {
          expect(fingerprintOf({ body: reversed(body) })).toBe(fingerprintOf({ body }));
        }),
      );
    });

    it('comes with the fingerprint of the body as it was sent', () => {
      const sent = claimFor(aRequest({ body: { source: 'api' }, sentBody: {} }));
      expect(sent.fingerprint).toBe(fingerprintOf({ body: { source: 'api' } }));
      expect(sent.fingerprintAsSent).toBe(fingerprintOf({ body: {} }));
    });

    it('is different for bodies that are', () => {
      fc.assert(
        fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
          const isSame = fingerprintOf({ body: left }) === fingerprintOf({ body: right });
          expect(isSame).toBe(isDeepStrictEqual(asSent(left), asSent(right)));
        }),
      );
    });
  });

  describe('compared with stored records', () => {
    /** The members of every object in one order; fingerprints of earlier versions are hashes of this copy. */
    const sorted = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(sorted);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, member]) => [name, sorted(member)]),
      );
    };
    const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

    it('keeps the digests of earlier versions', () => {
      expect(claimFor(aRequest({ path: { orderId: 'ord_1' }, sentBody: undefined }))).toEqual({
        recordId: '2d63ba2cc0cb7058e80361da554b0715a41085e16ebecb37fa1d4f233bccb192',
        fingerprint: '81e8324eba5c422423402e80ccacaffbd3ad1f741fed00784e1d1b64ad4c61ca',
        fingerprintAsSent: '3ceacd421664e03ed75a6337d39dd7c88c192198ebbbf4d3caec428a7fe039f4',
        owner: 'owner-1',
      });
    });

    it('has the fingerprint of any body that earlier versions gave it', () => {
      // JavaScript puts names that are numbers first, and no body that the schemas accept has any.
      const names = fc
        .string({ unit: aCodePoint })
        .filter((name) => !/^\d+$/.test(name) && name !== '__proto__');
      const { value } = fc.letrec<{ value: unknown }>((tie) => ({
        value: fc.oneof(
          { depthSize: 'small' },
          fc.jsonValue({ maxDepth: 0 }),
          fc.constant(undefined),
          fc.array(tie('value')),
          fc.dictionary(names, tie('value')),
        ),
      }));
      fc.assert(
        fc.property(value, value, (path, body) => {
          expect(fingerprintOf({ path, body })).toBe(sha256(['create-order', sorted(path), sorted(body)]));
        }),
      );
    });
  });
});
