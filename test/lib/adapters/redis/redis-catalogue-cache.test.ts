import { Redis } from 'iovalkey';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createRedisCatalogueCache,
  createRedisHealthCheck,
} from '../../../../lib/adapters/redis/redis-catalogue-cache.ts';
import {
  createRedisConnection,
  type RedisConnection,
} from '../../../../lib/adapters/redis/redis-connection.ts';
import { createCatalogue } from '../../../../lib/app/cached-catalogue.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { createMemoryDatabase } from '../../../doubles/memory-database.ts';
import { startStopwatch } from '../../../harness/busy-machine.ts';
import {
  type RedisServer,
  redisTool,
  startRedisServer,
  startSilentServer,
} from '../../../harness/redis-server.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { catalogueCacheContract } from '../../app/ports/catalogue-cache.contract.ts';

const { available: _, ...tea } = aProduct({ stockShards: 3 });
const keyOfTea = 'order-service:catalogue:2:TEA-001';

/** A catalogue that sells tea, in front of whose table stands the cache at this address. */
const aCatalogue = async (url: string) => {
  const { products } = createMemoryDatabase();
  await products.create(aProduct({ stockShards: 3 }), calmly);
  const connection = createRedisConnection(url);
  const failures: unknown[] = [];
  const unreadable: string[] = [];
  let reads = 0;
  const catalogue = createCatalogue({
    cache: createRedisCatalogueCache(connection, {
      ttlMs: 60_000,
      onUnreadable: (key) => unreadable.push(key),
    }),
    products: {
      findEntries: (skus, options) => {
        reads += 1;
        return products.findEntries(skus, options);
      },
    },
    onCacheFailure: (reason) => failures.push(reason),
  });
  return { ...catalogue, close: connection.close, failures, unreadable, reads: () => reads };
};

describe.skipIf(redisTool.isMissing)(`createRedisCatalogueCache${redisTool.reason}`, () => {
  let server: RedisServer;
  let observer: Redis;
  let connection: RedisConnection;
  beforeAll(async () => {
    server = await startRedisServer();
    observer = new Redis(server.url, { lazyConnect: true });
    observer.on('error', () => {});
    await observer.connect();
  });
  afterAll(async () => {
    observer.disconnect();
    await server.stop();
  });
  beforeEach(async () => {
    await observer.flushall();
    connection = createRedisConnection(server.url);
  });
  afterEach(() => connection.close());

  catalogueCacheContract(async ({ ttlMs }) =>
    createRedisCatalogueCache(connection, { ttlMs, onUnreadable: () => {} }),
  );

  const cache = (onUnreadable: (key: string) => void = () => {}) =>
    createRedisCatalogueCache(connection, { ttlMs: 60_000, onUnreadable });

  it('keeps one text for each product, with an end', async () => {
    await cache().put([tea], calmly);
    expect(await observer.keys('*')).toEqual([keyOfTea]);
    expect(JSON.parse((await observer.get(keyOfTea)) ?? '')).toEqual(tea);
    const remaining = await observer.pttl(keyOfTea);
    expect(remaining).toBeGreaterThan(50_000);
    expect(remaining).toBeLessThanOrEqual(60_000);
  });

  it('shares its entries with other environments', async () => {
    await cache().put([tea], calmly);
    const other = createRedisConnection(server.url);
    expect(
      await createRedisCatalogueCache(other, { ttlMs: 60_000, onUnreadable: () => {} }).get(
        ['TEA-001'],
        calmly,
      ),
    ).toEqual([tea]);
    other.close();
  });

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['of another version', JSON.stringify({ ...tea, unitPrice: 1_999 })],
    ['a price that cannot be', JSON.stringify({ ...tea, unitPrice: { amount: -1, currency: 'USD' } })],
    ['without stock items', JSON.stringify({ ...tea, stockShards: 0 })],
    ['about another product', JSON.stringify({ ...tea, sku: 'TEA-002' })],
  ])('omits an entry that is %s, and reports it once', async (_, text) => {
    await observer.mset({ [keyOfTea]: text, 'order-service:catalogue:2:TEA-003': text });
    const reported: string[] = [];
    const { get } = cache((key) => reported.push(key));
    expect(await get(['TEA-001', 'TEA-003'], calmly)).toEqual([]);
    expect(await get(['TEA-001'], calmly)).toEqual([]);
    expect(reported).toEqual([keyOfTea]);
  });

  it('replaces an unreadable entry, so that the next caller finds it', async () => {
    await observer.set(keyOfTea, '{');
    const { entries, unreadable, reads, close } = await aCatalogue(server.url);
    expect(await entries(['TEA-001'], calmly)).toEqual(new Map([['TEA-001', tea]]));
    expect(await entries(['TEA-001'], calmly)).toEqual(new Map([['TEA-001', tea]]));
    expect([reads(), unreadable]).toEqual([1, [keyOfTea]]);
    close();
  });

  it('ignores a stored value that is no text', async () => {
    await observer.lpush(keyOfTea, 'tea');
    expect(await cache().get(['TEA-001'], calmly)).toEqual([]);
  });

  it('is ready when the server answers', async () => {
    const check = createRedisHealthCheck(connection);
    expect(check.name).toBe('catalogue-cache');
    await expect(check.check(calmly)).resolves.toBeUndefined();
  });
});

describe.skipIf(redisTool.isMissing)(`a catalogue with a shared cache${redisTool.reason}`, () => {
  it('asks the table while the server is down, and the server when it is back', async () => {
    const server = await startRedisServer();
    const { entries, failures, reads, close } = await aCatalogue(server.url);
    await entries(['TEA-001'], calmly);
    await entries(['TEA-001'], calmly);
    expect({ reads: reads(), failures }).toEqual({ reads: 1, failures: [] });

    await server.stop();
    expect(await entries(['TEA-001'], calmly)).toEqual(new Map([['TEA-001', tea]]));
    expect(reads()).toBe(2);
    expect(failures).toEqual([expect.any(Error), expect.any(Error)]);

    await server.restart();
    await entries(['TEA-001'], calmly);
    expect(await entries(['TEA-001'], calmly)).toEqual(new Map([['TEA-001', tea]]));
    expect(reads()).toBe(3);
    expect(failures).toHaveLength(2);
    close();
    await server.stop();
  });
});

describe('a catalogue whose shared cache hangs', () => {
  it('reads the table after a short wait, and reports that the cache fails', async (context) => {
    const server = await startSilentServer();
    const { entries, failures, close } = await aCatalogue(server.url);
    const stopwatch = startStopwatch();
    expect(await entries(['TEA-001'], calmly)).toEqual(new Map([['TEA-001', tea]]));
    const duration = stopwatch.stop();
    expect(failures).toHaveLength(2);
    close();
    await server.stop();
    duration.judge(context, (elapsedMs) => expect(elapsedMs).toBeLessThan(2_000));
  });

  it('is not ready', async () => {
    const server = await startSilentServer();
    const connection = createRedisConnection(server.url);
    await expect(createRedisHealthCheck(connection).check(calmly)).rejects.toThrow();
    connection.close();
    await server.stop();
  });
});
