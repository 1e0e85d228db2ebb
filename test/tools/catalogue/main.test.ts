import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runInThread } from '../../harness/local-cloud/run-in-thread.ts';
import { startScript } from '../../harness/local-cloud/run-script.ts';
import { type RunningService, startService } from '../../harness/service/running-service.ts';

describe('npm run catalogue', () => {
  let service: RunningService;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
    service = await startService({ functions: ['get-product', 'put-product', 'list-products'] });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await service?.close();
  });

  const fileOf = (name: string, ...lines: readonly string[]) => {
    const file = join(folder, name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  };
  const catalogue = (...args: readonly string[]) =>
    runInThread('catalogue/main.ts', [...args, '--url', service.url]);
  const manyProducts = (count: number) =>
    fileOf(
      'many.csv',
      'sku,name,price,currency',
      ...Array.from({ length: count }, (_, n) => `M-${n},Tea,1,USD`),
    );

  it('imports a file through the API, and an export of it changes nothing', async () => {
    const file = fileOf('teas.csv', 'sku,name,price,currency,stock', 'T-1,"Tea, green",19.99,USD,5');
    const first = await catalogue('import', file);
    expect(first).toEqual({
      code: 0,
      stderr: '',
      stdout: `${file}: 1 created, 0 changed, 0 unchanged, 0 failed\n`,
    });
    const exported = await catalogue('export');
    expect(exported.stdout).toBe(
      'sku,name,price,currency,stock,discontinued\nT-1,"Tea, green",19.99,USD,5,false\n',
    );
    const again = await catalogue('import', fileOf('exported.csv', exported.stdout), '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ created: 0, changed: 0, unchanged: 1, failed: [] });
  });

  it('continues after an interruption', async () => {
    const file = manyProducts(30);
    const args = ['import', file, '--rate', '20', '--url', service.url];
    const { child, output, ended } = startScript('catalogue/main.ts', args);
    // Half of its requests read; the others write.
    const hasBegun = async () => {
      expect((await service.send(undefined, 'get-product', { path: { sku: 'M-2' } })).statusCode).toBe(200);
    };
    await vi.waitFor(hasBegun, { timeout: 20_000, interval: 50 });
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(output.stderr).toContain('repeat the command to go on');
    const { stdout } = await catalogue('import', file, '--rate', '500', '--json');
    const { created, unchanged } = JSON.parse(stdout) as { created: number; unchanged: number };
    expect(created).toBeGreaterThan(0);
    expect(unchanged).toBeGreaterThan(0);
    expect(created + unchanged).toBe(30);
  });

  it('ends when the token does not permit the change', async () => {
    const token = await service.tokenFor('alice', 'orders:read');
    const file = fileOf('refused.csv', 'sku,name,price,currency', 'R-1,Tea,1,USD');
    const { code, stderr } = await catalogue('import', file, '--token', token);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^http\S+ refuses the request\. AUT-002: [^\n]+\n$/),
    ]);
  });

  it('prints the problems of a file, and writes nothing', async () => {
    const file = fileOf('bad.csv', 'sku,name,price,currency', 'B-1,Tea,1,USD', 'B-2,Tea,1,GBP');
    const { code, stderr } = await catalogue('import', file);
    expect([code, stderr]).toEqual([
      1,
      `${file}, line 3, column currency: must be USD, with a price\n1 problem; nothing was written.\n`,
    ]);
    expect((await service.send(undefined, 'get-product', { path: { sku: 'B-1' } })).statusCode).toBe(404);
  });

  it('states the cure for a missing service, and for a missing token of a remote one', async () => {
    const file = fileOf('none.csv', 'sku', 'N-1');
    const closed = await runInThread('catalogue/main.ts', ['import', file, '--url', 'http://127.0.0.1:1']);
    expect([closed.code, closed.stderr]).toEqual([1, expect.stringContaining('Start it with `npm start`')]);
    const remote = await runInThread('catalogue/main.ts', ['import', file, '--url', 'https://shop.invalid']);
    expect([remote.code, remote.stderr]).toEqual([1, expect.stringContaining('CATALOGUE_TOKEN')]);
  });
});
