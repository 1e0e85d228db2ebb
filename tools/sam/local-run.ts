import type { JSONWebKeySet } from 'jose';
import { noLocalService } from '../command-line/local-service.ts';
import type { ReachedServices } from './write-template.ts';

interface Resources {
  readonly dynamodbEndpoint: string;
  readonly eventbridgeEndpoint: string;
  readonly s3Endpoint: string;
  readonly paymentGatewayUrl: string;
}

const getJson = async <T>(url: string): Promise<T> => {
  const answer = await fetch(url).catch(() => undefined);
  if (answer?.ok) return (await answer.json()) as T;
  throw noLocalService(url);
};

const withHost = (url: string, host: string): string => {
  const address = new URL(url);
  address.hostname = host;
  return address.href.replace(/\/$/, '');
};

/**
 * Asks the running local service where its database, bus, payment simulator and issuer are.
 * @param host name or address of this machine, as functions see it.
 * @throws {CommandError} when it does not run.
 */
export const reachLocalRun = async (url: string, host: string): Promise<ReachedServices> => {
  const resources = await getJson<Resources>(`${url}/local/resources`);
  const openid = `${url}/local/issuer/.well-known`;
  const { issuer } = await getJson<{ readonly issuer: string }>(`${openid}/openid-configuration`);
  return {
    endpoints: {
      dynamodb: withHost(resources.dynamodbEndpoint, host),
      eventbridge: withHost(resources.eventbridgeEndpoint, host),
      s3: withHost(resources.s3Endpoint, host),
      paymentGateway: withHost(resources.paymentGatewayUrl, host),
    },
    issuer,
    keys: await getJson<JSONWebKeySet>(`${openid}/jwks.json`),
  };
};

/** Ports of the services that functions call. */
export const portsOf = ({ endpoints }: ReachedServices): readonly number[] =>
  [endpoints.dynamodb, endpoints.eventbridge, endpoints.paymentGateway].map((url) =>
    Number(new URL(url).port),
  );
