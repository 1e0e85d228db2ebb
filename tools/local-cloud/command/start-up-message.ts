import type { DelayDifference } from '../delays.ts';
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
  /** Periods and waiting times that are not those of the deployment. */
  readonly delays: readonly DelayDifference[];
}

/** PowerShell takes a bare `--` for itself, unless npm is of version 11.4 or later: https://github.com/npm/cli/pull/8278. */
const endOfOptions = '"--"';

const delayLines = (delays: readonly DelayDifference[]): string => {
  if (delays.length === 0) return 'Periods and delays are as deployed.\n';
  const widths = [
    Math.max(...delays.map(({ what }) => what.length)),
    Math.max(...delays.map(({ here }) => here.length)),
  ] as const;
  const lines = delays.map(
    ({ what, here, deployed }) =>
      `  ${what.padEnd(widths[0])}  ${here.padEnd(widths[1])}  deployed: ${deployed}\n`,
  );
  return `Periods and delays that differ from the deployment (npm start ${endOfOptions} --pace aws):\n${lines.join('')}`;
};

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
  const port = new URL(url).port;
  const ofPort = port === '3000' ? '' : ` --port ${port}`;
  const first = example?.({ url, token });
  const order = first === undefined ? '' : `${first.title}:\n\n${first.command}\n\n`;
  const logs = `npm run logs${ofPort === '' ? '' : ` ${endOfOptions}${ofPort}`}`;
  const steps: readonly (readonly [string, string])[] = [
    ['Its log lines', logs],
    ['All log lines from now on', `npm run logs ${endOfOptions} --follow${ofPort}`],
    ...(reference === undefined ? [] : [['API, with a form to try it', `${url}${reference}`] as const]),
    ['Local endpoints', `${url}/`],
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

${networkLines(networkAddresses)}${paymentLine(deployment)}${delayLines(delays)}
${nextSteps(deployment, { url, token })}`;
