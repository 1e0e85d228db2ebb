import { parseArgs } from 'node:util';
import { MetricsCommandError } from './metrics-command-error.ts';

/** Where the service runs: on this machine, or deployed. */
export type Target = { readonly url: string } | { readonly stage: string; readonly region: string };

/** What the operator wants. */
export type MetricsCommand =
  | { readonly kind: 'help' }
  /** Without files, what the local service has given up. */
  | { readonly kind: 'redrive'; readonly target: Target; readonly files: readonly string[] };

export const metricsHelp = `Usage: npm run metrics -- redrive [options] [file or folder …]

Adds up log lines that the aggregator has not, or perhaps not: what a line says counts once, however often it is
read and wherever it comes from. Files hold, as JSON, any of

  what Lambda leaves in the failure bucket when a batch was given up:
    aws s3 sync s3://<FailureBucketName>/aws/lambda/ failed/ && npm run metrics -- redrive --stage prod failed
  lines that were looked up in the logs, for a time in which the subscription was down:
    aws logs filter-log-events --log-group-name … --filter-pattern '{ $.exact.seq = * }' > lines.json
  an event of a log subscription as it is

Without files, takes the batches that the local service has given up (/local/failures).

  --url <url>      the local service (default http://localhost:$PORT, or 3000)
  --stage <name>   a deployed stage instead; needs AWS credentials and AWS_REGION
  --help           print this

Exit code: 0 done, 1 something could not be read or written, 2 the command is wrong. It can always be repeated.
`;

const wrong = (problem: string) =>
  new MetricsCommandError(`${problem}. \`npm run metrics -- --help\` says how.`, 2);

const options = {
  url: { type: 'string' },
  stage: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw wrong((error as Error).message.split('. ')[0]?.replace(/\.$/, '') ?? 'The command is wrong');
  }
};

type Variables = Readonly<Record<string, string | undefined>>;

const targetOf = (
  { url, stage }: { readonly url?: string | undefined; readonly stage?: string | undefined },
  { AWS_REGION, AWS_DEFAULT_REGION, PORT }: Variables,
): Target => {
  if (url !== undefined && stage !== undefined) throw wrong('--url and --stage exclude each other');
  if (stage === undefined) return { url: (url ?? `http://localhost:${PORT || 3000}`).replace(/\/+$/, '') };
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  if (!region) throw wrong('AWS_REGION is not set, so that the stage cannot be found');
  return { stage, region };
};

/**
 * What to do.
 * @throws {MetricsCommandError} when something is unknown or missing.
 */
export const parseMetricsCommand = (args: readonly string[], variables: Variables): MetricsCommand => {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  const [kind, ...files] = positionals;
  if (kind === undefined) throw wrong('The command is missing');
  if (kind !== 'redrive') throw wrong(`Unknown command ${kind}`);
  const target = targetOf(values, variables);
  if ('stage' in target && files.length === 0)
    throw wrong('A stage needs files: it keeps them in its bucket');
  return { kind, target, files };
};
