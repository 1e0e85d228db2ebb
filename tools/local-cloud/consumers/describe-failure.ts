import type { InvocationOutcome } from '../lambda/invocation.ts';

/** How an invocation ended that did not do all of its work, in one line for people. */
export const describeFailure = (outcome: InvocationOutcome): string => {
  if (outcome.status === 'timed-out') return 'the function timed out';
  if (outcome.status === 'throttled') return 'Lambda throttled the function';
  if (outcome.status === 'succeeded') return 'the function reported it as failed';
  return `${outcome.error.errorType}: ${outcome.error.errorMessage}`;
};
