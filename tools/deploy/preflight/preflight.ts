import { stackName } from '../../../infra/names.ts';
import type { Stage } from '../../../infra/stage.ts';
import { consumerEntries } from '../../../lib/contract/consumers.ts';
import { awsProblemOf } from '../../command-line/aws-problem.ts';
import type { AccountReader, GetJson } from './account-reader.ts';
import { placeholdersIn } from './placeholders.ts';
import type { Problem } from './problem.ts';
import { checkQuotas, type Needs, type QuotaReader } from './quotas.ts';
import { checkRestoredTables } from './restored-tables.ts';
import { checkSyntheticProduct } from './synthetic-product.ts';

/** One check before a deployment. It changes nothing. */
export interface Check {
  readonly name: string;
  /** Whether it reads the AWS account. */
  readonly readsAccount: boolean;
  /** Problems, none when all is well. It rejects when the check itself is not possible. */
  readonly run: () => Promise<readonly Problem[]>;
}

/** Surroundings of a deployment. */
export interface Surroundings {
  readonly account: AccountReader;
  readonly quotas: QuotaReader;
  /** Counts what the stage needs of the quotas. */
  readonly needs: () => Promise<Needs>;
  readonly getJson: GetJson;
  /** Region by the environment variables of AWS; `undefined` when they name none. */
  readonly region: string | undefined;
}

/** Stacks of a deployment, by the last part of their names. */
export const stackParts = ['data', 'events', 'api', 'jobs', 'monitoring'] as const;

/** The version of CDK's bootstrap stack that the templates need. */
const neededBootstrapVersion = 6;

/** Lambda keeps this much of the limit for functions without a reservation: AWS Lambda Developer Guide, reserved concurrency. */
const leastUnreserved = 100;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

const settingsFile = ({ name, protected: lasts }: Stage) => `infra/stages/${lasts ? name : 'dev'}.ts`;

const reservedByContract = consumerEntries.flatMap(([id, { trigger }]): [string, number][] =>
  trigger.kind === 'logs' ? [[id, trigger.reservedConcurrency]] : [],
);

const checkPlaceholders = (stage: Stage): readonly Problem[] =>
  placeholdersIn(stage.settings).map(({ path, value }) => ({
    what: `${path} is the placeholder ${value}`,
    cure: `set ${path} in ${settingsFile(stage)}`,
  }));

const checkAccount = async (stage: Stage, { account }: Surroundings): Promise<readonly Problem[]> => {
  const actual = await account.accountId();
  const { account: wanted } = stage.settings;
  if (wanted === undefined || wanted === actual) return [];
  const what = `the credentials are of account ${actual}, and ${stage.name} belongs to ${wanted}`;
  return [{ what, cure: `use credentials of ${wanted}, or correct account in ${settingsFile(stage)}` }];
};

const checkRegion = (stage: Stage, { region }: Surroundings): readonly Problem[] => {
  const { region: wanted } = stage.settings;
  if (region === undefined && wanted === undefined) {
    return [{ what: 'no region is configured', cure: 'set AWS_REGION' }];
  }
  if (wanted === undefined || wanted === region) return [];
  return [
    {
      what: `the region is ${region ?? 'not configured'}, and ${stage.name} belongs to ${wanted}`,
      cure: `set AWS_REGION=${wanted}`,
    },
  ];
};

const checkBootstrap = async ({ account, region }: Surroundings): Promise<readonly Problem[]> => {
  const version = await account.bootstrapVersion();
  if (version !== undefined && version >= neededBootstrapVersion) return [];
  const place = `aws://${await account.accountId()}/${region ?? '<region>'}`;
  const what =
    version === undefined
      ? 'CDK is not bootstrapped in this account and region'
      : `the CDK bootstrap stack has version ${version}, and ${neededBootstrapVersion} is needed`;
  return [{ what, cure: `run npx cdk bootstrap ${place}` }];
};

const isBroken = (status: string): boolean => /^ROLLBACK_COMPLETE$|_FAILED$/.test(status);

const checkStacks = async (stage: Stage, { account }: Surroundings): Promise<readonly Problem[]> => {
  const problems: Problem[] = [];
  for (const part of stackParts) {
    const name = stackName(stage, part);
    const status = await account.stackStatus(name);
    // The remains of a first change set that was never executed; CDK replaces them.
    if (status === undefined || status === 'REVIEW_IN_PROGRESS') continue;
    if (status.endsWith('_IN_PROGRESS')) {
      problems.push({
        what: `the stack ${name} is ${status}`,
        cure: 'wait until the other deployment has ended',
      });
    } else if (part === 'monitoring' && stage.settings.alarms.monitoring === 'none') {
      problems.push({
        what: `the stage has no alarms, and the stack ${name} still has them, at their price`,
        cure: 'deploy with --yes, which deletes this stack first',
        isWarning: true,
      });
    } else if (isBroken(status)) {
      problems.push({
        what: `the stack ${name} is ${status} and cannot be updated`,
        cure: `see "A stack is broken" in docs/deploy.md`,
      });
    }
  }
  return problems;
};

const checkConcurrency = async (stage: Stage, { account }: Surroundings): Promise<readonly Problem[]> => {
  if (stage.settings.reservedConcurrency === 'none') return [];
  const { limit, unreserved } = await account.concurrency();
  let missing = 0;
  for (const [id, wanted] of reservedByContract) {
    missing += Math.max(0, wanted - (await account.reservedBy(stackName(stage, id))));
  }
  if (missing === 0 || unreserved - missing >= leastUnreserved) return [];
  const what = `the account allows ${limit} concurrent executions, ${unreserved} of them unreserved: too few to reserve ${missing} more`;
  const cure = `set reservedConcurrency to 'none' in ${settingsFile(stage)}, or ask AWS for a higher quota`;
  return [{ what, cure }];
};

const checkIssuer = async (stage: Stage, { getJson }: Surroundings): Promise<readonly Problem[]> => {
  const { issuer } = stage.settings.tokens;
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const cure = `correct tokens.issuer in ${settingsFile(stage)}: API Gateway asks it when the authorizer is made`;
  // A placeholder has no owner, so no request is sent.
  if (placeholdersIn(issuer).length > 0) return [{ what: `${issuer} is a placeholder`, cure }];
  const answer = await getJson(address).then(
    (document) => ({ document }),
    (error: unknown) => ({ error }),
  );
  if ('error' in answer) {
    return [{ what: `${address} does not answer: ${messageOf(answer.error)}`, cure }];
  }
  const { issuer: named, jwks_uri: keys } = answer.document as {
    readonly issuer?: unknown;
    readonly jwks_uri?: unknown;
  };
  if (named !== issuer) return [{ what: `${address} is of the issuer ${named}, not of ${issuer}`, cure }];
  return typeof keys === 'string' ? [] : [{ what: `${address} has no jwks_uri`, cure }];
};

const checkPaymentSecret = async (stage: Stage, { account }: Surroundings): Promise<readonly Problem[]> => {
  const { paymentSecretArn } = stage.settings;
  if (await account.hasSecret(paymentSecretArn)) return [];
  const cure = `store the payment gateway's key there, or correct paymentSecretArn in ${settingsFile(stage)}`;
  return [{ what: `there is no secret ${paymentSecretArn}`, cure }];
};

const covers = (name: string, domain: string): boolean =>
  name === domain || (name.startsWith('*.') && domain.split('.').slice(1).join('.') === name.slice(2));

const checkDomain = async (stage: Stage, { account }: Surroundings): Promise<readonly Problem[]> => {
  const { domain } = stage.settings;
  if (domain === undefined) return [];
  const cure = `correct domain in ${settingsFile(stage)}, or have the certificate issued`;
  const certificate = await account.certificate(domain.certificateArn);
  if (certificate === undefined) return [{ what: `there is no certificate ${domain.certificateArn}`, cure }];
  const problems: Problem[] = [];
  if (certificate.status !== 'ISSUED')
    problems.push({ what: `the certificate is ${certificate.status}`, cure });
  if (!certificate.names.some((name) => covers(name, domain.name))) {
    problems.push({ what: `the certificate does not cover ${domain.name}`, cure });
  }
  return problems;
};

/** The checks before a deployment of a stage, in the order in which their problems are solved. */
export const checksOf = (stage: Stage, surroundings: Surroundings): readonly Check[] => {
  const local = (name: string, run: Check['run']): Check => ({ name, readsAccount: false, run });
  const reading = (name: string, run: Check['run']): Check => ({ name, readsAccount: true, run });
  return [
    local('settings without placeholders', async () => checkPlaceholders(stage)),
    local('region', async () => checkRegion(stage, surroundings)),
    local('issuer of tokens', () => checkIssuer(stage, surroundings)),
    local('product of synthetic orders', () => checkSyntheticProduct(stage, surroundings.getJson)),
    reading('account of the credentials', () => checkAccount(stage, surroundings)),
    reading('CDK bootstrap', () => checkBootstrap(surroundings)),
    reading('state of the stacks', () => checkStacks(stage, surroundings)),
    reading('concurrency of the account', () => checkConcurrency(stage, surroundings)),
    reading('payment secret', () => checkPaymentSecret(stage, surroundings)),
    reading('restored tables', () => checkRestoredTables(stage, surroundings.account)),
    reading('domain', () => checkDomain(stage, surroundings)),
    reading('quotas', async () => checkQuotas(stage, await surroundings.needs(), surroundings.quotas)),
  ];
};

/**
 * Runs all checks, and prints a line about each, and one about each problem with its cure. Warnings pass. Once the account cannot be
 * read, the other checks of it are skipped.
 * @returns the number of checks that did not pass.
 */
export const runPreflight = async (
  checks: readonly Check[],
  print: (text: string) => void,
): Promise<number> => {
  let notPassed = 0;
  let isReadable = true;
  for (const { name, readsAccount, run } of checks) {
    if (readsAccount && !isReadable) {
      print(`skipped ${name}`);
      notPassed += 1;
      continue;
    }
    const problems = await run().catch((error: unknown): readonly Problem[] => {
      isReadable &&= !readsAccount;
      const what = `the check is not possible: ${messageOf(error)}`;
      return [awsProblemOf(error) ?? { what, cure: 'check credentials and permissions' }];
    });
    const isPassed = problems.every(({ isWarning }) => isWarning);
    print(`${isPassed ? (problems.length === 0 ? 'ok     ' : 'WARNING') : 'FAILED '} ${name}`);
    for (const { what, cure } of problems) print(`        ${what}; ${cure}`);
    if (!isPassed) notPassed += 1;
  }
  return notPassed;
};
