import { type App, RemovalPolicy } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { isDisposableStage, logRetentionDays } from '../lib/contract/retention.ts';
import type { ScheduleId } from '../lib/contract/service.ts';
import { dev } from './stages/dev.ts';
import { prod } from './stages/prod.ts';
import { readStageSettings, type StageSettings, type StageSettingsInput } from './stages/stage-settings.ts';
import { staging } from './stages/staging.ts';

/** Settings in which deployments of the service differ, and what follows from the name of a stage. */
export interface Stage {
  readonly name: string;
  /** Treatment of tables and logs when the stack is deleted. A failed first deployment leaves nothing behind. */
  readonly removalPolicy: RemovalPolicy;
  /** Whether the tables and the stacks refuse to be deleted. */
  readonly protected: boolean;
  readonly logRetention: RetentionDays;
  readonly settings: StageSettings;
}

/** Settings by stage; a new stage has an entry and a file of its own. */
const stages: Readonly<Record<string, StageSettingsInput>> = { dev, staging, prod };

/** Stages with settings of their own. */
export const stageNames: readonly string[] = Object.keys(stages);

const stageName = /^[a-z](?:[a-z0-9-]{0,14}[a-z0-9])?$/;

const settingsNamed = (name: string): StageSettingsInput => {
  if (Object.hasOwn(stages, name)) return stages[name] as StageSettingsInput;
  if (isDisposableStage(name)) return dev;
  throw new RangeError(
    `stage ${name} has no settings: write infra/stages/${name}.ts and add it to infra/stage.ts. ` +
      `There are ${stageNames.join(', ')} and dev-<name>.`,
  );
};

/**
 * `dev` and `dev-<anything>` can be destroyed without a trace; every other stage keeps its data and
 * refuses deletion, so that a new name is never less safe than production.
 * @param settings instead of those of the stage's file.
 * @throws {RangeError} on a name that cannot be part of a resource name or has no settings, and on settings that are not valid.
 */
export const stageFor = (name: unknown, settings?: StageSettingsInput): Stage => {
  if (typeof name !== 'string' || !stageName.test(name)) {
    throw new RangeError(
      `stage ${JSON.stringify(name)} is not valid: 1 to 16 of a-z, 0-9 and -, a letter first, no - last`,
    );
  }
  const disposable = isDisposableStage(name);
  return {
    name,
    removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    protected: !disposable,
    logRetention: logRetentionDays[disposable ? 'disposable' : 'lasting'],
    settings: readStageSettings(name, settings ?? settingsNamed(name)),
  };
};

/** The stage that an app's context names (`-c stage=…`), by default `dev`. */
export const stageOf = (app: App): Stage => stageFor(app.node.tryGetContext('stage') ?? 'dev');

/** Whether a scheduled job runs in a stage. Synthetic orders are placed only where the settings have them. */
export const isScheduled = (job: ScheduleId, { settings }: Stage): boolean =>
  job !== 'place-synthetic-order' || settings.syntheticOrders !== undefined;
