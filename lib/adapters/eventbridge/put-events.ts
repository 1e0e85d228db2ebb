import { PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import type { Publication } from '../../app/ports/event-publisher.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { BusEntry } from './bus-entry.ts';
import type { EventBus } from './event-bus.ts';

/** Codes of single entries that say nothing about the entry. */
const transientCodes = new Set([
  'InternalException',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'ThrottlingException',
]);

/** Failures of a request that one of its entries may be the cause of. */
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

/** What one request has brought for an entry. */
export interface SentEntry {
  readonly publication: Publication;
  /** Whether it is worth sending again: not when the whole request failed, which the client has tried enough. */
  readonly again: boolean;
}

const publicationOf = (answer: PutEventsResultEntry | undefined): Publication => {
  if (answer?.EventId !== undefined && answer.ErrorCode === undefined) return { outcome: 'accepted' };
  const code = answer?.ErrorCode;
  if (code === undefined) return { outcome: 'unavailable', code: 'NoAnswer' };
  return { outcome: transientCodes.has(code) ? 'unavailable' : 'refused', code };
};

/**
 * Sends entries in one request. When the bus refuses the request as a whole, each is sent alone, to find out which
 * one it is.
 * @returns what became of each, in their order.
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
