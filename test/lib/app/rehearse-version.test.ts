import { describe, expect, it } from 'vitest';
import type { VersionAnswer, VersionRequest } from '../../../lib/app/ports/version-invoker.ts';
import { rehearseVersion } from '../../../lib/app/rehearse-version.ts';
import type { ServedRouteId } from '../../../lib/contract/default-route.ts';
import { aCall } from '../../builders/a-call.ts';

const placed: VersionAnswer = { status: 201, body: '{"id":"ord_1"}' };
const done: VersionAnswer = { status: 200, body: '{}' };
const refused = (status: number, code: string): VersionAnswer => ({
  status,
  body: JSON.stringify({ error: { code } }),
});
const soldOut = refused(409, 'ORD-004');

/** Answers of the version under test and of the live versions to an order of the synthetic product. */
interface Answers {
  readonly tested: readonly VersionAnswer[];
  readonly live: readonly VersionAnswer[];
}

/** Rehearses version 2 of a function. @returns its report, and the requests in their order. */
const rehearse = async (routeId: ServedRouteId, answers: Partial<Answers>) => {
  const requests: string[] = [];
  const left = { tested: [...(answers.tested ?? [])], live: [...(answers.live ?? [])] };
  const invoke = async ({ routeId: id, qualifier, body }: VersionRequest): Promise<VersionAnswer> => {
    const isProbe = JSON.stringify(body ?? '').includes('REHEARSAL-UNKNOWN');
    requests.push(`${id}:${qualifier}${isProbe ? ' unknown product' : ''}`);
    if (isProbe) return refused(422, 'PRD-001');
    if (id !== 'create-order')
      return body === undefined && qualifier === '2' ? refused(404, 'ORD-001') : done;
    return left[qualifier === 'live' ? 'live' : 'tested'].shift() ?? placed;
  };
  const dependencies = { invoke, sku: 'SYNTHETIC-001', newKey: () => 'key', pause: async () => {} };
  const report = await rehearseVersion(dependencies)({ routeId, version: '2' }, aCall());
  return { report, requests };
};

describe('rehearseVersion', () => {
  describe.each([
    ['is sold out', soldOut],
    ['is withdrawn or missing', refused(422, 'PRD-001')],
    ['costs less than can be charged', refused(422, 'ORD-006')],
    ['is in unpaid orders up to the limit', refused(409, 'ORD-007')],
    ['is too scattered', refused(409, 'ORD-008')],
  ])('when the synthetic product %s', (_, refusal) => {
    it('lets a version pass by the request without an order, and reports the refusal', async () => {
      const { report, requests } = await rehearse('create-order', { tested: [refusal], live: [refusal] });
      expect(report).toEqual({ orderRefused: JSON.parse(refusal.body).error.code });
      expect(requests).toEqual(['create-order:2', 'create-order:live', 'create-order:2 unknown product']);
    });

    it('tries the version of another function of an order by one request', async () => {
      const { report, requests } = await rehearse('get-order', { live: [refusal] });
      expect(report).toEqual({ orderRefused: JSON.parse(refusal.body).error.code });
      expect(requests).toEqual(['create-order:live', 'get-order:2']);
    });
  });

  describe('when only the version under test refuses the order', () => {
    it('rejects the version, and cancels the orders of the live version', async () => {
      const rehearsal = rehearse('create-order', { tested: [soldOut, soldOut, soldOut] });
      await expect(rehearsal).rejects.toThrow(/^create-order:2: status 409 .*ORD-004/);
    });

    it('accepts the version once it takes the order after other rehearsals released their units', async () => {
      const { report, requests } = await rehearse('create-order', { tested: [soldOut] });
      expect(report).toEqual({});
      expect(requests).toEqual([
        'create-order:2',
        'create-order:live',
        'cancel-order:live',
        'create-order:2',
        'get-order:live',
        'list-orders:live',
        'cancel-order:live',
      ]);
    });
  });

  it.each([
    ['with another error', refused(400, 'VAL-001')],
    ['without an error of the service', { status: 409, body: 'conflict' }],
  ])('rejects a version that refuses the order %s', async (_, answer) => {
    await expect(rehearse('create-order', { tested: [answer], live: [answer] })).rejects.toThrow(
      /^create-order:2: status 4/,
    );
  });

  it('rejects a version that refuses the order when the live version fails', async () => {
    const down = { status: 503, body: '' };
    const rehearsal = rehearse('create-order', {
      tested: [soldOut, soldOut, soldOut],
      live: Array<VersionAnswer>(9).fill(down),
    });
    await expect(rehearsal).rejects.toThrow(/^create-order:2: status 409/);
  });
});
