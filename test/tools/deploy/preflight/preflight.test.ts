import { describe, expect, it } from 'vitest';
import { type Stage, stageFor } from '../../../../infra/stage.ts';
import type { StageSettingsInput } from '../../../../infra/stages/stage-settings.ts';
import type { AccountReader } from '../../../../tools/deploy/preflight/account-reader.ts';
import { checksOf, runPreflight, type Surroundings } from '../../../../tools/deploy/preflight/preflight.ts';

const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/abc';

const settings: StageSettingsInput = {
  account: '123456789012',
  region: 'eu-central-1',
  tokens: { issuer: 'https://login.shop.test/pool', audiences: ['orders'] },
  paymentSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:payment-key-Ab12Cd',
  alarms: { page: ['on-call@shop.test'], runbookBaseUrl: 'https://wiki.shop.test/runbooks' },
  domain: { name: 'orders.shop.test', certificateArn },
};

const aStage = (changes: Partial<StageSettingsInput> = {}): Stage =>
  stageFor('prod', { ...settings, ...changes });

const anAccount = (changes: Partial<AccountReader> = {}): AccountReader => ({
  accountId: async () => '123456789012',
  bootstrapVersion: async () => 21,
  stackStatus: async () => 'UPDATE_COMPLETE',
  concurrency: async () => ({ limit: 1_000, unreserved: 1_000 }),
  reservedBy: async () => 0,
  hasSecret: async () => true,
  table: async () => undefined,
  certificate: async () => ({ status: 'ISSUED', names: ['*.shop.test'] }),
  ...changes,
});

const surroundings = (changes: Partial<Surroundings> = {}): Surroundings => ({
  account: anAccount(),
  quotas: {
    limited: async () => ({ limit: 2_000, names: [] }),
    codeStorage: async () => ({ limit: 80e9, used: 0 }),
    names: async () => [],
  },
  needs: async () => ({ stacks: 5, roles: 75, alarms: 80, rules: 16, tables: 3, codeBytes: 10e6 }),
  region: 'eu-central-1',
  getJson: async () => ({ issuer: settings.tokens.issuer, jwks_uri: 'https://login.shop.test/keys' }),
  ...changes,
});

const report = async (stage: Stage, around: Surroundings) => {
  const lines: string[] = [];
  const notPassed = await runPreflight(checksOf(stage, around), (line) => lines.push(line));
  return {
    notPassed,
    lines,
    problems: lines.filter((line) => line.startsWith('    ')).map((line) => line.trim()),
  };
};

describe('runPreflight', () => {
  describe('when no check fails', () => {
    it('warns of alarms that a stage no longer has', async () => {
      const stage = stageFor('dev', { ...settings, alarms: { monitoring: 'none' } });
      const { notPassed, problems } = await report(stage, surroundings());
      expect(notPassed).toBe(0);
      expect(problems).toEqual([
        'the stage has no alarms, and the stack order-service-dev-monitoring still has them, at their price; deploy with --yes, which deletes this stack first',
      ]);
      const account = anAccount({ stackStatus: async () => undefined });
      expect((await report(stage, surroundings({ account }))).problems).toEqual([]);
    });

    it('passes every check', async () => {
      const { notPassed, lines } = await report(aStage(), surroundings());
      expect(notPassed).toBe(0);
      for (const line of lines) expect(line).toMatch(/^ok {5} \S/);
    });
  });

  describe.each<[string, Partial<StageSettingsInput>, Partial<Surroundings>, RegExp]>([
    [
      'a setting is a placeholder',
      { alarms: { ...settings.alarms, page: ['on-call@example.com'] } },
      {},
      /^alarms\.page\.0 is the placeholder on-call@example\.com; set alarms\.page\.0 in infra\/stages\/prod\.ts$/,
    ],
    [
      'the credentials are of another account',
      {},
      { account: anAccount({ accountId: async () => '999999999990' }) },
      /^the credentials are of account 999999999990, and prod belongs to 123456789012; use credentials of 123456789012/,
    ],
    [
      'the region is another one',
      {},
      { region: 'us-east-1' },
      /^the region is us-east-1, .*; set AWS_REGION=eu-central-1$/,
    ],
    [
      'CDK is not bootstrapped',
      {},
      { account: anAccount({ bootstrapVersion: async () => undefined }) },
      /^CDK is not bootstrapped .*; run npx cdk bootstrap aws:\/\/123456789012\/eu-central-1$/,
    ],
    [
      'the bootstrap stack is old',
      {},
      { account: anAccount({ bootstrapVersion: async () => 5 }) },
      /^the CDK bootstrap stack has version 5, and 6 is needed/,
    ],
    [
      'the account allows ten concurrent executions',
      {},
      { account: anAccount({ concurrency: async () => ({ limit: 10, unreserved: 10 }) }) },
      /^the account allows 10 concurrent executions, 10 of them unreserved: .*; set reservedConcurrency to 'none'/,
    ],
    [
      'the issuer does not answer',
      {},
      { getJson: async () => Promise.reject(new Error('status 404')) },
      /^https:\/\/login\.shop\.test\/pool\/\.well-known\/openid-configuration does not answer: status 404; correct tokens\.issuer/,
    ],
    [
      'the address is of another issuer',
      {},
      { getJson: async () => ({ issuer: 'https://other.test', jwks_uri: 'https://other.test/keys' }) },
      /is of the issuer https:\/\/other\.test, not of https:\/\/login\.shop\.test\/pool; correct/,
    ],
    [
      'the payment secret is missing',
      {},
      { account: anAccount({ hasSecret: async () => false }) },
      /^there is no secret arn:.*; store the payment gateway's key there/,
    ],
    [
      'the certificate waits for its validation',
      {},
      {
        account: anAccount({
          certificate: async () => ({ status: 'PENDING_VALIDATION', names: ['orders.shop.test'] }),
        }),
      },
      /^the certificate is PENDING_VALIDATION; correct domain/,
    ],
    [
      'the certificate is of another name',
      {},
      { account: anAccount({ certificate: async () => ({ status: 'ISSUED', names: ['*.other.test'] }) }) },
      /^the certificate does not cover orders\.shop\.test; correct domain/,
    ],
  ])('when %s', (_, changes, around, problem) => {
    it('states the problem and its cure in a line, and passes the other checks', async () => {
      const { notPassed, problems } = await report(aStage(changes), surroundings(around));
      expect(problems).toEqual([expect.stringMatching(problem)]);
      expect(notPassed).toBe(1);
    });
  });

  describe('when stacks cannot be updated', () => {
    it.each([
      ['ROLLBACK_COMPLETE', /is ROLLBACK_COMPLETE and cannot be updated; see "A stack is broken"/],
      ['UPDATE_ROLLBACK_FAILED', /is UPDATE_ROLLBACK_FAILED and cannot be updated/],
      ['UPDATE_IN_PROGRESS', /is UPDATE_IN_PROGRESS; wait until the other deployment has ended$/],
    ])('names each that is %s', async (status, problem) => {
      const account = anAccount({
        stackStatus: async (name) => (name.endsWith('-api') ? status : undefined),
      });
      const { problems } = await report(aStage(), surroundings({ account }));
      expect(problems).toEqual([expect.stringMatching(problem)]);
    });

    it.each([
      ['whose update was rolled back', 'UPDATE_ROLLBACK_COMPLETE'],
      ['whose first change set was never executed', 'REVIEW_IN_PROGRESS'],
    ])('takes a stack %s', async (_, status) => {
      const account = anAccount({ stackStatus: async () => status });
      expect((await report(aStage(), surroundings({ account }))).notPassed).toBe(0);
    });
  });

  describe('when concurrency is reserved already', () => {
    it('does not ask for it again', async () => {
      const account = anAccount({
        concurrency: async () => ({ limit: 110, unreserved: 100 }),
        reservedBy: async () => 100,
      });
      expect((await report(aStage(), surroundings({ account }))).problems).toEqual([]);
    });
  });

  describe('when the stage reserves none', () => {
    it('does not ask for the limit of the account', async () => {
      const account = anAccount({ concurrency: async () => ({ limit: 10, unreserved: 10 }) });
      const stage = aStage({ reservedConcurrency: 'none' });
      expect((await report(stage, surroundings({ account }))).problems).toEqual([]);
    });
  });

  describe('when the product of synthetic orders is sold out', () => {
    it('warns, and lets the deployment go on', async () => {
      const syntheticOrders = {
        apiUrl: 'https://orders.shop.test',
        tokenUrl: 'https://login.shop.test/token',
        clientId: 'synthetic',
        customerId: 'synthetic',
      };
      const { getJson: ofIssuer } = surroundings();
      const getJson: Surroundings['getJson'] = async (url) =>
        url.includes('/products/') ? { available: 0 } : ofIssuer(url);
      const { notPassed, lines, problems } = await report(
        aStage({ syntheticOrders }),
        surroundings({ getJson }),
      );
      expect([notPassed, problems.length]).toEqual([0, 1]);
      expect(lines).toContain('WARNING product of synthetic orders');
    });
  });

  describe('when there are no credentials', () => {
    it('reports that once, and skips the checks that need them', async () => {
      const missing = Object.assign(new Error('of the SDK'), { name: 'CredentialsProviderError' });
      const account = anAccount({ accountId: async () => Promise.reject(missing) });
      const { lines, problems } = await report(aStage(), surroundings({ account }));
      expect(problems).toEqual([
        'there are no AWS credentials; sign in, as by aws sso login, and set AWS_PROFILE',
      ]);
      expect(lines.filter((line) => line.startsWith('skipped'))).toHaveLength(7);
    });
  });
});
