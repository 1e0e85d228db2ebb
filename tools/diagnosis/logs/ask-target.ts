import { setTimeout as wait } from 'node:timers/promises';
import type { QueryAnswer } from '../../local-cloud/logs-insights/answer-query.ts';
import type { Target } from '../../operator/operator-command/target.ts';
import { askLocalRun } from './local-logs.ts';
import type { Question } from './question.ts';

/**
 * Queries the log lines of the local run or of a stage.
 * @throws {CommandError} when it does not answer, or refuses the query.
 */
export const askTarget = async (
  target: Target,
  question: Question,
  signal: AbortSignal,
): Promise<QueryAnswer> => {
  if ('url' in target) return askLocalRun(target.url, question);
  const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs');
  const { askStage } = await import('./stage-logs.ts');
  const client = new CloudWatchLogsClient({ region: target.region, maxAttempts: 3 });
  try {
    return await askStage(
      { stage: target.stage, ...question },
      { client, now: Date.now, pause: () => wait(1_000, undefined, { signal }) },
    );
  } finally {
    client.destroy();
  }
};
