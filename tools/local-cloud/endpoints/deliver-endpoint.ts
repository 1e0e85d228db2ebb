import { type BusEntry, type EntryProblem, parseEntry } from '../event-bus/bus-entry.ts';
import type { EventBus } from '../event-bus/event-bus.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';

/** EventBridge's limit for one request. */
const maxBodyBytes = 1024 * 1024;

/** `replay-name` of events that a person has delivered. */
const consoleReplay = 'console';

const parseObject = (body: Buffer): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const isProblem = (entry: BusEntry | EntryProblem): entry is EntryProblem => 'ErrorCode' in entry;

/**
 * `POST /local/events`: delivers an event that was delivered before, or a changed one: `{"source","detail-type","detail"}`.
 * As an event that EventBridge replays from an archive, it has a `replay-name`.
 */
export const createDeliverEndpoint =
  ({ name, accept }: Pick<EventBus, 'name' | 'accept'>): RequestHandler =>
  async ({ readBody }) => {
    const body = await readBody(maxBodyBytes);
    if (!body) return jsonResponse(413, { message: 'Request Entity Too Large' });
    const event = parseObject(body);
    if (!event) return jsonResponse(400, { message: 'an event is described by a JSON object' });
    const { source, 'detail-type': detailType, detail } = event;
    const entry = parseEntry(
      { Source: source, DetailType: detailType, Detail: JSON.stringify(detail), EventBusName: name },
      Date.now(),
    );
    if (isProblem(entry)) return jsonResponse(400, { message: entry.ErrorMessage });
    return jsonResponse(200, { id: accept({ ...entry, replayName: consoleReplay }) });
  };
