import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { MalformedItemError } from '../../../../lib/platform/dynamodb/parse-item.ts';
import { failureMessage } from '../../../../tools/operator/operator-command/run-operator-command.ts';

const malformed = () => {
  const { error = new z.ZodError([]) } = z.object({ orderId: z.string() }).safeParse({});
  return new MalformedItemError('ORDER#1 EVENT#1', error);
};

describe('failureMessage', () => {
  it('names a malformed item', () => {
    expect(failureMessage(malformed())).toContain('ORDER#1 EVENT#1');
  });

  it('shows a failure of AWS with its causes', () => {
    const failure = dependencyUnavailable('dynamodb', 1, new Error('connect ECONNREFUSED'));
    expect(failureMessage(failure)).toContain('dynamodb is unavailable: connect ECONNREFUSED');
    const refused = Object.assign(new Error('not authorized'), { $metadata: {} });
    expect(failureMessage(new Error('query failed', { cause: refused }))).toContain('not authorized');
  });

  it('has no message for a fault of the program', () => {
    expect(failureMessage(new TypeError('x is not a function'))).toBeUndefined();
    expect(failureMessage('text')).toBeUndefined();
  });
});
