import { hash } from 'node:crypto';
import type { HttpResponse } from '../http/http-response.ts';
import { transactionInProgress, transactionMismatch } from './database-errors.ts';
import type { DatabaseLayer } from './database-layer.ts';

/** How long DynamoDB knows a transaction by its `ClientRequestToken`. */
const lifeMs = 600_000;

/** The longest token that DynamoDB takes. */
const maxLength = 36;

interface SuccessfulTransaction {
  /** Hash of its parameters. */
  readonly fingerprint: string;
  /** Body of its answer. */
  readonly body: string;
  readonly endedAt: number;
}

/**
 * The successful transactions of the last ten minutes, in two generations: an old one is dropped as a whole, so that
 * no request waits for the removal of single tokens.
 */
const createSuccessfulTransactions = (now: () => number) => {
  let current = new Map<string, SuccessfulTransaction>();
  let previous: typeof current = new Map();
  let begun = now();
  return {
    find(token: string): SuccessfulTransaction | undefined {
      const known = current.get(token) ?? previous.get(token);
      return known && known.endedAt > now() - lifeMs ? known : undefined;
    },
    add(token: string, transaction: Omit<SuccessfulTransaction, 'endedAt'>) {
      const endedAt = now();
      if (endedAt - begun >= lifeMs) {
        previous = current;
        current = new Map();
        begun = endedAt;
      }
      current.set(token, { ...transaction, endedAt });
    },
  };
};

/** A repeat reads the items that the transaction wrote, and is charged for that. */
const repeatedAnswer = ({ body }: SuccessfulTransaction): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: body.replaceAll('"WriteCapacityUnits"', '"ReadCapacityUnits"'),
});

/**
 * The idempotency of `TransactWriteItems` with a `ClientRequestToken`: a transaction that has succeeded is confirmed for
 * ten minutes, and one that was cancelled is executed again. The embedded database gets no token: with each transaction it
 * looks at all tokens of the last ten minutes, so that a write takes longer with every order (dynoxide 1.2.1).
 * Source: Amazon DynamoDB Developer Guide, "TransactWriteItems", "Idempotency".
 * @param now milliseconds of a clock that never goes back.
 */
export const createTransactionTokens = (now: () => number): DatabaseLayer => {
  const successful = createSuccessfulTransactions(now);
  const running = new Set<string>();
  return async ({ operation, content }, forward) => {
    if (operation !== 'TransactWriteItems') return forward();
    const { ClientRequestToken: token, ...request } = (content ?? {}) as {
      readonly ClientRequestToken?: unknown;
    };
    // The database refuses any other token.
    if (typeof token !== 'string' || token.length > maxLength) return forward();
    const fingerprint = hash('sha1', JSON.stringify(request), 'base64');
    const known = successful.find(token);
    if (known) return known.fingerprint === fingerprint ? repeatedAnswer(known) : transactionMismatch();
    if (running.has(token)) return transactionInProgress();
    running.add(token);
    try {
      const answer = await forward(request);
      if (answer.status === 200) successful.add(token, { fingerprint, body: String(answer.body) });
      return answer;
    } finally {
      running.delete(token);
    }
  };
};
