import { describe, expect, it } from 'vitest';
import { networkAddresses } from '../../../../tools/local-cloud/command/network-addresses.ts';

const interfaces = {
  lo: [{ address: '127.0.0.1', family: 'IPv4' as const, internal: true }],
  eth0: [
    { address: '192.168.1.5', family: 'IPv4' as const, internal: false },
    { address: 'fe80::1', family: 'IPv6' as const, internal: false },
  ],
  wlan0: [{ address: '10.0.0.7', family: 'IPv4' as const, internal: false }],
};

describe('networkAddresses', () => {
  it.each([
    ['127.0.0.1', []],
    ['::1', []],
    ['0.0.0.0', ['http://192.168.1.5:3000', 'http://10.0.0.7:3000']],
    ['10.0.0.7', ['http://10.0.0.7:3000']],
  ])('of %s are %j', (host, addresses) => {
    expect(networkAddresses(host, 3_000, interfaces)).toEqual(addresses);
  });
});
