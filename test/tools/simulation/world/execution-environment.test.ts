import { describe, expect, it } from 'vitest';
import { createExecutionEnvironment } from '../../../../tools/simulation/world/execution-environment.ts';
import { type FaultProfile, noFaults } from '../../../../tools/simulation/world/fault-profile.ts';
import { createWorld } from '../../../../tools/simulation/world/world.ts';

const setUp = (faults: Partial<FaultProfile> = {}) => {
  const world = createWorld({ seed: 'test', faults: { ...noFaults, ...faults }, keepsStory: true });
  world.startFaults();
  const environment = createExecutionEnvironment(world, 'function#1');
  const log: string[] = [];
  const call = (isLost?: () => Error | undefined) =>
    environment
      .call('Put', () => ({ answer: log.push('carried out') }), isLost)
      .then(
        () => log.push('answered'),
        (failure: Error) => log.push(failure.message),
      );
  const passAnHour = () => world.time.run(world.time.now() + 3_600_000);
  return { world, environment, log, call, passAnHour };
};

describe('an execution environment', () => {
  it('gets the answer to a call after it was carried out', async () => {
    const { log, call, passAnHour } = setUp();
    void call();
    expect(log).toEqual([]);
    await passAnHour();
    expect(log).toEqual(['carried out', 'answered']);
  });

  it('gets a failure in place of an answer that is lost', async () => {
    const { log, call, passAnHour } = setUp();
    void call(() => new Error('lost'));
    await passAnHour();
    expect(log).toEqual(['carried out', 'lost']);
  });

  it('never continues after its death, though its call is executed', async () => {
    const { environment, log, call, passAnHour } = setUp();
    environment.scheduler.after(1, () => log.push('timer'));
    void call();
    environment.kill();
    void call();
    await passAnHour();
    expect([environment.isAlive(), log]).toEqual([false, ['carried out']]);
  });

  it('dies at a call, and reports that once', async () => {
    const { environment, log, call, passAnHour } = setUp({ crash: 1 });
    environment.onDeath(() => log.push('died'));
    void call();
    environment.kill();
    await passAnHour();
    expect(log).toEqual(['died']);
  });

  it('continues with timers and answers after a thaw, and not before', async () => {
    const { environment, log, call, passAnHour } = setUp();
    environment.scheduler.after(1, () => log.push('timer'));
    const cancel = environment.scheduler.after(2, () => log.push('cancelled timer'));
    void call();
    environment.freeze();
    await passAnHour();
    expect(log).toEqual(['carried out']);
    cancel();
    environment.thaw();
    await passAnHour();
    expect(log).toEqual(['carried out', 'timer', 'answered']);
  });

  it('is suspended during a call, and continues later', async () => {
    const { world, environment, log, call } = setUp({ suspended: 1 });
    environment.scheduler.after(100, () => log.push('timer'));
    void call();
    await world.time.run(world.time.now() + 900);
    expect(log).toEqual(['carried out']);
    await world.time.run(world.time.now() + 60_000);
    expect(log.toSorted()).toEqual(['answered', 'carried out', 'timer']);
  });
});
