import { describe, expect, it } from 'vitest';
import { type GetStatus, smokeTest } from '../../../tools/deploy/smoke-test.ts';

const run = async (getStatus: GetStatus) => {
  const lines: string[] = [];
  const url = 'https://orders.shop.test/';
  const isWell = await smokeTest({ url, getStatus, print: (line) => lines.push(line), tries: 3, pauseMs: 0 });
  return { isWell, lines };
};

describe('smokeTest', () => {
  it('passes when health and catalogue answer with 200', async () => {
    const { isWell, lines } = await run(async () => 200);
    expect(isWell).toBe(true);
    expect(lines).toEqual([
      'ok      GET https://orders.shop.test/health/live: 200',
      'ok      GET https://orders.shop.test/health/ready: 200',
      'ok      GET https://orders.shop.test/api/v1/products: 200',
    ]);
  });

  it('asks again while a new API is not ready', async () => {
    let asked = 0;
    const { isWell } = await run(async () => {
      asked += 1;
      return asked < 3 ? 503 : 200;
    });
    expect(isWell).toBe(true);
  });

  it('fails when an address keeps answering with an error, and names it', async () => {
    const { isWell, lines } = await run(async (url) => (url.endsWith('/ready') ? 503 : 200));
    expect(isWell).toBe(false);
    expect(lines).toContain('FAILED  GET https://orders.shop.test/health/ready: 503');
  });

  it('fails when nothing answers', async () => {
    const { isWell, lines } = await run(async () => Promise.reject(new Error('getaddrinfo ENOTFOUND')));
    expect(isWell).toBe(false);
    expect(lines[0]).toBe('FAILED  GET https://orders.shop.test/health/live: getaddrinfo ENOTFOUND');
  });
});
