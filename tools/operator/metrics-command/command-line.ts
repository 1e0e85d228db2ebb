import { exactLineFilter } from '../../../lib/contract/metric-definition.ts';
import type { Command, CommandLine } from '../../command-line/command.ts';
import { usageError } from '../../command-line/parse-command-line.ts';
import { type Target, targetOf, targetOptions, targetVariables } from '../operator-command/target.ts';

/** A parsed command of `npm run metrics`. Without files, it reads the failed batches of the local service. */
export interface MetricsCommand {
  readonly kind: 'redrive';
  readonly target: Target;
  readonly files: readonly string[];
}

export const metricsProgram = {
  name: 'npm run metrics',
  description:
    'Processes log lines that aggregate-metrics or judge-unanswered did not process. A line counts once, also when it is' +
    ' read several times or was processed before.',
  commands: {
    redrive: {
      help: 'processes the lines of files and of all files in folders; without operands, those of /local/failures',
      operands: { label: 'file or folder', least: 0, most: Number.POSITIVE_INFINITY },
    },
  },
  options: targetOptions,
  variables: targetVariables,
  notes: [
    'A file holds one of these as JSON:',
    '- a record of the failure bucket, where Lambda stores failed batches:',
    '  aws s3 sync s3://<FailureBucketName>/aws/lambda/ failed/ && npm run metrics -- redrive --stage prod failed',
    '- log lines of a period without a subscription:',
    `  aws logs filter-log-events --log-group-name … --filter-pattern '${exactLineFilter}' > lines.json`,
    '- the same of the access log: requests with an answer of their function are left out',
    '- an event of a log subscription, unchanged',
    '',
    'Exit code: 0 success, 1 failed to read or write a file or table, 2 wrong usage. It is safe to repeat the command.',
  ].join('\n'),
} as const satisfies Command;

/**
 * The command that a command line describes.
 * @throws {CommandError} when its options do not fit together.
 */
export const toMetricsCommand = (line: CommandLine<typeof metricsProgram>): MetricsCommand => {
  const target = targetOf(metricsProgram, line);
  if ('stage' in target && line.operands.length === 0)
    throw usageError(metricsProgram, '--stage needs files: download them from its failure bucket.');
  return { kind: line.command, target, files: line.operands };
};
