import { existsSync, readFileSync } from 'node:fs';
import { severities } from '../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../lib/slo/objective.ts';
import { CommandError } from '../command-line/command-error.ts';
import { orderService } from './order-service-declaration.ts';

/** Sections of an objective's runbook, one for each kind of its alerts; alerts link to them. */
export const runbookSections = [...severities, 'budget-exhausted'] as const;

/** Parts of a section, in their order. */
export const runbookParts = [
  '**Means.**',
  '**Users feel**',
  '**First three commands.**',
  '**Stop the bleeding.**',
  '**Over when**',
] as const;

/** Stands in a skeleton for text that a person has to write. */
export const unwrittenPart = 'To be written.';

const opening = /^\*\*.* % in \d+ days:\*\* .*$/m;

/** The line of a runbook with its objective: `**99.9 % in 30 days:** Requests are answered.` */
export const runbookOpening = ({
  target,
  windowDays,
  description,
}: Pick<Objective, 'target' | 'windowDays' | 'description'>): string =>
  `**${target} % in ${windowDays} days:** ${description}`;

/** A new runbook: every section with every part, to be filled in. */
export const runbookSkeleton = (objective: Objective): string =>
  [
    `# ${objective.title}`,
    runbookOpening(objective),
    '[Before you begin](README.md#before-you-begin).',
    ...runbookSections.flatMap((section) => [
      `## ${section}`,
      ...runbookParts.map((part) => `${part} ${unwrittenPart}`),
    ]),
  ]
    .join('\n\n')
    .concat('\n');

/**
 * A runbook with the objective as it is declared; people write the rest.
 * @throws {CommandError} when it has no opening line.
 */
export const withOpening = (text: string, objective: Objective): string => {
  const line = runbookOpening(objective);
  if (!opening.test(text)) {
    throw new CommandError(
      `${objective.runbook} does not name its objective: write "${line}" in a line of its own, under the title.`,
    );
  }
  return text.replace(opening, () => line);
};

/** Generators of the runbooks of objectives, by path from the project's root; a missing runbook becomes a skeleton. */
export const runbookFilesOf = (objectives: readonly Objective[]): Readonly<Record<string, () => string>> =>
  Object.fromEntries(
    objectives.map((objective) => [
      objective.runbook,
      () =>
        existsSync(objective.runbook)
          ? withOpening(readFileSync(objective.runbook, 'utf8'), objective)
          : runbookSkeleton(objective),
    ]),
  );

export const runbookFiles = runbookFilesOf(Object.values(orderService.objectives));
