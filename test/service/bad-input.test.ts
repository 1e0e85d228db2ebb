import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import {
  curlLine,
  type HostileRequest,
  hostileRequests,
  type KnownThings,
  sendHostile,
  sentTexts,
} from '../harness/fuzz/hostile-request.ts';
import { judgeRawAnswer } from '../harness/fuzz/judge-raw-answer.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { shopper } from '../harness/service/shopper.ts';
import { volume } from '../harness/volume.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env['FUZZ_INPUTS'] ?? volume({ inCi: 10_000, usual: 120 }));
/** Beyond the longest time that the gateway lets a request take. */
const patienceMs = 35_000;

describe('bad input', () => {
  let service: RunningService;
  let known: KnownThings;
  const statuses = new Map<number, number>();

  beforeAll(async () => {
    service = await startService({ functions: Object.keys(routes) as RouteId[] });
    const everything = Object.values(scopes).join(' ');
    const fuzzer = await shopper(service, 'fuzzer', everything, 'business');
    const sku = 'FUZZ-001';
    const product = { name: 'Fuzz', unitPrice: { amount: 500, currency: 'USD' }, stock: 1_000_000 };
    await fuzzer.send('put-product', { path: { sku }, body: product });
    const { id: orderId } = await fuzzer.placed(sku);
    known = { orderId, sku, authorization: `Bearer ${fuzzer.token}` };
  });
  afterAll(() => service?.close());

  const problemOf = async (request: HostileRequest): Promise<string | undefined> => {
    const answer = await sendHostile(service.url, request, patienceMs).catch((error: Error) => error);
    if (answer instanceof Error) return `has no answer: ${answer.message}`;
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    return judgeRawAnswer(request.routeId, answer, sentTexts(request));
  };

  it('is answered by the contract, without 5xx, hang or leak, on every route', {
    timeout: 1_800_000,
  }, async () => {
    process.stdout.write(`bad input: ${numRuns} requests, FUZZ_SEED=${seed}\n`);
    let problem: string | undefined;
    const property = fc.asyncProperty(hostileRequests(known), async (request) => {
      const found = await problemOf(request);
      problem = found ?? problem;
      return found === undefined;
    });
    const { failed, counterexample } = await fc.check(property, { seed, numRuns });
    const [request] = counterexample ?? [];
    expect(failed, request && `FUZZ_SEED=${seed}: ${problem}\n${curlLine(service.url, request)}`).toBe(false);
    // Neither all refused nor all accepted: the requests reach the use cases.
    expect([...statuses.keys()].some((status) => status < 300)).toBe(true);
    expect([...statuses.keys()].some((status) => status >= 400)).toBe(true);
  });
});
