import { CommandError } from '../../command-line/command-error.ts';
import { noLocalService, notLocalService } from '../../command-line/local-service.ts';
import type { QueryAnswer } from '../../local-cloud/logs-insights/answer-query.ts';
import type { Question } from './question.ts';

/**
 * Queries the log lines of the local run.
 * @throws {CommandError} when nothing answers, or the query is refused.
 */
export const askLocalRun = async (url: string, { query, minutes, logs }: Question): Promise<QueryAnswer> => {
  const parameters = new URLSearchParams({ query, minutes: String(minutes), logs });
  const answer = await fetch(`${url}/local/ask?${parameters}`).catch(() => {
    throw noLocalService(url);
  });
  const body = (await answer.json().catch(() => ({}))) as Partial<QueryAnswer> & {
    readonly message?: string;
  };
  const { columns, rows, message } = body;
  if (columns !== undefined && rows !== undefined) return { columns, rows };
  throw answer.status === 400 && message !== undefined ? new CommandError(message) : notLocalService(url);
};
