import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { headers } from '../../lib/contract/headers.ts';
import { pathTo } from '../../lib/contract/path-to.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { labelHeader } from '../command-line/run-label.ts';
import { createSeededRandom } from '../local-cloud/faults/seeded-random.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { startFaultyService } from './faulty-service.ts';
import { judgeAnswer, type LoadAnswer } from './judge-answer.ts';
import { runLoad } from './load.ts';
import { type Phase, phaseName } from './plan.ts';
import { type Settled, untilSettled } from './settle.ts';

export interface FaultRunOptions {
  readonly phases: readonly Phase[];
  readonly seed: number;
  /** Requests in each phase. */
  readonly requests: number;
  readonly connections: number;
  /** Probability from 0 to 1 that a fault strikes a request to a dependency. */
  readonly share: number;
  readonly settleMs: number;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Answers that clients got during one phase. */
export interface PhaseResult {
  readonly name: string;
  readonly answers: number;
  /** Requests that a fault struck; of several faults, by the one that struck the fewest. */
  readonly struck: number;
  /** Number of answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly problems: readonly string[];
  readonly recoveryMs: number;
}

export interface FaultRun {
  readonly phases: readonly PhaseResult[];
  readonly settled: Settled;
}

const sku = 'FAULT-001';

const countStatuses = (answers: readonly LoadAnswer[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => String(status))].map(([status, { length }]) => [status, length]),
  );

/**
 * Puts the service under load, disturbs one dependency after the other, and waits until everything is settled.
 * @throws {AbortError} when it is interrupted; everything it started is stopped by then.
 */
export const runFaults = async (options: FaultRunOptions): Promise<FaultRun> => {
  const { phases, seed, requests, connections, share, settleMs, print, signal } = options;
  const service = await startFaultyService(createSeededRandom(seed));
  const call = (path: string, token: string, method: string, body: object) =>
    fetch(`${service.url}${path}`, {
      method,
      headers: {
        ...labelHeader('tests'),
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        [headers.idempotencyKey]: randomUUID(),
      },
      body: JSON.stringify(body),
    });
  // Business customers may have any number of unpaid orders.
  const token = await service.tokenFor({
    sub: 'faults',
    scope: `${scopes.ordersRead} ${scopes.ordersWrite}`,
    customerType: 'business',
  });
  const load = async (count: number, clients: number, phase?: Phase) => {
    const answers: LoadAnswer[] = [];
    await runLoad({
      url: service.url,
      token,
      sku,
      connections: clients,
      requests: count,
      onAnswer: (a) => answers.push(a),
    });
    signal.throwIfAborted();
    return { answers, problems: answers.flatMap((answer) => judgeAnswer(answer, phase) ?? []) };
  };
  /** Under faults, until each has struck: events go to the bus a moment after the answer. */
  const loadUntilStruck = async (phase: Phase, proxies: readonly Pick<FaultProxy, 'struck'>[]) => {
    const isWaiting = () => proxies.some((proxy) => proxy.struck() === 0);
    const all: Awaited<ReturnType<typeof load>>[] = [];
    do {
      all.push(await load(requests, connections, phase));
      if (isWaiting()) await sleep(1_000, undefined, { signal });
    } while (isWaiting() && all.length < 10);
    const problems = all.flatMap((each) => each.problems);
    return {
      answers: all.flatMap((each) => each.answers),
      problems: isWaiting() ? [...problems, 'a fault struck no request'] : problems,
    };
  };
  /** Until orders and payments succeed again: circuits have to close. */
  const recover = async (): Promise<number> => {
    const start = performance.now();
    for (let tries = 0; tries < 100; tries += 1) {
      signal.throwIfAborted();
      const { answers, problems } = await load(3, 1);
      if (problems.length === 0 && answers.every(({ status }) => status === 200 || status === 201)) break;
      await sleep(300, undefined, { signal });
    }
    return performance.now() - start;
  };

  try {
    const admin = await service.tokenFor({ sub: 'faults-admin', scope: scopes.ordersAdmin });
    const product = {
      name: 'Tea',
      unitPrice: { amount: 500, currency: 'USD' },
      stock: 1_000_000,
      stockShards: 4,
    };
    await call(pathTo('put-product', { sku }), admin, 'PUT', product);
    await recover();
    const results: PhaseResult[] = [];
    for (const phase of phases) {
      const proxies = phase.map(({ dependency }) => service.proxies[dependency]);
      for (const [n, { fault }] of phase.entries())
        proxies[n]?.setFault({ kind: fault, share, latencyMs: 400 });
      const { answers, problems } = await loadUntilStruck(phase, proxies);
      for (const proxy of proxies) proxy.setFault();
      const struck = Math.min(...proxies.map((proxy) => proxy.struck()));
      const recoveryMs = await recover();
      const slowestMs = Math.max(0, ...answers.map(({ ms }) => ms));
      const statuses = countStatuses(answers);
      const result = {
        name: phaseName(phase),
        answers: answers.length,
        struck,
        statuses,
        slowestMs,
        problems,
        recoveryMs,
      };
      results.push(result);
      print(resultLine(result));
      for (const problem of new Set(problems)) print(`  ✗ ${problem}`);
    }
    print('No more faults. Waiting until payments, refunds and events are settled …');
    const onWait = (open: number) => print(`  ${open} orders are open`);
    const settled = await untilSettled(service.url, settleMs, onWait, signal);
    return { phases: results, settled };
  } finally {
    await service.close();
  }
};

/** A row of the table of results. */
const resultLine = ({
  name,
  answers,
  struck,
  statuses,
  slowestMs,
  problems,
  recoveryMs,
}: PhaseResult): string =>
  [
    name.padEnd(36),
    String(struck).padStart(6),
    String(answers).padStart(7),
    Object.entries(statuses)
      .map(([status, count]) => `${count}×${status}`)
      .join(' ')
      .padEnd(32),
    `${(slowestMs / 1_000).toFixed(1)} s`.padStart(7),
    `${(recoveryMs / 1_000).toFixed(1)} s`.padStart(8),
    problems.length === 0 ? '  as promised' : `  ${problems.length} wrong`,
  ].join(' ');

/** Heading of the table. */
export const resultHeading = [
  'fault'.padEnd(36),
  'struck'.padStart(6),
  'answers'.padStart(7),
  'by status'.padEnd(32),
  'slowest'.padStart(7),
  'recovery'.padStart(8),
  '  result',
].join(' ');

/** Whether clients and tables saw nothing but what the faults explain. */
export const isAsPromised = ({ phases, settled }: FaultRun): boolean =>
  phases.every(({ problems }) => problems.length === 0) &&
  settled.violations.length === 0 &&
  settled.open === 0;
