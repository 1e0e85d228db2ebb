import { stackName } from '../../infra/names.ts';
import type { Stage } from '../../infra/stage.ts';
import { CommandError } from '../command-line/command-error.ts';
import { stackParts } from './preflight/preflight.ts';

/** A stack of a stage, and the buckets in it. */
export interface FoundStack {
  readonly name: string;
  readonly buckets: readonly string[];
}

/** The account from which a stage is removed. */
export interface StageRemover {
  /** 12-digit id of the account of the credentials. */
  accountId(): Promise<string>;
  /** `undefined` when there is no such stack. */
  findStack(name: string): Promise<FoundStack | undefined>;
  /** Deletes all versions of all objects. @returns their number. */
  emptyBucket(bucket: string): Promise<number>;
  /** Deletes a stack and waits for the end. @returns why it is still there, a line for each resource; none when it is gone. */
  deleteStack(name: string): Promise<readonly string[]>;
}

export interface DestroyOptions {
  readonly remover: StageRemover;
  readonly print: (text: string) => void;
  /** Whether the stage is deleted; otherwise the plan is printed. */
  readonly confirmed: boolean;
}

const checkStage = async ({ name, protected: isProtected, settings }: Stage, remover: StageRemover) => {
  if (isProtected)
    throw new CommandError(
      `The stage ${name} keeps its data and is not destroyed by a command; see docs/deploy.md, "Tear down".`,
    );
  const account = await remover.accountId();
  if (settings.account !== undefined && settings.account !== account)
    throw new CommandError(
      `The credentials are of account ${account}, and ${name} belongs to ${settings.account}. Nothing was changed.`,
    );
};

/** Deletes a stack. Functions that end may write to a bucket once more: it is then emptied again. */
const deleteOne = async ({ name, buckets }: FoundStack, { remover, print }: DestroyOptions) => {
  let problems: readonly string[] = [];
  for (let tries = 1; tries <= 2; tries += 1) {
    for (const bucket of buckets) {
      const objects = await remover.emptyBucket(bucket);
      if (objects > 0) print(`${bucket}: ${objects} ${objects === 1 ? 'object' : 'objects'} deleted`);
    }
    print(`${name}: deleting`);
    problems = await remover.deleteStack(name);
    if (problems.length === 0 || buckets.length === 0) break;
  }
  for (const problem of problems) print(`${name}: ${problem}`);
  return problems.length === 0;
};

/**
 * Deletes the stacks of a stage in reverse order, with the content of their buckets.
 * @returns whether the stage is gone; false without confirmation.
 * @throws {CommandError} for a stage that keeps its data, and for credentials of another account.
 */
export const destroyStage = async (stage: Stage, options: DestroyOptions): Promise<boolean> => {
  const { remover, print, confirmed } = options;
  await checkStage(stage, remover);
  const stacks: FoundStack[] = [];
  for (const part of stackParts.toReversed()) {
    const found = await remover.findStack(stackName(stage, part));
    if (found) stacks.push(found);
  }
  if (stacks.length === 0) {
    print(`The stage ${stage.name} has no stack.`);
    return true;
  }
  if (!confirmed) {
    for (const { name, buckets } of stacks)
      print([name, ...buckets.map((bucket) => `  with ${bucket}`)].join('\n'));
    print(
      'Nothing was deleted. Add --yes to delete these stacks with all orders, products and logs in them.',
    );
    return false;
  }
  for (const stack of stacks) {
    if (await deleteOne(stack, options)) continue;
    print('The deletion stopped. Remove the cause, then repeat the command; it continues.');
    return false;
  }
  print(
    `The stage ${stage.name} is deleted. These stay: the secret ${stage.settings.paymentSecretArn}, and CDKToolkit, the bootstrap of CDK, with the uploaded packages.`,
  );
  return true;
};
