import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '../../lib/contract/routes.ts';

/** Gets the status of an address; rejects when nothing answers. */
export type GetStatus = (url: string) => Promise<number>;

/** Routes that need no token and change nothing. Readiness reads the tables, the list of products the catalogue. */
const smokeRoutes = ['health-live', 'health-ready', 'list-products'] as const;

export interface SmokeTestOptions {
  /** Public address of the API. */
  readonly url: string;
  readonly getStatus: GetStatus;
  readonly print: (text: string) => void;
  /** Tries of each request: a new API answers with errors for some seconds. */
  readonly tries?: number;
  readonly pauseMs?: number;
}

const statusOf = async (getStatus: GetStatus, url: string): Promise<number | string> =>
  getStatus(url).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));

/** Asks a deployed API through its public address. Tells whether every request was answered with 200. */
export const smokeTest = async ({
  url,
  getStatus,
  print,
  tries = 10,
  pauseMs = 3_000,
}: SmokeTestOptions): Promise<boolean> => {
  let allWell = true;
  for (const id of smokeRoutes) {
    const { method, path } = routes[id];
    const address = new URL(path, url).href;
    let answer = await statusOf(getStatus, address);
    for (let attempt = 1; answer !== 200 && attempt < tries; attempt += 1) {
      await pause(pauseMs);
      answer = await statusOf(getStatus, address);
    }
    print(`${answer === 200 ? 'ok     ' : 'FAILED '} ${method} ${address}: ${answer}`);
    allWell &&= answer === 200;
  }
  return allWell;
};
