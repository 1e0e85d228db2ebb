import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createStores, readEveryItem, writeEveryItem } from '../../../harness/dynamodb/every-item.ts';
import { emptyMemoryTables } from '../../../harness/dynamodb/memory-tables.ts';
import {
  fromJsonItem,
  itemsOf,
  putItems,
  type StoredItem,
  toJsonItem,
} from '../../../harness/dynamodb/stored-items.ts';

interface Recording {
  readonly items: Readonly<Record<'orders' | 'events' | 'metrics', readonly StoredItem[]>>;
  /** The items as the adapters of that day read them. */
  readonly readings: object;
}

const folder = new URL('stored-items/', import.meta.url);
const readRecording = (file: string): Recording => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
/** Readings of the first recording that no port returns any more in that form. */
const replacedReadings = ['unsettled'];
const recordings = () => readdirSync(folder).sort();

/** Plain data, as JSON holds it: without absent attributes. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Items with one token for all writers: each write draws its own. */
const withoutTokens = (items: Recording['items']): Recording['items'] =>
  JSON.parse(JSON.stringify(items), (name, value) =>
    name === 'writer' && typeof value === 'string' ? 'token' : value,
  );

// Tables hold items of every version of the service, so a recording is never changed. When the adapters write a new
// form, one more recording is added: RECORD_ITEMS=<today> npx vitest run <this file>, then npm run format.
const newRecording = process.env['RECORD_ITEMS'];

describe('stored items', () => {
  it('have the form of the newest recording', async () => {
    const stores = await createStores(emptyMemoryTables());
    await writeEveryItem(stores);
    const items = plain({
      orders: (await itemsOf(stores.tables.orders)).map(toJsonItem),
      events: (await itemsOf(stores.tables.events)).map(toJsonItem),
      metrics: (await itemsOf(stores.tables.metrics)).map(toJsonItem),
    });
    if (newRecording !== undefined) {
      const recording: Recording = { items, readings: await readEveryItem(stores) };
      writeFileSync(new URL(`${newRecording}.json`, folder), JSON.stringify(recording));
    }
    const newest = readRecording(recordings().at(-1) ?? 'none');
    expect(withoutTokens(items)).toEqual(withoutTokens(newest.items));
  });

  it.each(recordings())('of %s are read as on that day', async (file) => {
    const stores = await createStores(emptyMemoryTables());
    const { items, readings } = readRecording(file);
    await putItems(stores.tables.orders, items.orders.map(fromJsonItem));
    await putItems(stores.tables.events, items.events.map(fromJsonItem));
    await putItems(stores.tables.metrics, items.metrics.map(fromJsonItem));
    const kept = Object.entries(readings).filter(([name]) => !replacedReadings.includes(name));
    expect(plain(await readEveryItem(stores))).toMatchObject(Object.fromEntries(kept));
  });
});
