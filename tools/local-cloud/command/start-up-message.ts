import type { DelayDifference } from '../delays.ts';
import { type Deployment, functionsOf } from '../deployment.ts';

export interface StartUpFacts {
  readonly url: string;
  /** Where the data is, for people. */
  readonly database: string;
  /** A token of the default scope. */
  readonly token: string;
  readonly startedInMs: number;
  /** Periods and waiting times that are not those of the deployment. */
  readonly delays: readonly DelayDifference[];
}

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
  return `Periods and delays that differ from the deployment (npm start -- --pace aws):\n${lines.join('')}`;
};

const paymentLine = ({ paymentsAt }: Deployment): string =>
  paymentsAt === undefined
    ? ''
    : `Payments go to ${paymentsAt}, not to the payment simulator; only test payment methods work.\n\n`;

/** The message of `npm start` once everything runs. */
export const startUpMessage = (
  deployment: Deployment,
  { url, database, token, startedInMs, delays }: StartUpFacts,
): string => {
  const example = deployment.example?.({ url, token });
  return `
${deployment.title} is ready at ${url} (${(startedInMs / 1000).toFixed(1)} s)
${Object.keys(functionsOf(deployment)).length} functions, reloaded when their source changes; ${database}.

${paymentLine(deployment)}${delayLines(delays)}${example === undefined ? '' : `\n${example.title}:\n\n${example.command}\n`}
Logs: curl -s '${url}/local/logs?limit=20'   More: ${url}/   Stop: Ctrl-C
`;
};
