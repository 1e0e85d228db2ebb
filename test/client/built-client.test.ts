import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleClient } from '../../tools/generate/client/bundle-client.ts';
import { launched } from '../../tools/project.ts';

const maxBytes = 6 * 1024;

describe('the client as one minified module', () => {
  it('is under 6 kB with gzip', async () => {
    const [code] = await bundleClient({ minify: true }, ['order-service-client']);
    expect(code?.text).toContain('/api/v1/orders');
    expect(gzipSync(code?.contents ?? '').length).toBeLessThan(maxBytes);
  });

  it('works with the globals of a browser or worker alone', async () => {
    const [code] = await bundleClient({ format: 'iife', globalName: 'client' }, ['order-service-client']);
    // Without AbortSignal: the members that newer browsers add to it are missing from older ones.
    const web = { AbortController, URLSearchParams, clearTimeout, crypto, setTimeout };
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return new Response('{"sku":"TEA-001"}');
    };
    const call = `${code?.text}; client.createOrderServiceClient({ baseUrl: 'https://orders.example' }).getProduct('TEA-001')`;
    expect(await runInContext(call, createContext({ ...web, fetch }))).toMatchObject({ status: 200 });
    expect(urls).toEqual(['https://orders.example/api/v1/products/TEA-001']);
  });
});

describe('npm run build:client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  const installed = join(folder, 'node_modules', 'order-service-client');
  const server: Server = createServer((request, response) => response.end(`{"path":"${request.url}"}`));

  beforeAll(async () => {
    execFileSync(process.execPath, launched('tools/generate/client/build.ts'), { stdio: 'pipe' });
    cpSync('client/package.json', join(installed, 'package.json'));
    cpSync('client/dist', join(installed, 'dist'), { recursive: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('makes a package that runs as JavaScript, outside the project', async () => {
    const { port } = server.address() as AddressInfo;
    writeFileSync(
      join(folder, 'use.mjs'),
      `import { createOrderServiceClient } from 'order-service-client';
       const client = createOrderServiceClient({ baseUrl: 'http://127.0.0.1:${port}' });
       import { orderEventIn } from 'order-service-client/inbox';
       console.log((await client.getOrder('ord_1')).body.path, orderEventIn({}));`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'use.mjs')]);
    expect(stdout).toBe('/api/v1/orders/ord_1 undefined\n');
  });

  it.each([
    ['nodenext', 'nodenext'],
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ])(
    'makes declarations that a compiler with module %s and resolution %s accepts, without types of Node',
    (module, moduleResolution) => {
      writeFileSync(
        join(folder, 'use.ts'),
        `import { createOrderServiceClient, isFailure, type Order } from 'order-service-client';
       const client = createOrderServiceClient({ baseUrl: 'https://orders.example', token: async () => 'token' });
       export const cancelAll = async (): Promise<void> => {
         for await (const { id } of client.listOrders({ status: 'pending' })) await client.cancelOrder(id);
       };
       export const place = async (sku: string): Promise<Order | number> => {
         try {
           return (await client.createOrder({ items: [{ sku, quantity: 1 }] })).body;
         } catch (error) {
           if (isFailure(error, 'ORD-004', 'PRD-001') && error.code === 'ORD-004') return error.details.available;
           throw error;
         }
       };
       // @ts-expect-error a quantity is a number
       export const wrong = () => client.createOrder({ items: [{ sku: 'TEA-001', quantity: '1' }] });`,
      );
      const compilerOptions = {
        strict: true,
        noEmit: true,
        module,
        moduleResolution,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: [],
      };
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['use.ts'] }));
      const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
      const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
      expect([status, stdout]).toEqual([0, '']);
    },
  );

  it('makes a source map with the sources', () => {
    const code = readFileSync(join(installed, 'dist', 'order-service-client.js'), 'utf8');
    const map = JSON.parse(readFileSync(join(installed, 'dist', 'order-service-client.js.map'), 'utf8'));
    expect(code).toContain('//# sourceMappingURL=order-service-client.js.map');
    expect(map.sources).toContain('../src/send.ts');
    expect(map.sourcesContent.join('')).toContain('export const createSend');
  });
});
