import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { promisify } from 'node:util';
import type { GetStatus } from './smoke-test.ts';

const timeoutMs = 10_000;

const hasRecord = (hostname: string): Promise<boolean> =>
  promisify(lookup)(hostname).then(
    () => true,
    () => false,
  );

/**
 * Gets addresses from the host to which their name will point. The request and the certificate are those of the name.
 * @param target name of the host.
 */
export const statusFrom =
  (target: string): GetStatus =>
  (url) =>
    new Promise((resolve, reject) => {
      const request = url.startsWith('https:') ? requestHttps : requestHttp;
      request(
        url,
        {
          lookup: (_, options, found) => lookup(target, options, found),
          agent: false,
          signal: AbortSignal.timeout(timeoutMs),
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      )
        .on('error', reject)
        .end();
    });

const publicStatus: GetStatus = async (url) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  await answer.body?.cancel();
  return answer.status;
};

export interface PublicAddress {
  /** Public address of the API. */
  readonly url: string;
  /** Host to which the DNS record of a name of one's own points; without one, the address is API Gateway's. */
  readonly domainTarget: string | undefined;
  readonly print: (text: string) => void;
  /** Whether a name has a DNS record. */
  readonly isKnown?: (hostname: string) => Promise<boolean>;
}

/** A way to ask the API: by its name, or by the host behind it while the name has no DNS record. Says which record is missing. */
export const statusOfPublicAddress = async ({
  url,
  domainTarget,
  print,
  isKnown = hasRecord,
}: PublicAddress): Promise<GetStatus> => {
  const { hostname } = new URL(url);
  if (domainTarget === undefined || (await isKnown(hostname))) return publicStatus;
  print(
    `${hostname} has no DNS record yet. Make one that points at ${domainTarget}. Until then, no client finds the API; the` +
      ' smoke test asks that host.',
  );
  return statusFrom(domainTarget);
};
