import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';

/** Messages of a failure and of its causes, from the outside in. */
const messagesOf = (failure: unknown): readonly string[] =>
  failure instanceof Error ? [failure.message || failure.name, ...messagesOf(failure.cause)] : [];

const isOfAws = (failure: unknown): boolean =>
  failure instanceof Error &&
  ('$metadata' in failure ||
    failure.name === 'ServiceError' ||
    failure.name === 'CredentialsProviderError' ||
    isOfAws(failure.cause));

/** One line about a failure of the data, of AWS or of the network; undefined for a fault of the program. */
export const failureMessage = (failure: unknown): string | undefined => {
  if (failure instanceof MalformedItemError) return `Malformed item: ${failure.message}`;
  return isOfAws(failure) ? `AWS request failed: ${messagesOf(failure).join(': ')}` : undefined;
};
