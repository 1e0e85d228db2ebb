import { describe, expect, it } from 'vitest';
import { type Stage, stageFor } from '../../../infra/stage.ts';
import { type DeployOptions, type DeploySteps, deployStage } from '../../../tools/deploy/deploy-stage.ts';
import { triggerParameters, type Watch } from '../../../tools/deploy/rollback-trigger.ts';
import type { GateResult } from '../../../tools/deploy/run-gate.ts';

const prod = stageFor('prod');
const url = 'https://orders.shop.test/';

/** Answers of the account, of CDK and of the checks. */
interface Situation {
  readonly stage?: Stage;
  readonly failedChecks?: number;
  readonly apiStatus?: string | undefined;
  /** State of the stack of alarms. */
  readonly monitoringStatus?: string | undefined;
  /** Why the stack of alarms cannot be deleted. */
  readonly left?: readonly string[];
  readonly gate?: GateResult;
  readonly watch?: Watch;
  readonly isDeployed?: boolean;
  readonly isWell?: boolean;
}

/** Deploys in a situation. @returns exit code, the steps that were taken, and the printed lines. */
const deploy = async (
  { stage = prod, failedChecks = 0, isDeployed = true, isWell = true, ...situation }: Situation,
  options: Partial<DeployOptions> = {},
) => {
  const taken: string[] = [];
  const printed: string[] = [];
  const take = <T>(step: string, result: T): T => {
    taken.push(step);
    return result;
  };
  const steps: DeploySteps = {
    preflight: async () => take('preflight', failedChecks),
    stackStatus: async (name) => {
      expect(name).toMatch(new RegExp(`^order-service-${stage.name}-(api|monitoring)$`));
      return name.endsWith('-api') ? situation.apiStatus : situation.monitoringStatus;
    },
    removeStack: async (name) => take(`delete ${name}`, situation.left ?? []),
    gate: () => take('gate', situation.gate ?? { state: 'open' }),
    watch: async () => take('watch', situation.watch ?? { state: 'watched' }),
    prepareMark: async () => take('read marks', async (version) => take(`mark ${version}`, undefined)),
    deployStacks: (watch) => take(['cdk deploy', ...triggerParameters(watch)].join(' '), isDeployed),
    smokeTest: async () => take('smoke test', { url, isWell }),
  };
  const print = (text: string) => printed.push(text);
  const given = {
    stage,
    checkOnly: false,
    confirmed: false,
    override: undefined,
    version: 'v2',
    print,
    ...options,
  };
  return { code: await deployStage(given, steps), taken, printed };
};

const unwatched = 'cdk deploy --rollback-trigger-alarm-arns none';
const update = { apiStatus: 'UPDATE_COMPLETE' };
const fix = { override: 'fix of a page' };
const closed: GateResult = { state: 'closed' };
const unknown: GateResult = { state: 'unknown' };
const crashed: GateResult = { state: 'not run', reason: 'exit code 1\nError: no declaration' };

describe('deployStage', () => {
  it('asks no gate and names no alarm in a first deployment, since both need a running service', async () => {
    const { code, taken, printed } = await deploy({});
    expect([code, taken]).toEqual([0, ['preflight', 'read marks', unwatched, 'mark v2', 'smoke test']]);
    expect(printed).toEqual([
      'CloudFormation watches no alarm during this deployment: a first deployment has none.',
      'Order Service is deployed: https://orders.shop.test',
    ]);
  });

  it('treats a stack without an executed change set as a first deployment', async () => {
    const { code, taken } = await deploy({ apiStatus: 'REVIEW_IN_PROGRESS', gate: unknown });
    expect([code, taken[1]]).toEqual([0, 'read marks']);
  });

  it('checks, asks the gate, sets the rollback trigger, deploys, marks and tests an update', async () => {
    const { code, taken, printed } = await deploy(update);
    const steps = ['preflight', 'gate', 'watch', 'read marks', 'cdk deploy', 'mark v2', 'smoke test'];
    expect([code, taken]).toEqual([0, steps]);
    expect(printed).toEqual(['Order Service is deployed: https://orders.shop.test']);
  });

  it('changes nothing when a check does not pass', async () => {
    const { code, taken, printed } = await deploy({ ...update, failedChecks: 2 });
    expect([code, taken]).toEqual([1, ['preflight']]);
    expect(printed).toEqual(['2 of the checks did not pass; nothing was changed.']);
  });

  it('only checks with --check', async () => {
    const { code, taken } = await deploy(update, { checkOnly: true });
    expect([code, taken]).toEqual([0, ['preflight']]);
  });

  it.each([
    [
      'a budget is exhausted or a page fires',
      closed,
      'The error budgets do not permit the deployment, see above',
    ],
    ['the state of the budgets is unknown', unknown, 'The state of the error budgets is unknown, see above'],
    [
      'the gate crashes',
      crashed,
      'The gate of the error budgets could not be run: exit code 1\nError: no declaration',
    ],
  ])('changes nothing when %s, and names the reason', async (_, gate, reason) => {
    const { code, taken, printed } = await deploy({ ...update, gate });
    expect([code, taken]).toEqual([1, ['preflight', 'gate']]);
    expect(printed).toEqual([`${reason}\nNothing was changed. Deploy a fix with --override "<reason>".`]);
  });

  it('deploys a fix without a trigger when the gate has taken the reason', async () => {
    const { code, taken } = await deploy(update, fix);
    const steps = ['preflight', 'gate', 'read marks', unwatched, 'mark v2', 'smoke test'];
    expect([code, taken]).toEqual([0, steps]);
  });

  it.each([
    ['the state of the budgets is unknown', unknown],
    ['the gate crashes', crashed],
  ])('deploys a repair although %s', async (_, gate) => {
    const { code, printed } = await deploy({ ...update, gate }, fix);
    expect(code).toBe(0);
    expect(printed[0]).toMatch(/\nOverridden: fix of a page$/);
  });

  it('rejects a reason for a gate that did not close', async () => {
    expect((await deploy({ ...update, gate: closed }, fix)).taken).toEqual(['preflight', 'gate']);
  });

  it('does not begin an update that CloudFormation would roll back at once', async () => {
    const watch: Watch = { state: 'refused', reason: 'the alarm any-page is active' };
    const { code, taken, printed } = await deploy({ ...update, watch });
    expect([code, taken]).toEqual([1, ['preflight', 'gate', 'watch']]);
    expect(printed.join()).toContain('because the alarm any-page is active');
  });

  it('prints the reason for an unwatched deployment, and continues', async () => {
    const watch: Watch = { state: 'unwatched', reason: 'CloudFormation took no trigger' };
    const { code, taken, printed } = await deploy({ ...update, watch });
    expect([code, taken.includes(unwatched)]).toEqual([0, true]);
    expect(printed[0]).toContain('CloudFormation took no trigger');
  });

  it('marks and tests no update that was rolled back', async () => {
    const { code, taken } = await deploy({ ...update, isDeployed: false });
    expect([code, taken]).toEqual([1, ['preflight', 'gate', 'watch', 'read marks', 'cdk deploy']]);
  });

  it('fails when the deployed API does not answer', async () => {
    const { code, printed } = await deploy({ ...update, isWell: false });
    expect([code, printed]).toEqual([1, [expect.stringContaining('"A deployment went wrong"')]]);
  });

  describe('when a stage without alarms still has their stack', () => {
    const alarmless = { ...update, stage: stageFor('dev'), monitoringStatus: 'UPDATE_COMPLETE' };

    it('changes nothing without --yes, and names the resources to delete', async () => {
      const { code, taken, printed } = await deploy(alarmless);
      expect([code, taken]).toEqual([1, ['preflight']]);
      expect(printed).toEqual([
        'The stage has no alarms, and the stack order-service-dev-monitoring still has them. Nothing was changed. Add --yes to delete this stack, then deploy.',
      ]);
    });

    it('deletes it with --yes, then deploys', async () => {
      const { code, taken, printed } = await deploy(alarmless, { confirmed: true });
      const steps = ['preflight', 'delete order-service-dev-monitoring', unwatched, 'smoke test'];
      expect([code, taken]).toEqual([0, steps]);
      expect(printed[0]).toBe('The stage has no alarms: the stack order-service-dev-monitoring is deleted.');
    });

    it('deploys nothing when a resource of it stays', async () => {
      const left = ['Topic: access denied'];
      const { code, taken, printed } = await deploy({ ...alarmless, left }, { confirmed: true });
      expect([code, taken]).toEqual([1, ['preflight', 'delete order-service-dev-monitoring']]);
      expect(printed).toContain('order-service-dev-monitoring: Topic: access denied');
    });

    it('deletes nothing with --check', async () => {
      const { code, taken } = await deploy(alarmless, { checkOnly: true, confirmed: true });
      expect([code, taken]).toEqual([0, ['preflight']]);
    });
  });

  it('keeps the stack of alarms of a stage that has alarms', async () => {
    const monitored = { ...update, monitoringStatus: 'UPDATE_COMPLETE' };
    expect((await deploy(monitored, { confirmed: true })).taken).not.toContain(
      'delete order-service-prod-monitoring',
    );
  });

  it('asks for no budget and marks no dashboard in a stage without alarms', async () => {
    const { code, taken } = await deploy({ ...update, stage: stageFor('dev') });
    expect([code, taken]).toEqual([0, ['preflight', unwatched, 'smoke test']]);
  });
});
