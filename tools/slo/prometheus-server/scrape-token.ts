import { renameSync, writeFileSync } from 'node:fs';
import { noLocalService } from '../../command-line/local-service.ts';
import { orderService } from '../order-service-declaration.ts';

export interface ScrapeTokenOptions {
  /** Base address of a local run. */
  readonly serviceUrl: string;
  readonly file: string;
  readonly renewEverySeconds?: number;
  /** Prints a line when the service stops answering, and when it answers again. */
  readonly print: (line: string) => void;
}

export interface ScrapeToken {
  stop(): void;
}

const issue = async (serviceUrl: string): Promise<string> => {
  const answer = await fetch(`${serviceUrl}/local/token`, {
    method: 'POST',
    body: JSON.stringify({ sub: 'prometheus', scope: orderService.metrics.scope }),
    signal: AbortSignal.timeout(5_000),
  });
  const body: unknown = await answer.json();
  const token =
    typeof body === 'object' && body !== null && 'access_token' in body ? body.access_token : undefined;
  if (typeof token !== 'string') throw new Error(`${serviceUrl} is not the local service`);
  return token;
};

/** Replaces the file at once: a reader gets the old token or the new one, never a part. */
const write = (file: string, token: string): void => {
  writeFileSync(`${file}.new`, token, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/**
 * Keeps a file with a token that may read metrics. Renews it well before it expires, and often enough that scrapes of
 * a restarted service, which refuses older tokens, succeed soon.
 * @throws {CommandError} when the service does not issue the first token.
 */
export const keepScrapeToken = async ({
  serviceUrl,
  file,
  renewEverySeconds = 30,
  print,
}: ScrapeTokenOptions): Promise<ScrapeToken> => {
  try {
    write(file, await issue(serviceUrl));
  } catch {
    throw noLocalService(serviceUrl);
  }
  let isLost = false;
  const renew = async () => {
    try {
      write(file, await issue(serviceUrl));
      if (isLost) print(`${serviceUrl} answers again.`);
      isLost = false;
    } catch {
      if (!isLost) print(`${serviceUrl} does not answer. Scrapes fail until it does.`);
      isLost = true;
    }
  };
  const timer = setInterval(renew, renewEverySeconds * 1_000);
  return { stop: () => clearInterval(timer) };
};
