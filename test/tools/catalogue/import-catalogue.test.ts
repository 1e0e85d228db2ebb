import { describe, expect, it } from 'vitest';
import {
  type ErrorCode,
  OrderServiceError,
  type PutProductRequest,
} from '../../../client/src/order-service-client.ts';
import { type ImportDependencies, importCatalogue } from '../../../tools/catalogue/import-catalogue.ts';
import { parseCatalogue } from '../../../tools/catalogue/parse-catalogue.ts';

const failure = (code: ErrorCode | 'NETWORK' | 'DEADLINE', status?: number) =>
  new OrderServiceError(
    { code, message: 'failed', ...(status !== undefined && { status }) },
    { attempts: 1, correlationId: 'import-test' },
  );

/** A service with a catalogue, whose writes first do what `beforeWrite` says. */
const createShop = (beforeWrite: (sku: string, apply: () => void) => void = () => {}) => {
  const stored = new Map<string, { values: PutProductRequest; version: number }>();
  const writes: string[] = [];
  const client = {
    async getProduct(sku: string) {
      const found = stored.get(sku);
      if (!found) throw failure('PRD-001', 404);
      const { stock: available, stockShards: _shards, discontinued, ...rest } = found.values;
      const body = { sku, available, ...rest, ...(discontinued && { discontinued }) };
      return { status: 200, body, etag: `"${found.version}"`, correlationId: '', replayed: false };
    },
    async putProduct(
      sku: string,
      body: PutProductRequest,
      { ifMatch, ifNoneMatch }: { ifMatch?: string; ifNoneMatch?: string },
    ) {
      const before = stored.get(sku);
      const isExpected = before ? ifMatch === `"${before.version}"` : ifNoneMatch === '*';
      const apply = () => {
        const values = { stock: 0, ...before?.values, ...body };
        stored.set(sku, { values, version: (before?.version ?? 0) + 1 });
      };
      writes.push(sku);
      beforeWrite(sku, apply);
      if (!isExpected || (stored.get(sku)?.version ?? 0) !== (before?.version ?? 0))
        throw failure('PRD-003', 412);
      apply();
      return { status: 200 };
    },
  } as unknown as ImportDependencies['client'];
  return { client, stored, writes };
};

const importText = async (client: ImportDependencies['client'], text: string, dryRun = false) => {
  const { rows, problems } = parseCatalogue(text);
  expect(problems).toEqual([]);
  const pace = { perSecond: 10_000, concurrency: 3, signal: new AbortController().signal, now: () => 0 };
  return importCatalogue(rows, { client, pace, report: () => {} }, { dryRun });
};

const file = 'sku,name,price,currency,stock\nT-1,Tea,19.99,USD,5\nT-2,Mate,5,USD,\n';

describe('importCatalogue', () => {
  it('creates products, and changes nothing when it is repeated', async () => {
    const { client, stored, writes } = createShop();
    expect(await importText(client, file)).toMatchObject({
      created: 2,
      changed: 0,
      unchanged: 0,
      failed: [],
    });
    expect(stored.get('T-1')?.values).toMatchObject({ stock: 5, unitPrice: { amount: 1_999 } });
    expect(await importText(client, file)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect(writes).toHaveLength(2);
  });

  it('sends the values that differ, and keeps the stock of a product that exists', async () => {
    const { client, stored } = createShop();
    await importText(client, file);
    const changed = await importText(client, 'sku,name,price,currency,stock\nT-1,Tea,20,USD,9\nT-2,,,,\n');
    expect(changed).toMatchObject({ changed: 1, unchanged: 1, keptStock: 1 });
    expect(stored.get('T-1')).toMatchObject({ version: 2, values: { name: 'Tea', stock: 5 } });
  });

  it('writes nothing when a new product lacks a value', async () => {
    const { client, writes } = createShop();
    const { problems } = await importText(client, `${file}T-3,Oolong,,,\nT-4,,,,\n`);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [4, 'price'],
      [5, 'name'],
      [5, 'price'],
    ]);
    expect(writes).toEqual([]);
  });

  it('writes nothing in a dry run', async () => {
    const { client, writes } = createShop();
    expect(await importText(client, file, true)).toMatchObject({ created: 2, failed: [] });
    expect(writes).toEqual([]);
  });

  it('finds its own write after a lost answer, and does not repeat it', async () => {
    const { client, writes } = createShop((_, apply) => {
      apply();
      throw failure('DEADLINE');
    });
    expect(await importText(client, file)).toMatchObject({ created: 2, failed: [] });
    expect(writes).toHaveLength(2);
  });

  it('repeats a write before which another client changed the product', async () => {
    let others = 1;
    const shop = createShop((sku) => {
      const found = shop.stored.get(sku);
      if (found && others-- > 0) shop.stored.set(sku, { ...found, version: found.version + 1 });
    });
    await importText(shop.client, file);
    const result = await importText(shop.client, 'sku,name\nT-1,Black tea\n');
    expect(result).toMatchObject({ changed: 1, failed: [] });
    expect(shop.stored.get('T-1')?.values.name).toBe('Black tea');
  });

  it('names a product that cannot be written, and continues with the others', async () => {
    const { client, stored } = createShop((sku) => {
      if (sku === 'T-1') throw failure('SYS-004', 503);
    });
    const { failed, created } = await importText(client, file);
    expect(failed).toMatchObject([{ line: 2, sku: 'T-1', code: 'SYS-004' }]);
    expect(created).toBe(1);
    expect([...stored.keys()]).toEqual(['T-2']);
  });

  it.each([
    ['AUT-002', 403],
    ['NETWORK', undefined],
  ] as const)('ends after %s, which every other product would meet', async (code, status) => {
    const { client } = createShop(() => {
      throw failure(code, status);
    });
    await expect(importText(client, file)).rejects.toMatchObject({ code });
  });
});
