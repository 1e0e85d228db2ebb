import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createOrderSchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { putProductSchema, skuSchema } from '../../../lib/contract/schemas/product-schemas.ts';
import { jsonResponse } from '../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../tools/local-cloud/http/http-server.ts';
import {
  catalogue,
  firstOrderFile,
  orderCommand,
  seedCatalogue,
} from '../../../tools/local-cloud/order-service-catalogue.ts';
import { projectRoot } from '../../../tools/project.ts';

describe('the catalogue', () => {
  it('holds products that the API takes', () => {
    for (const { sku, ...product } of catalogue) {
      expect(skuSchema.parse(sku)).toBe(sku);
      expect(putProductSchema.parse(product)).toEqual(product);
    }
    expect(new Set(catalogue.map(({ sku }) => sku)).size).toBe(catalogue.length);
  });
});

describe('seedCatalogue', () => {
  let server: HttpServer;
  const requests: string[] = [];
  afterEach(() => server.close(0));

  const seed = async (mayHoldData: boolean, items: unknown[], putStatus = 200) => {
    requests.length = 0;
    server = await startHttpServer(async ({ request }) => {
      requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      return request.method === 'GET'
        ? jsonResponse(200, { items })
        : jsonResponse(putStatus, { why: 'broken' });
    }, 0);
    const token = async (scope: string) => `token for ${scope}`;
    await seedCatalogue({ url: server.url, token, mayHoldData }, catalogue.slice(0, 2));
  };
  const puts = [
    'PUT /api/v1/products/TEA-001 Bearer token for orders:admin',
    'PUT /api/v1/products/TEA-002 Bearer token for orders:admin',
  ];

  it('creates every product', async () => {
    await seed(false, []);
    expect(requests).toEqual(puts);
  });

  it('reads first whether an earlier run left products', async () => {
    await seed(true, []);
    expect(requests).toEqual(['GET /api/v1/products?limit=1 Bearer token for orders:admin', ...puts]);
  });

  it('keeps a catalogue that is not empty', async () => {
    await seed(true, [{ sku: 'MINE' }]);
    expect(requests).toHaveLength(1);
  });

  it('reports the answer of the API to a refused product', async () => {
    await expect(seed(false, [], 400)).rejects.toThrow('the product TEA-001 was not created: HTTP-400');
  });
});

describe('orderCommand', () => {
  it.skipIf(process.platform === 'win32')('is one shell line that curl reads as the same request', () => {
    const command = orderCommand({ url: 'http://127.0.0.1:3000', token: 'aaa.bbb.ccc' });
    const curl = `curl() { for argument; do printf '%s\\n' "$argument"; done; }\n${command}`;
    expect(execFileSync('sh', ['-c', curl], { encoding: 'utf8' }).trimEnd().split('\n')).toEqual([
      '-i',
      'http://127.0.0.1:3000/api/v1/orders',
      '-H',
      'Authorization: Bearer aaa.bbb.ccc',
      '-H',
      expect.stringMatching(/^Idempotency-Key: [0-9a-f-]{36}$/),
      '-H',
      'Content-Type: application/json',
      '-d',
      `@${firstOrderFile}`,
    ]);
  });

  it.each(['linux', 'win32'] as const)(
    'on %s has no character that a shell treats in its own way',
    (platform) => {
      const command = orderCommand({ url: 'http://127.0.0.1:3000', token: 'aaa.bbb.ccc' }, platform);
      expect(command).toMatch(platform === 'win32' ? /^curl\.exe -i / : /^curl -i /);
      expect(command).not.toMatch(/['\\$%!`^&|<>;()]/);
      expect(command.replace(/"[^"]*"/g, '')).not.toMatch(/["@{}]/);
    },
  );

  it('sends an order that the API takes', () => {
    const order = JSON.parse(readFileSync(join(projectRoot, firstOrderFile), 'utf8'));
    expect(createOrderSchema.parse(order)).toMatchObject({ items: [{ sku: catalogue[0].sku, quantity: 2 }] });
  });
});
