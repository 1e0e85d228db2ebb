import { deadlineExceeded, dependencyUnavailable } from '../../contract/errors/factories.ts';

/** Seconds after which a client may try again when a dependency failed. */
const retryAfterSeconds = 1;

const throttlingNames = [
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
];

const transientNames = new Set([
  ...throttlingNames,
  'InternalServerError',
  'LimitExceededException',
  'ServiceUnavailable',
  'TimeoutError',
]);

/** Reasons for which DynamoDB cancels a transaction when it is overloaded. */
const throttlingReasons = new Set(['ProvisionedThroughputExceeded', 'ThrottlingError']);

/** Reasons that an overloaded DynamoDB gives for the other actions of the transaction. */
const transientReasons = new Set([...throttlingReasons, 'None', 'TransactionConflict']);

const transientNodeCodes = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** An answer without what every answer to the command has: it is not the service's own. */
export class IncompleteAnswerError extends Error {
  constructor(command: string) {
    super(`answer to ${command} is incomplete`);
    this.name = 'IncompleteAnswerError';
  }
}

interface SdkFailure {
  readonly name?: string;
  readonly code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/** Whether DynamoDB throttled a request, or any action of a transaction. */
export const isThrottled = (failure: unknown): boolean => {
  const { name = '', CancellationReasons = [] } = (failure ?? {}) as SdkFailure;
  return (
    throttlingNames.includes(name) || CancellationReasons.some(({ Code = '' }) => throttlingReasons.has(Code))
  );
};

const wasThrottled = (reasons: SdkFailure['CancellationReasons'] = []): boolean =>
  reasons.some(({ Code = '' }) => throttlingReasons.has(Code)) &&
  reasons.every(({ Code = '' }) => transientReasons.has(Code));

/** Names of errors that JavaScript or the SDK itself throws while the SDK reads an answer. */
const readingErrors = new Set(['Error', 'RangeError', 'SyntaxError', 'TypeError']);

/**
 * Whether an answer could not be read: a proxy's page, or a cut-off answer. The SDK adds `$metadata` to failures from
 * the sending of the request on, and `$fault` to errors of the service, which are `Unknown` if the answer names none.
 */
const isUnreadable = ({ name = '', code, $fault, $metadata }: SdkFailure): boolean => {
  if ($fault !== undefined) return name === 'Unknown';
  return name === 'IncompleteAnswerError' || (!!$metadata && code === undefined && readingErrors.has(name));
};

/** Whether a failure says that the service is down, overloaded or replaced by something that is not the service. */
export const isAwsOutage = (failure: unknown): boolean => {
  if (typeof failure !== 'object' || failure === null) return false;
  const { name = '', code = '', $metadata } = failure as SdkFailure;
  return (
    transientNames.has(name) ||
    transientNodeCodes.has(code) ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    isUnreadable(failure)
  );
};

/**
 * Whether the same call may succeed after the service has recovered. A transaction conflict is no such failure: the
 * service answers, and the retry does not depend on its health.
 */
export const isRetryableAwsFailure = (failure: unknown): boolean => {
  if (isAwsOutage(failure)) return true;
  return wasThrottled(((failure ?? {}) as SdkFailure).CancellationReasons);
};

/**
 * Runs a call to an AWS service and says in the registry's terms how it failed.
 * @param dependency name for the log.
 * @throws {ServiceError} SYS-003 when `signal` aborted it, SYS-002 when the service failed or could not be
 *   reached. Anything else, such as a failed condition, is passed on as it is.
 */
export const callAws = async <T>(
  dependency: string,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> => {
  try {
    return await call();
  } catch (failure) {
    if (signal.aborted) throw deadlineExceeded(failure);
    if (isRetryableAwsFailure(failure)) throw dependencyUnavailable(dependency, retryAfterSeconds, failure);
    throw failure;
  }
};
