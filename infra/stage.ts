import { type App, RemovalPolicy } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { isDisposableStage, logRetentionDays } from '../lib/contract/retention.ts';
import { defaultSettings } from '../lib/contract/service.ts';

/** Settings in which deployments of the service differ. */
export interface Stage {
  readonly name: string;
  /** Treatment of tables and logs when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  /** Whether the table and the stacks refuse to be deleted. */
  readonly protected: boolean;
  readonly logRetention: RetentionDays;
  /** Unpaid orders that a standard or premium customer may have. */
  readonly unpaidOrdersLimit: number;
  /** Attempts to pay that a standard or premium customer may make within an hour. */
  readonly paymentTriesPerHour: number;
}

const stageName = /^[a-z](?:[a-z0-9-]{0,14}[a-z0-9])?$/;

/**
 * `dev` and `dev-<anything>` can be destroyed without a trace; every other stage keeps its data and
 * refuses deletion, so that a new name is never less safe than production.
 * @throws {RangeError} on a name that cannot be part of a resource name.
 */
export const stageFor = (name: unknown): Stage => {
  if (typeof name !== 'string' || !stageName.test(name)) {
    throw new RangeError(
      `stage ${JSON.stringify(name)} is not valid: 1 to 16 of a-z, 0-9 and -, a letter first, no - last`,
    );
  }
  const disposable = isDisposableStage(name);
  return {
    name,
    removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    protected: !disposable,
    logRetention: logRetentionDays[disposable ? 'disposable' : 'lasting'],
    unpaidOrdersLimit: defaultSettings.unpaidOrdersLimit,
    paymentTriesPerHour: defaultSettings.paymentTriesPerHour,
  };
};

/** The stage that an app's context names (`-c stage=…`), `dev` unless it names one. */
export const stageOf = (app: App): Stage => stageFor(app.node.tryGetContext('stage') ?? 'dev');
