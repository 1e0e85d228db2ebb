import { type Deployment, functionsOf } from '../deployment.ts';

export interface StartUpFacts {
  readonly url: string;
  /** Where the data is, for people. */
  readonly database: string;
  /** A token of the default scope. */
  readonly token: string;
  /** Addresses at which others in the network reach the service. */
  readonly networkAddresses: readonly string[];
  readonly startedInMs: number;
  /** Count of the periods and waiting times that are not those of the deployment. */
  readonly delays: number;
}

/** PowerShell takes a bare `--` for itself, unless npm is of version 11.4 or later: https://github.com/npm/cli/pull/8278. */
const endOfOptions = '"--"';

const delayLine = (differences: number): string =>
  differences === 0
    ? 'Periods and delays are as deployed.\n'
    : `${differences} periods and delays are not those of the deployment (docs/local-run.md): npm start ${endOfOptions} --pace aws\n`;

const paymentLine = ({ paymentsAt }: Deployment): string =>
  paymentsAt === undefined
    ? ''
    : `Payments go to ${paymentsAt}, not to the payment simulator; only test payment methods work.\n\n`;

const networkLines = (addresses: readonly string[]): string =>
  addresses.length === 0
    ? ''
    : `WARNING: everyone in the network can get tokens of any scope, read the logs and end functions. The service listens on:
${addresses.map((address) => `  ${address}\n`).join('')}\n`;

/** Lines that work in bash, PowerShell and cmd. */
const nextSteps = (
  { example, reference }: Deployment,
  { url, token }: Pick<StartUpFacts, 'url' | 'token'>,
) => {
  const ofUrl = new URL(url).port === '3000' ? '' : ` --url ${url}`;
  const first = example?.({ url, token });
  const order = first === undefined ? '' : `${first.title}:\n\n${first.command}\n\n`;
  const logs = `npm run logs${ofUrl === '' ? '' : ` ${endOfOptions}${ofUrl}`}`;
  const steps: readonly (readonly [string, string])[] = [
    ['Console, in a browser', `${url}/`],
    ['Its log lines', logs],
    ['All log lines from now on', `npm run logs ${endOfOptions} --follow${ofUrl}`],
    ...(reference === undefined ? [] : [['API, with a form to try it', `${url}${reference}`] as const]),
    ['Local endpoints', `curl ${url}/`],
    ['Stop', 'Ctrl-C'],
  ];
  const width = Math.max(...steps.map(([name]) => name.length)) + 2;
  const lines = steps.map(([name, step]) => `${`${name}:`.padEnd(width)} ${step}\n`).join('');
  return `Next, in a second terminal in this folder (bash, PowerShell or cmd):\n\n${order}${lines}`;
};

/** The message of `npm start` once everything runs. */
export const startUpMessage = (
  deployment: Deployment,
  { url, database, token, networkAddresses, startedInMs, delays }: StartUpFacts,
): string =>
  `
${deployment.title} is ready at ${url} (${(startedInMs / 1000).toFixed(1)} s)
${Object.keys(functionsOf(deployment)).length} functions, reloaded when their source changes; ${database}.

${networkLines(networkAddresses)}${paymentLine(deployment)}${nextSteps(deployment, { url, token })}
${delayLine(delays)}`;
