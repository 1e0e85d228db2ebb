export class AnswerError extends Error {}

/** @throws {AnswerError} with the message of an answer that is no success. */
export const getJson = async <T>(path: string, init?: RequestInit): Promise<T> => {
  const answer = await fetch(path, init);
  const content = await answer.json().catch(() => ({ message: `${path} answered ${answer.status}.` }));
  if (!answer.ok) throw new AnswerError(content.message ?? `${path} answered ${answer.status}.`);
  return content;
};
