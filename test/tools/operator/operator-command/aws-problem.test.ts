import { describe, expect, it } from 'vitest';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { awsProblem } from '../../../../tools/operator/operator-command/aws-problem.ts';

describe('awsProblem', () => {
  it('tells a failure of AWS with all that led to it', () => {
    const failure = dependencyUnavailable('dynamodb', 1, new Error('connect ECONNREFUSED'));
    expect(awsProblem(failure)).toContain('dynamodb is unavailable: connect ECONNREFUSED');
    const refused = Object.assign(new Error('not authorized'), { $metadata: {} });
    expect(awsProblem(new Error('query failed', { cause: refused }))).toContain('not authorized');
  });

  it('has nothing to tell of a mistake of the program', () => {
    expect(awsProblem(new TypeError('x is not a function'))).toBeUndefined();
    expect(awsProblem('text')).toBeUndefined();
  });
});
