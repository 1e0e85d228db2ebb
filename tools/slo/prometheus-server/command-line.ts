import { parseArgs } from 'node:util';
import { PrometheusError } from './prometheus-error.ts';
import { retentionDays } from './retention.ts';

export interface PrometheusCommand {
  readonly serviceUrl: string;
  readonly port: number;
  readonly fresh: boolean;
}

export const prometheusHelp = `Usage: npm run prometheus [-- --url http://localhost:3000] [--port 9090] [--fresh]

Runs Prometheus beside the service that \`npm start\` runs: scrapes /metrics every 5 seconds with a token of the local
issuer, evaluates the rules of monitoring/prometheus/, keeps what it has seen for ${retentionDays} days in .local/prometheus/.

  --url     address of the service (default http://localhost:3000)
  --port    port of Prometheus (default 9090)
  --fresh   forget what was seen before
  --help    print this
`;

const options = {
  url: { type: 'string', default: 'http://localhost:3000' },
  port: { type: 'string', default: '9090' },
  fresh: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new PrometheusError('Unknown arguments. `npm run prometheus -- --help` lists what there is.');
  }
};

const serviceUrlOf = (text: string): string => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
  throw new PrometheusError(
    `--url is ${JSON.stringify(text)}. Set it to an address such as http://localhost:3000.`,
  );
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new PrometheusError(`--port is ${JSON.stringify(text)}. Set it to a number from 1 to 65535.`);
};

/**
 * What to do: run, or only say how to.
 * @throws {PrometheusError} when something is unknown or out of range.
 */
export const parsePrometheusCommand = (args: readonly string[]): PrometheusCommand | 'help' => {
  const { url, port, fresh, help } = parse(args);
  if (help) return 'help';
  return { serviceUrl: serviceUrlOf(url), port: portOf(port), fresh };
};
