import { SloCommandError } from '../slo-command-error.ts';

const timeoutMs = 10_000;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks over HTTP, for at most ten seconds.
 * @param advice what to do when nobody answers.
 * @throws {SloCommandError} when nobody does.
 */
export const ask = async (url: string, request: RequestInit, advice: string): Promise<Answer> => {
  try {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) });
    return { status: answer.status, text: await answer.text() };
  } catch {
    throw new SloCommandError(`Nobody answers at ${url}. ${advice}`);
  }
};

/** The JSON of a text; undefined when it is none. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
