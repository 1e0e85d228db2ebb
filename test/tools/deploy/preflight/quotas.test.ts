import { describe, expect, it } from 'vitest';
import { stageFor } from '../../../../infra/stage.ts';
import { checkQuotas, type Needs, type QuotaReader } from '../../../../tools/deploy/preflight/quotas.ts';

const needs: Needs = { stacks: 5, roles: 75, alarms: 80, rules: 16, tables: 3, codeBytes: 10e6 };

const named = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

const anAccount = (changes: Partial<QuotaReader> = {}): QuotaReader => ({
  limited: async () => ({ limit: 2_000, names: [] }),
  codeStorage: async () => ({ limit: 80e9, used: 0 }),
  names: async () => [],
  ...changes,
});

const check = (changes: Partial<QuotaReader> = {}) => checkQuotas(stageFor('dev'), needs, anAccount(changes));

describe('checkQuotas', () => {
  it('finds nothing in an account with room', async () => {
    expect(await check()).toEqual([]);
  });

  it.each<[string, Partial<QuotaReader>, RegExp]>([
    [
      'stacks',
      { limited: async (kind) => ({ limit: kind === 'stacks' ? 200 : 1_000, names: named('other-', 196) }) },
      /^the account has 196 of at most 200 stacks, and 5 more are needed$/,
    ],
    [
      'roles',
      {
        limited: async (kind) => ({
          limit: 1_000,
          names: kind === 'roles' ? [...named('order-service-dev-', 70), ...named('other-', 926)] : [],
        }),
      },
      /^the account has 996 of at most 1000 roles, and 5 more are needed$/,
    ],
    [
      'code of functions',
      { codeStorage: async () => ({ limit: 80e9, used: 79_995e6 }) },
      /^the code of all functions has 79995 MB of at most 80000 MB, and up to 10 MB more are needed$/,
    ],
  ])('names a problem when too little is left of the quota of %s', async (_, changes, what) => {
    const problems = await check(changes);
    expect(problems).toEqual([{ what: expect.stringMatching(what), cure: expect.stringContaining('AWS') }]);
  });

  it.each([
    ['alarms', 4_930, 80],
    ['rules', 290, 16],
    ['tables', 2_498, 3],
  ] as const)('warns when %s would exceed the default of the quota', async (kind, used, wanted) => {
    const problems = await check({ names: async (asked) => (asked === kind ? named('other-', used) : []) });
    const what = expect.stringMatching(
      new RegExp(`^the region has ${used} .*, and ${wanted} more are needed`),
    );
    expect(problems).toEqual([{ what, cure: expect.any(String), isWarning: true }]);
  });

  it('counts nothing twice that the stage has already', async () => {
    const own = named('order-service-dev-', 80);
    const problems = await check({
      limited: async (kind) => ({
        limit: 200,
        names: [...named('order-service-dev-', needs[kind]), ...named('other-', 200 - needs[kind])],
      }),
      names: async () => [...own, ...named('other-', 4_920)],
    });
    expect(problems).toEqual([]);
  });

  it('warns of a quota that it may not read, and checks the others', async () => {
    const problems = await check({
      limited: async (kind) => {
        if (kind === 'stacks') throw new Error('access denied');
        return { limit: 1_000, names: [] };
      },
      codeStorage: async () => ({ limit: 1, used: 1 }),
    });
    expect(problems).toEqual([
      {
        what: 'the quota of stacks cannot be read: access denied',
        cure: 'deploy the delivery role again, or permit the call',
        isWarning: true,
      },
      expect.objectContaining({ what: expect.stringMatching(/^the code of all functions/) }),
    ]);
  });
});
