import { keptCopies } from '../../../lib/contract/retention.ts';
import { loggedIdentifier } from '../../../lib/platform/logging/log-sanitizer.ts';
import type { Target } from '../operator-command/target.ts';
import { textTable } from '../operator-command/text-table.ts';

const dayMs = 86_400_000;

/** Which copies still hold a customer's id after an erasure, and until when. @param now milliseconds since 1970. */
export const keptCopiesText = (target: Target, customerId: string, now: number): string => {
  const logged = loggedIdentifier(customerId);
  const form = logged === customerId ? 'in clear' : `as ${logged}`;
  const inLogs = `Log lines of the customer’s requests hold the id ${form}, in userId or customerId.`;
  if (!('stage' in target))
    return `${inLogs}\nA local run keeps its log lines and the events on its bus until it ends.`;
  const rows = keptCopies(target.stage).map(({ place, days }) => [
    place,
    new Date(now + days * dayMs).toISOString().slice(0, 10),
    `${days} days`,
  ]);
  return `${inLogs}\nCopies that still hold the id:\n${textTable([['copy', 'until', 'kept for'], ...rows])}`;
};
