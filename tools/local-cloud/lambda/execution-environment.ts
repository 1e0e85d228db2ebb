import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import type { EnvironmentLog } from './environment-log.ts';
import { describeError, type FunctionError, functionError } from './function-error.ts';
import type { InvocationOutcome, InvocationRequest } from './invocation.ts';
import type { InvokeMessage, RuntimeMessage } from './runtime/messages.ts';

export interface EnvironmentLimits {
  readonly timeoutSeconds: number;
  /** How long the function may take to load. */
  readonly initTimeoutSeconds: number;
}

export interface EnvironmentParts {
  readonly id: string;
  readonly startedAt: Date;
  readonly worker: Worker;
  readonly limits: EnvironmentLimits;
  readonly log: EnvironmentLog;
  /** Lets the frozen thread go on, once for each invocation. */
  readonly thaw?: () => void;
}

/**
 * A worker thread with one copy of a function. It keeps its module state from one invocation to the next,
 * and is not to be given a second one before the first has ended.
 */
export class ExecutionEnvironment {
  readonly id: string;
  readonly startedAt: Date;
  /** Resolves once the function has loaded, or with why it could not. */
  readonly loaded: Promise<FunctionError | undefined>;
  /** Resolves when the thread has ended for any reason. */
  readonly ended: Promise<void>;
  hasEnded = false;
  invocations = 0;
  /** Most invocations that the thread itself has seen under way at once. */
  maxInFlight = 0;

  readonly #worker: Worker;
  readonly #limits: EnvironmentLimits;
  readonly #log: EnvironmentLog;
  readonly #thaw: () => void;
  readonly #pending = new Map<string, (outcome: InvocationOutcome) => void>();
  readonly #settleLoaded: (error?: FunctionError) => void;
  #timedOut = false;
  #doomed = false;
  #stopped = false;
  #crash: FunctionError | undefined;

  constructor({ id, startedAt, worker, limits, log, thaw = () => {} }: EnvironmentParts) {
    this.id = id;
    this.startedAt = startedAt;
    this.#worker = worker;
    this.#limits = limits;
    this.#log = log;
    this.#thaw = thaw;
    const loaded = Promise.withResolvers<FunctionError | undefined>();
    const ended = Promise.withResolvers<void>();
    let initTimer: NodeJS.Timeout | undefined;
    // A thread that waits for a processor does not load yet.
    worker.once('online', () => {
      initTimer = setTimeout(() => this.#cutInitOff(), limits.initTimeoutSeconds * 1000);
    });
    this.loaded = loaded.promise;
    this.ended = ended.promise;
    this.#settleLoaded = (error) => {
      clearTimeout(initTimer);
      loaded.resolve(error);
    };
    worker.on('message', (message: RuntimeMessage) => this.#receive(message));
    worker.on('error', (error) => {
      this.#crash ??= describeError(error);
    });
    worker.on('exit', (code) => {
      this.#end(code);
      ended.resolve();
    });
  }

  async invoke({ event, traceId, requestId = randomUUID() }: InvocationRequest): Promise<InvocationOutcome> {
    const timeoutMs = this.#limits.timeoutSeconds * 1000;
    const { promise, resolve } = Promise.withResolvers<InvocationOutcome>();
    const timer = setTimeout(() => {
      this.#timedOut = true;
      void this.#worker.terminate();
    }, timeoutMs);
    this.#pending.set(requestId, resolve);
    this.invocations += 1;
    const message: InvokeMessage = { requestId, event, traceId, deadline: Date.now() + timeoutMs };
    this.#worker.postMessage(message);
    this.#thaw();
    const outcome = await promise;
    clearTimeout(timer);
    return outcome;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker.terminate();
  }

  /** As if the machine under it had gone: an invocation under way fails. */
  async kill(): Promise<void> {
    this.#crash = functionError('Runtime.ExitError', 'Runtime exited with error: signal: killed');
    await this.#worker.terminate();
  }

  /** Kills it after a time, or earlier when it answers: an invocation under way fails, however fast it is. */
  doom(withinMs: number): void {
    this.#doomed = true;
    setTimeout(() => void this.kill(), withinMs);
  }

  #receive(message: RuntimeMessage): void {
    if (this.#doomed && (message.type === 'returned' || message.type === 'threw')) return void this.kill();
    switch (message.type) {
      case 'output':
        this.#log.output(message.stream, message.text);
        break;
      case 'ready':
        this.#settleLoaded();
        break;
      case 'init-failed':
        this.#log.failure('Init error', undefined, message.error);
        // With nothing left to do, the thread ends by itself.
        this.#stopped = true;
        this.#settleLoaded(message.error);
        break;
      case 'crashed':
        this.#crash = message.error;
        break;
      case 'returned':
        this.#log.flush();
        this.#settle(message, { status: 'succeeded', payload: message.payload });
        break;
      case 'threw':
        this.#log.failure('Invoke Error', message.requestId, message.error);
        this.#settle(message, { status: 'failed', error: message.error });
        break;
    }
  }

  #settle(ended: { requestId: string; inFlight: number }, outcome: InvocationOutcome): void {
    this.maxInFlight = Math.max(this.maxInFlight, ended.inFlight);
    this.#pending.get(ended.requestId)?.(outcome);
    this.#pending.delete(ended.requestId);
  }

  #cutInitOff(): void {
    const { initTimeoutSeconds } = this.#limits;
    this.#crash = functionError('Sandbox.Timedout', `Init timed out after ${initTimeoutSeconds} seconds`);
    void this.#worker.terminate();
  }

  /** Runs after everything that the thread has sent was received. */
  #end(exitCode: number): void {
    this.hasEnded = true;
    const error =
      this.#crash ?? functionError('Runtime.ExitError', `Runtime exited with exit status ${exitCode}`);
    const [requestId] = this.#pending.keys();
    if (this.#timedOut) {
      this.#log.failure(`Task timed out after ${this.#limits.timeoutSeconds.toFixed(2)} seconds`, requestId);
    } else if (this.#stopped) {
      this.#log.flush();
    } else {
      this.#log.failure('Runtime exited', requestId, error);
    }
    this.#settleLoaded(error);
    const outcome: InvocationOutcome = this.#timedOut ? { status: 'timed-out' } : { status: 'failed', error };
    for (const settle of this.#pending.values()) settle(outcome);
  }
}
