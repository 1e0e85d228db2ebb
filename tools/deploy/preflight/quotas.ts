import type { Stage } from '../../../infra/stage.ts';
import { serviceName } from '../../../lib/contract/service.ts';
import type { Problem } from './problem.ts';

/** Needs of a stage, as quotas count them. */
export interface Needs {
  readonly stacks: number;
  /** Roles of IAM, which the whole account shares. */
  readonly roles: number;
  /** Metric and composite alarms. */
  readonly alarms: number;
  /** Rules on the default bus of EventBridge, as of scheduled jobs. */
  readonly rules: number;
  readonly tables: number;
  /** Most bytes of the packages of one deployment; Lambda keeps each version. */
  readonly codeBytes: number;
}

/** Kinds of resources whose quota the SDK of the service does not report. */
export type CountedKind = 'alarms' | 'rules' | 'tables';

/** Kinds of resources whose quota a service reports. */
export type LimitedKind = 'stacks' | 'roles';

/** Names of the resources of a kind, and how many there may be. */
export interface Limited {
  readonly limit: number;
  readonly names: readonly string[];
}

/** Reads how much of its quotas an account uses in a region. Every call may reject. */
export interface QuotaReader {
  limited(kind: LimitedKind): Promise<Limited>;
  /** Bytes of all versions of all functions. */
  codeStorage(): Promise<{ readonly limit: number; readonly used: number }>;
  names(kind: CountedKind): Promise<readonly string[]>;
}

/**
 * Quotas of a new account in a region: the pages "quotas" of the user guides of CloudWatch, EventBridge and DynamoDB. AWS
 * raises them on request.
 */
const defaultQuotas: Readonly<Record<CountedKind, { readonly quota: number; readonly title: string }>> = {
  alarms: { quota: 5_000, title: 'alarms of CloudWatch' },
  rules: { quota: 300, title: 'rules on the default bus of EventBridge' },
  tables: { quota: 2_500, title: 'tables of DynamoDB' },
};

const askAws = 'ask AWS for a higher quota by Service Quotas, or delete unused ones';

/** How many of the needed resources an account does not have yet. */
const missing = (needed: number, names: readonly string[], { name }: Stage): number =>
  Math.max(0, needed - names.filter((found) => found.startsWith(`${serviceName}-${name}-`)).length);

const checkLimited = async (
  kind: LimitedKind,
  stage: Stage,
  needs: Needs,
  reader: QuotaReader,
): Promise<readonly Problem[]> => {
  const { limit, names } = await reader.limited(kind);
  const wanted = missing(needs[kind], names, stage);
  if (wanted === 0 || names.length + wanted <= limit) return [];
  const what = `the account has ${names.length} of at most ${limit} ${kind}, and ${wanted} more are needed`;
  return [{ what, cure: askAws }];
};

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

const checkCode = async ({ codeBytes }: Needs, reader: QuotaReader): Promise<readonly Problem[]> => {
  const { limit, used } = await reader.codeStorage();
  if (used + codeBytes <= limit) return [];
  const what = `the code of all functions has ${megabytes(used)} of at most ${megabytes(limit)}, and up to ${megabytes(codeBytes)} more are needed`;
  return [
    { what, cure: 'delete old versions of functions, or ask AWS for a higher quota by Service Quotas' },
  ];
};

const checkKind = async (
  kind: CountedKind,
  stage: Stage,
  needs: Needs,
  reader: QuotaReader,
): Promise<readonly Problem[]> => {
  const names = await reader.names(kind);
  const { quota, title } = defaultQuotas[kind];
  const wanted = missing(needs[kind], names, stage);
  if (wanted === 0 || names.length + wanted <= quota) return [];
  const what = `the region has ${names.length} ${title}, and ${wanted} more are needed: a new account may have ${quota}`;
  return [{ what, cure: `make sure that the quota of the account is higher, or ${askAws}`, isWarning: true }];
};

/**
 * Compares the needs of a stage with what is left of the account's quotas. A quota that only its default is known of
 * gives a warning, and so does one that cannot be read: a role of before may lack the permission.
 */
export const checkQuotas = async (
  stage: Stage,
  needs: Needs,
  reader: QuotaReader,
): Promise<readonly Problem[]> => {
  const checks: readonly [string, () => Promise<readonly Problem[]>][] = [
    ['stacks', () => checkLimited('stacks', stage, needs, reader)],
    ['roles', () => checkLimited('roles', stage, needs, reader)],
    ['code of functions', () => checkCode(needs, reader)],
    ...(['alarms', 'rules', 'tables'] as const).map((kind): [string, () => Promise<readonly Problem[]>] => [
      kind,
      () => checkKind(kind, stage, needs, reader),
    ]),
  ];
  const problems: Problem[] = [];
  for (const [quota, run] of checks) {
    const found = await run().catch((error: unknown): readonly Problem[] => {
      const reason = error instanceof Error ? error.message || error.name : String(error);
      const what = `the quota of ${quota} cannot be read: ${reason}`;
      return [{ what, cure: 'deploy the delivery role again, or permit the call', isWarning: true }];
    });
    problems.push(...found);
  }
  return problems;
};
