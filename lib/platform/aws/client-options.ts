import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { limitIdleConnections, maxIdleMs } from '../node/keep-alive.ts';

const agentOptions = { keepAlive: true, maxSockets: 50 };

const idleLimit = { maxIdleMs, now: Date.now };

/** Where a client connects to; without an endpoint, to AWS's own. */
export interface AwsConnection {
  readonly region: string;
  readonly endpoint?: string | undefined;
}

/**
 * Options of every SDK client. Nothing is left to the SDK's defaults, which change between releases and
 * know no timeouts: without `throwOnRequestTimeout` the SDK only warns about a call that hangs.
 * Times in milliseconds.
 */
export const awsClientOptions = ({ region, endpoint }: AwsConnection) => ({
  region,
  ...(endpoint !== undefined && { endpoint }),
  retryMode: 'standard' as const,
  // The policy around the client retries: at one layer only, and within a budget.
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: 2_000,
    socketTimeout: 2_000,
    throwOnRequestTimeout: true,
    httpAgent: limitIdleConnections(new HttpAgent(agentOptions), idleLimit),
    httpsAgent: limitIdleConnections(new HttpsAgent(agentOptions), idleLimit),
  },
  // Said here, so that the client does not look for each in files first.
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  authSchemePreference: [],
  defaultsMode: 'standard' as const,
});

interface SdkClient {
  readonly middlewareStack: { remove(name: string): boolean };
}

/** Middleware that filters inputs and outputs for a logger that the clients lack, and one that describes the SDK to AWS. */
export const dispensable = ['loggerMiddleware', 'getUserAgentMiddleware'] as const;

/** The client without its dispensable middleware, a tenth of the time of a call. */
export const withoutDispensable = <C extends SdkClient>(client: C): C => {
  for (const name of dispensable) client.middlewareStack.remove(name);
  return client;
};
