import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Grant } from '../../../tools/local-cloud/iam/access-control.ts';

const file = join(import.meta.dirname, '../../../.build/used-grants.txt');

/** Adds the grants that a local cloud has used to those of the test run. */
export const recordUsedGrants = (grants: readonly Grant[]): void => {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, grants.map((grant) => `${grant}\n`).join(''));
};

/** Forgets the test run before. */
export const clearUsedGrants = (): void => rmSync(file, { force: true });

/** The grants of the contract, and those of them that were not used since they were cleared. */
export const listUnusedGrants = async (): Promise<
  Readonly<Record<'declared' | 'unused', readonly Grant[]>>
> => {
  // Loaded only now: the configuration of the test runner imports this file.
  const [{ grantList }, { grantsOf }, { orderServiceDeployment }] = await Promise.all([
    import('../../../tools/local-cloud/iam/access-control.ts'),
    import('../../../tools/local-cloud/iam/grants.ts'),
    import('../../../tools/local-cloud/order-service-deployment.ts'),
  ]);
  const used = new Set<string>(readFileSync(file, 'utf8').split('\n'));
  const declared = grantList(grantsOf(orderServiceDeployment()));
  return { declared, unused: declared.filter((grant) => !used.has(grant)) };
};
