import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusFrom, statusOfPublicAddress } from '../../../tools/deploy/public-address.ts';

/** No DNS record exists for this name (RFC 2606). */
const name = 'orders.shop.invalid';
let server: Server;
let url: string;
const hosts: (string | undefined)[] = [];

beforeAll(async () => {
  server = createServer(({ headers, url: path }, response) => {
    hosts.push(headers.host);
    response.writeHead(path === '/health/live' ? 200 : 404).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://${name}:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

describe('statusOfPublicAddress', () => {
  const addressWith = async (domainTarget: string | undefined, isKnown?: () => Promise<boolean>) => {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const getStatus = await statusOfPublicAddress({ url, domainTarget, print, ...(isKnown && { isKnown }) });
    return { lines, getStatus };
  };

  it('asks the target of a name without a DNS record by that name, and states the missing record', async () => {
    const { lines, getStatus } = await addressWith('127.0.0.1');
    expect(lines).toEqual([
      expect.stringContaining(`${name} has no DNS record yet. Make one that points at 127.0.0.1.`),
    ]);
    expect(await getStatus(new URL('/health/live', url).href)).toBe(200);
    expect(await getStatus(new URL('/health/ready', url).href)).toBe(404);
    expect(hosts).toEqual([new URL(url).host, new URL(url).host]);
  });

  it.each([
    ['a name that has a record', '127.0.0.1', async () => true],
    ['an address of API Gateway', undefined, undefined],
  ])('sends the request to %s without a forced address', async (_, domainTarget, isKnown) => {
    const { lines, getStatus } = await addressWith(domainTarget, isKnown);
    expect(lines).toEqual([]);
    await expect(getStatus(url)).rejects.toThrow('fetch failed');
  });
});

describe('statusFrom', () => {
  it('rejects when nothing answers there', async () => {
    await expect(statusFrom('127.0.0.1')(`http://${name}:9/`)).rejects.toThrow('ECONNREFUSED');
  });
});
