/** A secret that holds no secret key of the payment gateway. The message never contains the value. */
export class StripeKeyError extends Error {
  constructor(problem: string) {
    super(`the secret of the payment gateway ${problem}; it must be the secret key itself (sk_… or rk_…)`);
    this.name = 'StripeKeyError';
  }
}

const problemOf = (value: string): string | undefined => {
  if (/^\s*[{["]/.test(value)) return 'is a JSON document';
  if (/\s/.test(value)) return 'contains whitespace or a line break';
  if (value.startsWith('pk_')) return 'is a publishable key';
  return /^[sr]k_[\x21-\x7e]+$/.test(value) ? undefined : 'is not a secret key';
};

/** The secret key of the gateway that a secret holds. @throws {StripeKeyError} when it holds anything else. */
export const stripeKeyFrom = (secret: string): string => {
  const problem = problemOf(secret);
  if (problem !== undefined) throw new StripeKeyError(problem);
  return secret;
};
