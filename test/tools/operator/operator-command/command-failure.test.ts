import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { MalformedItemError } from '../../../../lib/platform/dynamodb/parse-item.ts';
import { CommandError } from '../../../../tools/operator/operator-command/command-error.ts';
import { commandFailure } from '../../../../tools/operator/operator-command/command-failure.ts';

const running = { isInterrupted: false, whenInterrupted: 'Half of it is done.' };
const awsIsAway = Object.assign(new Error('connect ECONNREFUSED'), { $metadata: {} });

const malformed = () => {
  const { error = new z.ZodError([]) } = z.object({ orderId: z.string() }).safeParse({});
  return new MalformedItemError('ORDER#1 EVENT#1', error);
};

describe('commandFailure', () => {
  it.each([
    ['a wrong command', new CommandError('What?', 2), { problem: 'What?', exitCode: 2 }],
    ['a command that cannot be done', new CommandError('Not here.'), { problem: 'Not here.', exitCode: 1 }],
    [
      'an item that nobody can read',
      malformed(),
      { problem: expect.stringContaining('ORDER#1 EVENT#1'), exitCode: 1 },
    ],
    ['AWS out of reach', awsIsAway, { problem: expect.stringContaining('ECONNREFUSED'), exitCode: 1 }],
  ])('says in one line what to do about %s', (_, error, failure) => {
    expect(commandFailure(error, running)).toEqual(failure);
  });

  it('says what an interruption leaves behind, whatever came of it', () => {
    const failure = { problem: 'Interrupted. Half of it is done.', exitCode: 130 };
    expect(commandFailure(awsIsAway, { ...running, isInterrupted: true })).toEqual(failure);
  });

  it('leaves a mistake of the program to be thrown', () => {
    expect(commandFailure(new TypeError('x is not a function'), running)).toBeUndefined();
  });
});
