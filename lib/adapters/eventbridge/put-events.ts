import { PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import type { Publication } from '../../app/ports/event-publisher.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { BusEntry } from './bus-entry.ts';
import type { EventBus } from './event-bus.ts';

/** Error codes of an entry whose cause is not the entry. */
const transientCodes = new Set([
  'InternalException',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'ThrottlingException',
]);

/** Errors of a request that a single entry may have caused. */
const refusalNames = new Set([
  'PayloadTooLargeException',
  'RequestEntityTooLargeException',
  'ValidationException',
]);

interface RequestFailure {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const isRefusal = ({ name = '', $metadata }: RequestFailure): boolean =>
  refusalNames.has(name) || $metadata?.httpStatusCode === 413;

/** The result of one request for one entry. */
export interface SentEntry {
  readonly publication: Publication;
  /** Whether to send the entry again. False after the whole request failed, because the client has retried it already. */
  readonly again: boolean;
}

const publicationOf = (answer: PutEventsResultEntry | undefined): Publication => {
  if (answer?.EventId !== undefined && answer.ErrorCode === undefined) return { outcome: 'accepted' };
  const code = answer?.ErrorCode;
  if (code === undefined) return { outcome: 'unavailable', code: 'NoAnswer' };
  return { outcome: transientCodes.has(code) ? 'unavailable' : 'refused', code };
};

/**
 * Sends entries in one request. When the bus refuses the whole request, sends each entry alone to find the one
 * that it refuses.
 * @returns one result per entry, in the same order.
 */
export const putEvents = async (
  bus: EventBus,
  entries: readonly BusEntry[],
  options: CallOptions,
): Promise<readonly SentEntry[]> => {
  const failedAs = (publication: Publication): SentEntry => ({ publication, again: false });
  const command = new PutEventsCommand({ Entries: [...entries] });
  try {
    const { Entries = [] } = await bus.client.send(command, options);
    return entries.map((_, index) => {
      const publication = publicationOf(Entries[index]);
      return { publication, again: publication.outcome === 'unavailable' };
    });
  } catch (error) {
    const failure = error as RequestFailure;
    const code = failure.code ?? failure.name ?? 'UnknownError';
    if (!isRefusal(failure)) return entries.map(() => failedAs({ outcome: 'unavailable', code }));
    if (entries.length === 1) return [failedAs({ outcome: 'refused', code })];
    return (await Promise.all(entries.map((entry) => putEvents(bus, [entry], options)))).flat();
  }
};
