import type { QueryAnswer } from '../../local-cloud/logs-insights/answer-query.ts';
import { textTable } from '../../operator/operator-command/text-table.ts';

/** An answer as a table; `-` where the lines do not have a field. */
export const answerTable = ({ columns, rows }: QueryAnswer): string =>
  rows.length === 0
    ? 'No log line matches.'
    : textTable([columns, ...rows.map((row) => row.map((cell) => cell ?? '-'))]);

/** An answer as objects by column, for scripts; a cell without a value is absent. */
export const answerItems = ({ columns, rows }: QueryAnswer): readonly Readonly<Record<string, string>>[] =>
  rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((column, index) => (row[index] == null ? [] : [[column, row[index]]])),
    ),
  );
