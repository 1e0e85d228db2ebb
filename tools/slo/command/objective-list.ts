import { errorBudget } from '../../../lib/slo/decimal.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { countWords, exactPercent } from './number-words.ts';
import { textTable } from './text-table.ts';

/** The objectives in a table, each in words. */
export const objectiveList = (objectives: readonly Objective[]): string =>
  textTable(
    [
      { heading: 'id' },
      { heading: 'target', align: 'right' },
      { heading: 'of', align: 'right' },
      { heading: 'budget', align: 'right' },
      { heading: 'events/h', align: 'right' },
      { heading: 'objective' },
    ],
    objectives.map(({ id, target, windowDays, expectedEventsPerHour, description }) => [
      id,
      `${target} %`,
      `${windowDays} d`,
      exactPercent(errorBudget(target)),
      countWords(expectedEventsPerHour),
      description,
    ]),
  );
