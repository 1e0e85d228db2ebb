import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { awsAccount } from '../aws-account.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { LogStore } from '../logs/log-store.ts';
import { createEnvironmentLog } from './environment-log.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { functionError, notCompiled } from './function-error.ts';
import { FunctionPool } from './function-pool.ts';
import { createGate } from './gate.ts';
import type { Invocation, InvocationRequest } from './invocation.ts';
import { logGroupName, logStreamName } from './log-stream-name.ts';
import type { PoolSnapshot } from './pool-snapshot.ts';
import { processEnvironment } from './process-environment.ts';
import type { RuntimeSettings } from './runtime/messages.ts';
import { startWorker } from './start-worker.ts';

/** Where functions' code is. */
export interface FunctionCode {
  /** Resolves once there is a bundle of the function; rejects when there can be none. */
  bundled(functionName: string): Promise<void>;
  /** URL of its current bundle. */
  codeUrl(functionName: string): string;
}

export interface LambdaServiceOptions {
  readonly functions: readonly FunctionDefinition[];
  readonly code: FunctionCode;
  /** URL of the bundled `runtime/main.ts`. */
  readonly runtimeUrl: string;
  readonly logs: Pick<LogStore, 'append'>;
  readonly maxEnvironments: number;
  /** Most environments that start at once, of all functions together; by default one for each processor. */
  readonly maxStarts?: number;
  /** How long a start that hangs may keep others from starting; well above what a start takes on a busy machine. */
  readonly startPatienceMs?: number;
  readonly maxIdleMs?: number;
  /** Whether environments are frozen between invocations. */
  readonly freezing: boolean;
  /** Host, with its port, that gets the trace header of invocations; AWS's services get it in any case. */
  readonly tracedHost?: string;
  readonly initTimeoutSeconds?: number;
  /** Whether a fault strikes a function this time; none does by default. */
  readonly strikes?: FaultInjection['functions'];
}

/** Runs functions. */
export interface LambdaService {
  /** @throws {Error} when there is no such function. */
  invoke(functionName: string, request: InvocationRequest, signal: AbortSignal): Promise<Invocation>;
  /** Makes a function run its current bundle from now on. */
  reload(functionName: string): void;
  /**
   * Ends all environments of a function at once, and returns their number.
   * @throws {Error} when there is no such function.
   */
  kill(functionName: string): Promise<number>;
  snapshot(): ReadonlyMap<string, PoolSnapshot>;
  close(): Promise<void>;
}

/** Shorter than on AWS: an idle thread holds some 50 MB of the developer's machine. */
const defaultIdleMs = 60_000;

/** Code that fails to load. */
const brokenCode = `data:text/javascript,${encodeURIComponent("throw new Error('injected: the function cannot load');")}`;

/** How long a function may take to load on AWS. */
const awsInitTimeoutSeconds = 10;

const thaw = (invocations: Int32Array<SharedArrayBuffer>): void => {
  Atomics.add(invocations, 0, 1);
  Atomics.notify(invocations, 0);
};

const startEnvironment = (definition: FunctionDefinition, options: LambdaServiceOptions) => {
  const id = randomBytes(16).toString('hex');
  const startedAt = new Date();
  const codeUrl = options.code.codeUrl(definition.name);
  const settings: RuntimeSettings = {
    codeUrl: options.strikes?.('initError', definition.name) ? brokenCode : codeUrl,
    functionName: definition.name,
    functionArn: `arn:aws:lambda:${awsAccount.region}:${awsAccount.id}:function:${definition.name}`,
    memoryMb: definition.memoryMb,
    logGroupName: logGroupName(definition.name),
    logStreamName: logStreamName(id, startedAt),
    ...(options.tracedHost !== undefined && { tracedHost: options.tracedHost }),
    ...(options.freezing && { invocations: new Int32Array(new SharedArrayBuffer(4)) }),
  };
  const { invocations } = settings;
  const taskRoot = dirname(fileURLToPath(codeUrl));
  return new ExecutionEnvironment({
    id,
    startedAt,
    worker: startWorker(
      options.runtimeUrl,
      settings,
      processEnvironment(definition, settings.logStreamName, taskRoot),
    ),
    limits: {
      timeoutSeconds: definition.timeoutSeconds,
      initTimeoutSeconds: options.initTimeoutSeconds ?? awsInitTimeoutSeconds,
    },
    log: createEnvironmentLog(options.logs, settings.logGroupName, settings.logStreamName),
    ...(invocations && { thaw: () => thaw(invocations) }),
  });
};

export const createLambdaService = (options: LambdaServiceOptions): LambdaService => {
  const startGate = createGate(options.maxStarts ?? availableParallelism());
  const pools = new Map(
    options.functions.map((definition) => [
      definition.name,
      new FunctionPool({
        startEnvironment: () => startEnvironment(definition, options),
        startGate,
        startPatienceMs: options.startPatienceMs ?? 3_000,
        maxEnvironments: options.maxEnvironments,
        maxIdleMs: options.maxIdleMs ?? defaultIdleMs,
        strikes: (fault) => options.strikes?.(fault, definition.name) ?? false,
      }),
    ]),
  );
  const poolOf = (functionName: string) => {
    const pool = pools.get(functionName);
    if (!pool) throw new Error(`no function ${functionName}`);
    return pool;
  };
  return {
    async invoke(functionName, request, signal) {
      const pool = poolOf(functionName);
      try {
        await options.code.bundled(functionName);
      } catch (cause) {
        const error = functionError(notCompiled, cause instanceof Error ? cause.message : String(cause));
        return { outcome: { status: 'failed', error }, coldStart: false };
      }
      signal.throwIfAborted();
      return pool.invoke(request, signal);
    },
    reload: (functionName) => pools.get(functionName)?.outdate(),
    kill: async (functionName) => poolOf(functionName).kill(),
    snapshot: () => new Map([...pools].map(([name, pool]) => [name, pool.snapshot()])),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
};
