/** Messages of a failure and of what led to it, from the outside in. */
const messagesOf = (failure: unknown): readonly string[] =>
  failure instanceof Error ? [failure.message || failure.name, ...messagesOf(failure.cause)] : [];

const isOfAws = (failure: unknown): boolean =>
  failure instanceof Error &&
  ('$metadata' in failure ||
    failure.name === 'ServiceError' ||
    failure.name === 'CredentialsProviderError' ||
    isOfAws(failure.cause));

/** What an operator is told of a failure of AWS or of the way there; nothing of any other failure. */
export const awsProblem = (failure: unknown): string | undefined =>
  isOfAws(failure) ? `AWS could not be asked: ${messagesOf(failure).join(': ')}` : undefined;
