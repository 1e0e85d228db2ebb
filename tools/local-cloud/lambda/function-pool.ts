import { setTimeout as pause } from 'node:timers/promises';
import type { FunctionFault } from '../faults/fault-settings.ts';
import { atMost } from '../lifecycle/bounded-wait.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionError } from './function-error.ts';
import { countOutcome, emptyStatistics, type MutableStatistics } from './function-statistics.ts';
import type { Gate } from './gate.ts';
import type { Invocation, InvocationRequest } from './invocation.ts';
import type { EnvironmentState, PoolSnapshot } from './pool-snapshot.ts';

export interface PoolOptions {
  readonly startEnvironment: () => ExecutionEnvironment;
  /** Bounds how many environments start at once. */
  readonly startGate: Gate;
  /** How long a start that hangs may keep others from starting. */
  readonly startPatienceMs: number;
  readonly maxEnvironments: number;
  /** How long an environment may be idle while there are others. */
  readonly maxIdleMs: number;
  /** Whether a fault strikes this time. */
  readonly strikes: (fault: FunctionFault) => boolean;
}

interface Member {
  readonly environment: ExecutionEnvironment;
  state: EnvironmentState;
  /** Takes no more requests. */
  outdated: boolean;
  /** The next request to be served has waited for the environment to load. */
  cold: boolean;
  idleSince: number;
}

interface Waiter {
  readonly request: InvocationRequest;
  resolve(invocation: Invocation): void;
}

/** Injected faults: how much longer a start takes, and how soon a crash comes at the latest, in milliseconds. */
const slowStartMs = 1_500;
const crashWithinMs = 20;

const isFree = ({ state, outdated }: Member) => state === 'idle' && !outdated;

/**
 * The execution environments of one function. Each takes one request at a time. A request that finds all of them busy
 * has one more started, up to a bound, and is served by the first that gets free: requests wait in the order in which
 * they came.
 */
export class FunctionPool {
  readonly #options: PoolOptions;
  readonly #members = new Set<Member>();
  readonly #waiters: Waiter[] = [];
  /** Environments that are to be started and have not loaded yet. */
  #starts = 0;
  readonly #statistics: MutableStatistics = emptyStatistics();
  readonly #reaper: NodeJS.Timeout;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#reaper = setInterval(() => this.#stopIdle(), Math.max(10, options.maxIdleMs / 10)).unref();
  }

  /**
   * @param signal gives up waiting for an environment; an invocation that has begun goes on.
   * @throws {Error} once it is closed.
   */
  async invoke(request: InvocationRequest, signal: AbortSignal): Promise<Invocation> {
    if (this.#closed) throw new Error('the function takes no more requests');
    if (this.#options.strikes('throttle')) {
      this.#statistics.throttles += 1;
      return { outcome: { status: 'throttled' }, coldStart: false };
    }
    const { promise, resolve, reject } = Promise.withResolvers<Invocation>();
    const waiter = { request, resolve };
    const giveUp = () => {
      const place = this.#waiters.indexOf(waiter);
      if (place < 0) return;
      this.#waiters.splice(place, 1);
      reject(signal.reason);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    this.#waiters.push(waiter);
    this.#dispatch();
    return promise;
  }

  /** Replaces every environment once it is idle; requests that come now get a new one. */
  outdate(): void {
    for (const member of this.#members) {
      member.outdated = true;
      if (member.state === 'idle') void member.environment.stop();
    }
  }

  /** Ends every environment at once, and returns their number. */
  async kill(): Promise<number> {
    const members = [...this.#members];
    for (const member of members) member.outdated = true;
    await Promise.all(members.map(({ environment }) => environment.kill()));
    return members.length;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#reaper);
    this.#waiters.length = 0;
    await Promise.all([...this.#members].map(({ environment }) => environment.stop()));
  }

  snapshot(): PoolSnapshot {
    const environments = [...this.#members].map(({ environment, state }) => ({
      id: environment.id,
      state,
      invocations: environment.invocations,
      maxInFlight: environment.maxInFlight,
      startedAt: environment.startedAt.toISOString(),
    }));
    return { environments, waiting: this.#waiters.length, ...this.#statistics };
  }

  /** Serves the requests that wait, as far as there are environments for them. */
  #dispatch(): void {
    for (const member of this.#members) {
      if (!isFree(member)) continue;
      const waiter = this.#waiters.shift();
      if (!waiter) return;
      void this.#run(member, waiter);
    }
    const loaded = () => [...this.#members].filter(({ state }) => state !== 'starting').length;
    while (this.#starts < this.#waiters.length && loaded() + this.#starts < this.#options.maxEnvironments) {
      this.#starts += 1;
      void this.#options.startGate(() => atMost(this.#options.startPatienceMs, this.#start()));
    }
  }

  async #start(): Promise<void> {
    // Meanwhile others may have served everybody who waited.
    if (this.#waiters.length === 0 || this.#closed) {
      this.#starts -= 1;
      return;
    }
    const environment = this.#options.startEnvironment();
    const member: Member = { environment, state: 'starting', outdated: false, cold: true, idleSince: 0 };
    this.#members.add(member);
    this.#statistics.coldStarts += 1;
    this.#observeConcurrency();
    void environment.ended.then(() => {
      this.#members.delete(member);
      this.#dispatch();
    });
    const error = await environment.loaded;
    // Outside the gate: a slow start uses no processor.
    void this.#admit(member, error);
  }

  async #admit(member: Member, error: FunctionError | undefined): Promise<void> {
    const { environment } = member;
    if (!error && this.#options.strikes('coldStart')) await pause(slowStartMs);
    this.#starts -= 1;
    member.state = 'idle';
    member.idleSince = Date.now();
    if (error) {
      member.outdated = true;
      const waiter = this.#waiters.shift();
      if (waiter) this.#finish(waiter, { outcome: { status: 'failed', error }, coldStart: true });
    }
    if (member.outdated) await environment.stop();
    this.#dispatch();
    member.cold = false;
  }

  async #run(member: Member, waiter: Waiter): Promise<void> {
    const { environment } = member;
    const coldStart = member.cold;
    member.state = 'busy';
    this.#observeConcurrency();
    if (this.#options.strikes('crash')) {
      member.outdated = true;
      environment.doom(Math.random() * crashWithinMs);
    }
    const outcome = await environment.invoke(waiter.request);
    this.#statistics.maxInFlightPerEnvironment = Math.max(
      this.#statistics.maxInFlightPerEnvironment,
      environment.maxInFlight,
    );
    member.state = 'idle';
    member.idleSince = Date.now();
    member.outdated ||= environment.hasEnded || this.#options.strikes('coldStart');
    if (member.outdated) void environment.stop();
    this.#finish(waiter, { outcome, coldStart });
    this.#dispatch();
  }

  #finish(waiter: Waiter, result: Invocation): void {
    countOutcome(this.#statistics, result.outcome);
    waiter.resolve(result);
  }

  #observeConcurrency(): void {
    const concurrency = [...this.#members].filter(({ state }) => state !== 'idle').length;
    this.#statistics.maxConcurrency = Math.max(this.#statistics.maxConcurrency, concurrency);
  }

  #stopIdle(): void {
    const idle = [...this.#members].filter(isFree);
    const latest = Date.now() - this.#options.maxIdleMs;
    for (const member of idle.slice(1)) {
      if (member.idleSince > latest) continue;
      member.outdated = true;
      void member.environment.stop();
    }
  }
}
