import { describe, expect, it } from 'vitest';
import { stageFor } from '../../../infra/stage.ts';
import { destroyStage, type FoundStack, type StageRemover } from '../../../tools/deploy/destroy-stage.ts';

const account = '111111111111';

/** An account with stacks, whose deletions fail as often as `failures` says. */
const anAccount = (stacks: readonly FoundStack[], failures: Readonly<Record<string, number>> = {}) => {
  const present = new Map(stacks.map((stack) => [stack.name, stack]));
  const left = new Map(Object.entries(failures));
  const steps: string[] = [];
  const remover: StageRemover = {
    accountId: async () => account,
    findStack: async (name) => present.get(name),
    async emptyBucket(bucket) {
      steps.push(`empty ${bucket}`);
      return 3;
    },
    async deleteStack(name) {
      steps.push(`delete ${name}`);
      const failing = left.get(name) ?? 0;
      left.set(name, failing - 1);
      if (failing > 0) return ['Failures: the bucket is not empty'];
      present.delete(name);
      return [];
    },
  };
  return { remover, steps, present };
};

const stack = (part: string, ...buckets: readonly string[]): FoundStack => ({
  name: `order-service-dev-${part}`,
  buckets,
});

const all = [stack('data'), stack('events', 'failures'), stack('api'), stack('jobs'), stack('monitoring')];

const destroying = async (
  remover: StageRemover,
  {
    confirmed = true,
    stage = stageFor('dev'),
  }: { confirmed?: boolean; stage?: ReturnType<typeof stageFor> } = {},
) => {
  const printed: string[] = [];
  const isGone = await destroyStage(stage, { remover, confirmed, print: (text) => printed.push(text) });
  return { isGone, text: printed.join('\n') };
};

describe('destroyStage', () => {
  it('deletes the stacks in reverse order, each after the content of its buckets', async () => {
    const { remover, steps } = anAccount(all);
    const { isGone, text } = await destroying(remover);
    expect(isGone).toBe(true);
    expect(steps).toEqual([
      'delete order-service-dev-monitoring',
      'delete order-service-dev-jobs',
      'delete order-service-dev-api',
      'empty failures',
      'delete order-service-dev-events',
      'delete order-service-dev-data',
    ]);
    expect(text).toContain('failures: 3 objects deleted');
    expect(text).toContain('CDKToolkit');
  });

  it('prints its plan, and deletes nothing, without confirmation', async () => {
    const { remover, steps } = anAccount(all);
    const { isGone, text } = await destroying(remover, { confirmed: false });
    expect([isGone, steps]).toEqual([false, []]);
    expect(text).toContain('order-service-dev-events\n  with failures');
    expect(text).toContain('--yes');
  });

  it('empties a bucket again that was written to meanwhile', async () => {
    const { remover, steps, present } = anAccount(all, { 'order-service-dev-events': 1 });
    expect((await destroying(remover)).isGone).toBe(true);
    expect(steps.filter((step) => step === 'empty failures')).toHaveLength(2);
    expect([...present]).toEqual([]);
  });

  it('stops at a stack that stays, and names the reason', async () => {
    const { remover, present } = anAccount(all, { 'order-service-dev-api': 9 });
    const { isGone, text } = await destroying(remover);
    expect(isGone).toBe(false);
    expect(text).toContain('order-service-dev-api: Failures: the bucket is not empty');
    expect(present.has('order-service-dev-data')).toBe(true);
  });

  it('has nothing to do for a stage without stacks', async () => {
    const { remover, steps } = anAccount([]);
    expect(await destroying(remover)).toEqual({ isGone: true, text: 'The stage dev has no stack.' });
    expect(steps).toEqual([]);
  });

  it.each(['staging', 'prod'])('refuses %s, which keeps its data', async (name) => {
    const { remover, steps } = anAccount(all);
    await expect(destroying(remover, { stage: stageFor(name) })).rejects.toThrow(
      `The stage ${name} keeps its data and is not destroyed by a command; see docs/deploy.md, "Tear down".`,
    );
    expect(steps).toEqual([]);
  });

  it('refuses credentials of another account', async () => {
    const { remover, steps } = anAccount(all);
    const dev = stageFor('dev');
    const stage = { ...dev, settings: { ...dev.settings, account: '222222222222' } };
    await expect(destroying(remover, { stage })).rejects.toThrow('belongs to 222222222222');
    expect(steps).toEqual([]);
  });
});
