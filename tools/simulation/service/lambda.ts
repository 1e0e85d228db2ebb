import type { Context } from 'aws-lambda';
import { createExecutionEnvironment, type ExecutionEnvironment } from '../world/execution-environment.ts';
import type { World } from '../world/world.ts';
import { type Cloud, composePlatform, type Platform, type StageSettings } from './compose-platform.ts';
import { composeFunction, type FunctionId, type SimulatedFunctions, timeoutMsOf } from './functions.ts';

interface WarmEnvironment<I extends FunctionId> {
  readonly environment: ExecutionEnvironment;
  readonly handler: SimulatedFunctions[I];
}

type EventOf<I extends FunctionId> = Parameters<SimulatedFunctions[I]>[0];
type ResultOf<I extends FunctionId> = Awaited<ReturnType<SimulatedFunctions[I]>>;

/** The end of an invocation. */
export interface Invoked<R> {
  readonly invocation: string;
  readonly succeeds: boolean;
  /** `undefined` when the invocation failed, or its environment died. */
  readonly result: R | undefined;
}

/** An invocation may start a new environment although another one is free. */
const coldStartShare = 0.15;

/** The functions of a stage in their execution environments. @param cloud asked for when a function is invoked. */
export const createLambda = (world: World, cloud: () => Cloud, settings: StageSettings) => {
  const { time, draws } = world;
  const idle: { [I in FunctionId]?: WarmEnvironment<I>[] } = {};
  const ended = new Set<string>();
  let environments = 0;

  const start = (name: string): Platform => {
    environments += 1;
    const environment = createExecutionEnvironment(world, `${name}#${environments}`);
    return composePlatform(world, cloud(), environment, settings);
  };

  const startFunction = <I extends FunctionId>(id: I): WarmEnvironment<I> => {
    const platform = start(id);
    return { environment: platform.environment, handler: composeFunction(id, platform) };
  };

  const freeOf = <I extends FunctionId>(id: I): WarmEnvironment<I>[] =>
    (idle[id] ?? []).filter(({ environment }) => environment.isAlive());

  const acquire = <I extends FunctionId>(id: I): WarmEnvironment<I> => {
    const free = freeOf(id);
    const [warm] = draws.chance(coldStartShare) ? [] : free;
    idle[id] = free.filter((each) => each !== warm) as (typeof idle)[I];
    const acquired = warm ?? startFunction(id);
    acquired.environment.begin();
    return acquired;
  };

  return {
    /** Invocations that came to their end, and so have printed what they counted. */
    ended: ended as ReadonlySet<string>,
    /** Parts of a program that an operator starts. */
    start: () => start('operator'),
    invoke: <I extends FunctionId>(id: I, event: EventOf<I>) =>
      new Promise<Invoked<ResultOf<I>>>((resolve) => {
        const warm = acquire(id);
        const { environment } = warm;
        const invocation = environment.invocation();
        const endsAt = time.now() + timeoutMsOf(id);
        const stopClock = time.after(timeoutMsOf(id), environment.kill);
        environment.onDeath(() => {
          stopClock();
          resolve({ invocation, succeeds: false, result: undefined });
        });
        const finish = (end: Omit<Invoked<ResultOf<I>>, 'invocation'>) => {
          if (!environment.isAlive()) return;
          stopClock();
          environment.freeze();
          idle[id] = [...freeOf(id), warm] as (typeof idle)[I];
          ended.add(invocation);
          resolve({ invocation, ...end });
        };
        const context = {
          functionName: id,
          awsRequestId: `${environment.name}@${time.now()}`,
          getRemainingTimeInMillis: () => endsAt - time.now(),
        } as Context;
        const handler = warm.handler as (event: EventOf<I>, context: Context) => Promise<ResultOf<I>>;
        handler(event, context).then(
          (result) => finish({ succeeds: true, result }),
          (error: unknown) => {
            world.note(environment.name, `fails: ${error instanceof Error ? error.message : String(error)}`);
            finish({ succeeds: false, result: undefined });
          },
        );
      }),
  };
};
