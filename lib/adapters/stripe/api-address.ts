const defaultPorts = { http: '80', https: '443' } as const;

/** Where the gateway's API is, in the terms of the `stripe` package. */
export interface ApiAddress {
  readonly host: string;
  readonly port: string;
  readonly protocol: 'http' | 'https';
}

/**
 * @param apiBase scheme, host and, if need be, port.
 * @throws {Error} when it is something else: a path would silently be left out.
 */
export const apiAddress = (apiBase: string): ApiAddress => {
  const { protocol: scheme, hostname, port, pathname, search } = new URL(apiBase);
  const protocol = scheme.slice(0, -1);
  if ((protocol !== 'http' && protocol !== 'https') || pathname !== '/' || search !== '') {
    throw new Error(`${apiBase} is not the address of an API without a path`);
  }
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port || defaultPorts[protocol], protocol };
};
