import { existsSync, readFileSync } from 'node:fs';
import type { Objective } from '../../lib/slo/objective.ts';
import { RunbookError } from './command/runbook-error.ts';
import { orderService } from './order-service-declaration.ts';

const opening = /^\*\*.* % in \d+ days:\*\* .*$/m;

/** The line in which a runbook says what it is about: `**99.9 % in 30 days:** Requests are answered.` */
export const runbookOpening = ({
  target,
  windowDays,
  description,
}: Pick<Objective, 'target' | 'windowDays' | 'description'>): string =>
  `**${target} % in ${windowDays} days:** ${description}`;

/**
 * A runbook with the objective as it is declared; the rest is written by people.
 * @throws {RunbookError} when it has no line for it.
 */
export const withOpening = (text: string, objective: Objective): string => {
  const line = runbookOpening(objective);
  if (!opening.test(text)) {
    throw new RunbookError(
      `${objective.runbook} does not name its objective: write "${line}" in a line of its own, under the title`,
    );
  }
  return text.replace(opening, () => line);
};

/** The runbooks of the objectives that there are, by path from the project's root. */
export const runbookFiles: Readonly<Record<string, () => string>> = Object.fromEntries(
  Object.values(orderService.objectives)
    .filter(({ runbook }) => existsSync(runbook))
    .map((objective) => [
      objective.runbook,
      () => withOpening(readFileSync(objective.runbook, 'utf8'), objective),
    ]),
);
