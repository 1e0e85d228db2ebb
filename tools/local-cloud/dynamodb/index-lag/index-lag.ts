import type { HttpResponse } from '../../http/http-response.ts';
import type { Attributes } from '../conflicts/written-items.ts';
import type { Tables } from '../create-tables.ts';
import type { DatabaseLayer, Forward } from '../database-layer.ts';
import { type IndexQuery, type QueryPage, readIndexQuery } from './index-query.ts';
import type { IndexedImages } from './indexed-images.ts';
import { type ItemWrite, itemWrites } from './item-writes.ts';
import { createRecentWrites } from './recent-writes.ts';

export interface IndexLagOptions {
  /** Tables whose indexes lag, by name. */
  readonly tables: Tables;
  readonly lagMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** The items that are in an index when the layer begins. */
  readonly images: IndexedImages;
  /** Reads an item from the database, strongly consistent. */
  readonly readItem: (table: string, key: Attributes) => Promise<Attributes | undefined>;
}

/** The result of reading a request; `undefined` for one that is none of DynamoDB's, which the database itself refuses. */
const readIfValid = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};

/** Items of which more than one write is under way: the last image is that of either. */
const createContest = () => {
  const underWay = new Map<string, { writes: number; contested: boolean }>();
  return {
    begin(id: string) {
      const item = underWay.get(id) ?? { writes: 0, contested: false };
      item.writes += 1;
      item.contested ||= item.writes > 1;
      underWay.set(id, item);
      /** Tells whether the write was alone. */
      return (): boolean => {
        item.writes -= 1;
        if (item.writes === 0) underWay.delete(id);
        return !item.contested;
      };
    },
  };
};

/**
 * The lag of global secondary indexes, which the embedded database does not have: a query of an index is answered as of
 * `lagMs` ago. Items that are new since then are missing, and items that were changed or deleted have their old state under
 * their old key. Scans of an index and queries with a filter are answered as of now.
 */
export const createIndexLag = ({ tables, lagMs, now, images, readItem }: IndexLagOptions): DatabaseLayer => {
  const recent = createRecentWrites(lagMs, now);
  const contest = createContest();

  const imageBefore = async ({ table, id, key }: ItemWrite): Promise<Attributes | undefined> => {
    const image = images.get(id);
    return image === 'unknown' ? readItem(table, key) : image;
  };

  const write = async (all: readonly ItemWrite[], forward: Forward): Promise<HttpResponse> => {
    const writes = all.filter(({ id, mayEnterIndex }) => mayEnterIndex || images.get(id) !== undefined);
    if (writes.length === 0) return forward();
    const befores = await Promise.all(writes.map(imageBefore));
    const begun = writes.map((item, position) => ({
      ...item,
      end: recent.begin(item.table, item.id, befores[position]),
      wasAlone: contest.begin(item.id),
    }));
    const end = (status: number | 'unknown') => {
      for (const { id, after, mayEnterIndex, end: endWrite, wasAlone } of begun) {
        endWrite(status === 200 || status === 'unknown' ? 'written' : 'refused');
        const alone = wasAlone();
        if (!alone || status === 'unknown') images.set(id, 'unknown');
        else if (status === 200) images.set(id, mayEnterIndex || after === 'unknown' ? after : undefined);
      }
    };
    try {
      const answer = await forward();
      end(answer.status);
      return answer;
    } catch (error) {
      end('unknown');
      throw error;
    }
  };

  const answerOf = (query: IndexQuery, answer: HttpResponse): HttpResponse => {
    if (answer.status !== 200) return answer;
    // The checksum is that of the database's own answer.
    const { 'x-amz-crc32': _checksum, ...headers } = answer.headers;
    const page = JSON.parse(String(answer.body)) as QueryPage;
    return {
      ...answer,
      headers,
      body: JSON.stringify(query.earlier(page, recent.earlierImages(query.table))),
    };
  };

  const read = async (query: IndexQuery, forward: Forward): Promise<HttpResponse> => {
    const askWide = async () => answerOf(query, await forward(query.wide));
    if (recent.earlierImages(query.table).size > 0) return askWide();
    const answer = await forward();
    // Writes may have begun meanwhile.
    if (recent.earlierImages(query.table).size === 0) return answer;
    return query.isNarrow ? askWide() : answerOf(query, answer);
  };

  return async ({ operation, content }, forward) => {
    if (operation === 'Query') {
      const query = readIfValid(() => readIndexQuery(tables, content));
      return query ? read(query, forward) : forward();
    }
    return write(readIfValid(() => itemWrites(tables, operation, content)) ?? [], forward);
  };
};
