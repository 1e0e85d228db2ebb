import type { NetworkInterfaceInfo } from 'node:os';
import { loopback } from '../http/http-server.ts';

type Interfaces = Readonly<
  Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[] | undefined>
>;

/** Addresses at which others in the network reach a service that listens on `host`; none on the loopback interface. */
export const networkAddresses = (host: string, port: number, interfaces: Interfaces): readonly string[] => {
  if (host === loopback || host === '::1' || host.startsWith('127.')) return [];
  const isEvery = host === '0.0.0.0' || host === '::';
  return Object.values(interfaces)
    .flatMap((addresses = []) => addresses)
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && (isEvery || address === host),
    )
    .map(({ address }) => `http://${address}:${port}`);
};
