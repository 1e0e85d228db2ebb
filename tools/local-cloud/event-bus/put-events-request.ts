type Fields = Readonly<Record<string, unknown>>;

/** Why a request is refused as a whole; the message is EventBridge's. */
export class PutEventsRefused extends Error {
  override readonly name = 'PutEventsRefused';
}

const maxEntries = 10;

/** EventBridge's limit for all entries of a request together. */
const maxBytes = 1024 * 1024;

/** Bytes of a time in an entry's size. */
const timeBytes = 14;

const bytesOf = (value: unknown) => (typeof value === 'string' ? Buffer.byteLength(value) : 0);

/** The size of an entry as EventBridge counts it: its time, its texts in UTF-8, nothing of the request's syntax. */
const entryBytes = ({ Time, Source, DetailType, Detail, Resources }: Fields): number =>
  (Time === undefined ? 0 : timeBytes) +
  [Source, DetailType, Detail, Resources].flat().reduce((bytes: number, text) => bytes + bytesOf(text), 0);

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/**
 * The entries of a request, not yet looked into.
 * @throws {PutEventsRefused} when there are none, too many or too much.
 */
export const entriesOf = ({ Entries }: Fields): readonly Fields[] => {
  const constraint = (problem: string) =>
    new PutEventsRefused(
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must ${problem}`,
    );
  if (!Array.isArray(Entries)) throw constraint('not be null');
  if (Entries.length === 0) throw constraint('have length greater than or equal to 1');
  if (Entries.length > maxEntries) throw constraint(`have length less than or equal to ${maxEntries}`);
  const entries = Entries.map((entry: unknown): Fields => (isFields(entry) ? entry : {}));
  if (entries.reduce((bytes, entry) => bytes + entryBytes(entry), 0) > maxBytes) {
    throw new PutEventsRefused('Total size of the entries in the request is over the limit.');
  }
  return entries;
};
