import type { Scheduler } from '../../../lib/platform/resilience/scheduler.ts';
import type { World } from './world.ts';

/** A Lambda execution environment: it takes one invocation at a time, and nothing of it goes on after its death. */
export interface ExecutionEnvironment {
  readonly name: string;
  isAlive(): boolean;
  /** Milliseconds since 1970 by its own clock, which may differ from that of others. */
  clock(): number;
  /** Timers by its own clock. */
  readonly scheduler: Scheduler;
  /**
   * Makes a call to the outside: it arrives later, is carried out at once, and its answer comes later. The environment
   * may die at either point; then the answer never comes.
   * @param carryOut returns or throws the answer, and says when it can be given (milliseconds since 1970).
   * @param isLost whether the call is carried out, and its answer replaced by this failure.
   */
  call<T>(
    step: string,
    carryOut: () => { readonly answer: T; readonly doneAt?: number },
    isLost?: () => Error | undefined,
  ): Promise<T>;
  /** Between two invocations nothing of it goes on: timers and answers that are due wait until it is thawed. */
  freeze(): void;
  thaw(): void;
  /** Begins an invocation. */
  begin(): void;
  /** Name of the invocation that was begun last. */
  invocation(): string;
  /** Ends it at once. */
  kill(): void;
  /** Called once, at its death. */
  onDeath(tell: () => void): void;
}

/** Least and greatest time that a stalled call takes to arrive, in milliseconds. */
const stallMs = [500, 40_000] as const;
/** Least and greatest time that an environment is suspended in the middle of an invocation, in milliseconds. */
const suspensionMs = [1_000, 40_000] as const;

export const createExecutionEnvironment = (world: World, name: string): ExecutionEnvironment => {
  const { time, draws } = world;
  const skew = Math.floor((draws.number() - 0.5) * world.strength('clockSkewMs'));
  const listeners: (() => void)[] = [];
  let alive = true;
  const clock = () => time.now() + skew;
  let invocations = 0;
  let frozen = false;
  let held: (() => void)[] = [];
  const whenAwake = (task: () => void) => {
    if (frozen) held.push(task);
    else if (alive) task();
  };
  const after = (ms: number, task: () => void) => {
    let isWanted = true;
    const cancel = time.after(ms, () => whenAwake(() => isWanted && task()));
    return () => {
      isWanted = false;
      cancel();
    };
  };
  const thaw = () => {
    frozen = false;
    const due = held;
    held = [];
    // One after the other, as an event loop runs them.
    for (const task of due) time.after(0, () => whenAwake(task));
  };
  /** The environment may be suspended before it sees an answer, and go on much later: leases have ended by then. */
  const maySuspend = (step: string) => {
    if (!world.strikes('suspended', step)) return;
    frozen = true;
    world.note(name, 'is suspended');
    time.after(draws.between(...suspensionMs), thaw);
  };
  const latency = () => Math.ceil(draws.number() * world.strength('latencyMs'));
  const arrivalMs = (step: string) =>
    world.strikes('callStalled', step) ? draws.between(...stallMs) : latency();
  const kill = () => {
    if (!alive) return;
    alive = false;
    world.note(name, 'dies');
    for (const tell of listeners) tell();
  };
  const mayDie = (step: string) => {
    if (world.strikes('crash', step)) kill();
  };
  return {
    name,
    isAlive: () => alive,
    clock,
    scheduler: { now: clock, after },
    freeze() {
      frozen = true;
    },
    thaw,
    begin() {
      invocations += 1;
      if (frozen) thaw();
    },
    invocation: () => `${name}/${invocations}`,
    kill,
    onDeath: (tell) => listeners.push(tell),
    call: (step, carryOut, isLost = () => undefined) =>
      new Promise((resolve, reject) => {
        if (!alive) return;
        mayDie(`before ${step}`);
        if (!alive) return;
        // A sent request arrives, also after the death of its sender.
        time.after(arrivalMs(step), () => {
          let settle: () => void;
          let doneAt = time.now();
          world.tell(name, step);
          try {
            const done = carryOut();
            doneAt = Math.max(doneAt, done.doneAt ?? 0);
            const lost = isLost();
            settle = lost ? () => reject(lost) : () => resolve(done.answer);
          } catch (failure) {
            settle = () => reject(failure);
          }
          mayDie(`after ${step}`);
          if (!frozen) maySuspend(`after ${step}`);
          time.after(doneAt - time.now() + latency(), () => whenAwake(settle));
        });
      }),
  };
};
