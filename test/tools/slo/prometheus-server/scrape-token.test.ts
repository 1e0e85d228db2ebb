import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { keepScrapeToken } from '../../../../tools/slo/prometheus-server/scrape-token.ts';
import { startFixtureService } from '../../../harness/slo/fixture-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'scrape-token-'));
const file = join(folder, 'token');
afterAll(() => rmSync(folder, { recursive: true }));

describe('keepScrapeToken', () => {
  it('keeps a token that only its owner can read, renews it, and reports a failure', async () => {
    const service = await startFixtureService();
    const printed: string[] = [];
    const token = await keepScrapeToken({
      serviceUrl: service.url,
      file,
      renewEverySeconds: 0.01,
      print: (line) => printed.push(line),
    });
    expect(readFileSync(file, 'utf8')).toBe('first');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    service.changeToken('second');
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toBe('second'));
    await service.close();
    await vi.waitFor(() =>
      expect(printed).toEqual([`${service.url} does not answer. Scrapes fail until it does.`]),
    );
    token.stop();
  });

  it('explains how to start the service when it does not answer', async () => {
    // Port 9 is discard: nothing listens there.
    const keeping = keepScrapeToken({ serviceUrl: 'http://127.0.0.1:9', file, print: () => {} });
    await expect(keeping).rejects.toThrow(
      'No local service answers at http://127.0.0.1:9. Start it with `npm start`',
    );
  });
});
