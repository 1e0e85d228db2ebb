import { renameSync, writeFileSync } from 'node:fs';
import { orderService } from '../order-service-declaration.ts';
import { PrometheusError } from './prometheus-error.ts';

export interface ScrapeTokenOptions {
  /** Base address of a local run. */
  readonly serviceUrl: string;
  readonly file: string;
  readonly renewEverySeconds?: number;
  /** Told when a token cannot be had, and when it can again. */
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

/** Whoever reads the file meanwhile gets the old token or the new one, never half of one. */
const write = (file: string, token: string): void => {
  writeFileSync(`${file}.new`, token, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/**
 * Keeps a file with a token that may read metrics. It is renewed well before it expires, and often enough that a
 * restarted service, which knows no older token, is scraped again soon.
 * @throws {PrometheusError} when the first token cannot be had.
 */
export const keepScrapeToken = async ({
  serviceUrl,
  file,
  renewEverySeconds = 30,
  print,
}: ScrapeTokenOptions): Promise<ScrapeToken> => {
  try {
    write(file, await issue(serviceUrl));
  } catch (cause) {
    throw new PrometheusError(
      `No local service answers at ${serviceUrl}. Start it with \`npm start\`, or say where it is with --url.`,
      { cause },
    );
  }
  let isLost = false;
  const renew = async () => {
    try {
      write(file, await issue(serviceUrl));
      if (isLost) print(`${serviceUrl} answers again.`);
      isLost = false;
    } catch {
      if (!isLost) print(`${serviceUrl} does not answer. It is scraped again once it does.`);
      isLost = true;
    }
  };
  const timer = setInterval(renew, renewEverySeconds * 1_000);
  return { stop: () => clearInterval(timer) };
};
