import { CommandError } from '../../command-line/command-error.ts';

const timeoutSeconds = 10;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Node's codes for an address without a listener or a host. */
const silence = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** The reason of a failed fetch(), which is in its cause. */
const causeOf = (error: unknown): string => {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return 'the request is invalid';
  return 'code' in cause ? String(cause.code) : cause.message;
};

const reasonOf = (url: string, error: unknown, advice: string): string => {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `${url} did not answer within ${timeoutSeconds} s.`;
  }
  const cause = causeOf(error);
  return silence.has(cause) ? `No answer from ${url}. ${advice}` : `The request to ${url} failed: ${cause}.`;
};

/**
 * Asks over HTTP, for at most ten seconds.
 * @param advice the remedy for a missing answer.
 * @throws {CommandError} when there is no answer, or the request is invalid.
 */
export const ask = async (url: string, request: RequestInit, advice: string): Promise<Answer> => {
  try {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutSeconds * 1_000) });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new CommandError(reasonOf(url, error, advice));
  }
};
