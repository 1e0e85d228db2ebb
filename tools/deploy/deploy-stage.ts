import { stackName } from '../../infra/names.ts';
import type { Stage } from '../../infra/stage.ts';
import type { StackStatus } from './preflight/account-reader.ts';
import { unwatchedBecause, type Watch } from './rollback-trigger.ts';
import type { GateResult } from './run-gate.ts';

export interface DeployOptions {
  readonly stage: Stage;
  /** Whether only the checks are run. */
  readonly checkOnly: boolean;
  /** Whether the stack of alarms may be deleted that the stage no longer has. */
  readonly confirmed: boolean;
  /** Reason to deploy although a budget is exhausted, a page fires, or the state is unknown. */
  readonly override: string | undefined;
  /** The version that is deployed; `undefined` when Git does not know it. */
  readonly version: string | undefined;
  readonly print: (text: string) => void;
}

/** The steps of a deployment, in their order. */
export interface DeploySteps {
  /** @returns the number of checks that did not pass. */
  preflight(): Promise<number>;
  stackStatus(name: string): Promise<StackStatus | undefined>;
  /** @returns why the stack is still there, a line for each resource; none when it is gone. */
  removeStack(name: string): Promise<readonly string[]>;
  gate(): GateResult;
  /** Has CloudFormation watch the alarm on all pages. */
  watch(): Promise<Watch>;
  /** Reads the deployments that the dashboard shows. @returns marks one more. */
  prepareMark(): Promise<(version: string) => Promise<void>>;
  /** @returns whether all stacks are deployed. */
  deployStacks(watch: Watch): boolean;
  /** @returns the public address of the API, and whether it answers. */
  smokeTest(): Promise<{ readonly url: string; readonly isWell: boolean }>;
}

/** A change set that was never executed leaves a stack without resources. */
const isDeployed = async (name: string, { stackStatus }: DeploySteps): Promise<boolean> => {
  const status = await stackStatus(name);
  return status !== undefined && status !== 'REVIEW_IN_PROGRESS';
};

/**
 * Deletes the stack of alarms that the stage no longer has. It imports values that the other stacks would give up.
 * @returns whether there is none any more.
 */
const removeAlarms = async (
  { stage, confirmed, print }: DeployOptions,
  steps: DeploySteps,
): Promise<boolean> => {
  const name = stackName(stage, 'monitoring');
  if (stage.settings.alarms.monitoring === 'full' || !(await isDeployed(name, steps))) return true;
  if (!confirmed) {
    print(
      `The stage has no alarms, and the stack ${name} still has them. Nothing was changed. Add --yes to delete this stack, then deploy.`,
    );
    return false;
  }
  print(`The stage has no alarms: the stack ${name} is deleted.`);
  const problems = await steps.removeStack(name);
  for (const problem of problems) print(`${name}: ${problem}`);
  return problems.length === 0;
};

const refusalOf = (gate: GateResult): string => {
  if (gate.state === 'not run') return `The gate of the error budgets could not be run: ${gate.reason}`;
  return gate.state === 'unknown'
    ? 'The state of the error budgets is unknown, see above'
    : 'The error budgets do not permit the deployment, see above';
};

/**
 * Whether the gate permits a deployment. A closed gate applies an override itself; here it applies to an unknown state and to a
 * gate that could not be run.
 */
const passesGate = ({ gate }: DeploySteps, { override, print }: DeployOptions): boolean => {
  const result = gate();
  if (result.state === 'open') return true;
  const refusal = refusalOf(result);
  if (result.state !== 'closed' && override !== undefined) {
    print(`${refusal}\nOverridden: ${override}`);
    return true;
  }
  print(`${refusal}\nNothing was changed. Deploy a fix with --override "<reason>".`);
  return false;
};

/**
 * Deploys a stage: checks, deletion of alarms that it no longer has, gate of the error budgets, rollback trigger, stacks, mark in the dashboard, smoke test. A step that
 * refuses is the last one.
 * @returns the exit code.
 */
export const deployStage = async (options: DeployOptions, steps: DeploySteps): Promise<number> => {
  const { stage, checkOnly, override, version, print } = options;
  const failed = await steps.preflight();
  if (failed > 0) {
    print(`${failed} of the checks did not pass; nothing was changed.`);
    return 1;
  }
  if (checkOnly) return 0;
  if (!(await removeAlarms(options, steps))) return 1;
  const isFirst = !(await isDeployed(stackName(stage, 'api'), steps));
  const isMonitored = stage.settings.alarms.monitoring === 'full';
  if (!isFirst && isMonitored && !passesGate(steps, options)) return 1;
  const unwatched = unwatchedBecause(stage, isFirst, override);
  const watch: Watch =
    unwatched === undefined ? await steps.watch() : { state: 'unwatched', reason: unwatched };
  if (watch.state === 'refused') {
    print(
      `CloudFormation would roll the deployment back, because ${watch.reason}. Deploy a fix with --override "<reason>".`,
    );
    return 1;
  }
  if (watch.state === 'unwatched') {
    print(`CloudFormation watches no alarm during this deployment: ${watch.reason}.`);
  }
  const mark = isMonitored ? await steps.prepareMark() : undefined;
  if (!steps.deployStacks(watch)) return 1;
  await mark?.(version ?? 'of an unknown version');
  const { url, isWell } = await steps.smokeTest();
  print(
    isWell
      ? `Order Service is deployed: ${url.replace(/\/$/, '')}`
      : 'The smoke test failed; see docs/deploy.md, "A deployment went wrong".',
  );
  return isWell ? 0 : 1;
};
