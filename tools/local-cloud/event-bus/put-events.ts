import type { FaultInjection } from '../faults/fault-injection.ts';
import { type BusEntry, type EntryProblem, parseEntry } from './bus-entry.ts';
import type { EventBus } from './event-bus.ts';
import { entriesOf } from './put-events-request.ts';

/** Answer of `PutEvents`: for each entry, in their order, the event's id or why there is none. */
export interface PutEventsResult extends Readonly<Record<string, unknown>> {
  readonly FailedEntryCount: number;
  readonly Entries: readonly ({ readonly EventId: string } | EntryProblem)[];
}

export interface PutEventsContext {
  readonly faults: FaultInjection;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const isProblem = (entry: BusEntry | EntryProblem): entry is EntryProblem => 'ErrorCode' in entry;

const refused: EntryProblem = {
  ErrorCode: 'InvalidArgument',
  ErrorMessage: 'Parameter Detail is not valid. Reason: a configured fault rejects this order.',
};

const failed: EntryProblem = { ErrorCode: 'InternalFailure', ErrorMessage: 'Internal failure' };

/**
 * Accepts each valid entry, independent of the others.
 * @throws {PutEventsRefused} when the request as a whole cannot be accepted.
 */
export const putEvents = (
  bus: EventBus,
  input: Readonly<Record<string, unknown>>,
  { faults, now }: PutEventsContext,
): PutEventsResult => {
  const entries = entriesOf(input).map((fields): { EventId: string } | EntryProblem => {
    const entry = parseEntry(fields, now);
    if (isProblem(entry)) return entry;
    if (faults.refuses(entry.detail['orderId'])) return refused;
    return faults.bus('partial') ? failed : { EventId: bus.accept(entry) };
  });
  return { FailedEntryCount: entries.filter((entry) => 'ErrorCode' in entry).length, Entries: entries };
};
