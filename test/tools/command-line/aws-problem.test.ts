import { describe, expect, it } from 'vitest';
import { awsProblemOf } from '../../../tools/command-line/aws-problem.ts';

const anError = (name: string, message = 'of the SDK') => Object.assign(new Error(message), { name });

describe('awsProblemOf', () => {
  it.each([
    ['CredentialsProviderError', 'there are no AWS credentials'],
    ['ExpiredToken', 'the AWS credentials have expired'],
    ['ExpiredTokenException', 'the AWS credentials have expired'],
    ['InvalidClientTokenId', 'AWS does not know the credentials'],
    ['UnrecognizedClientException', 'AWS does not know the credentials'],
  ])('states the cure of %s', (name, what) => {
    expect(awsProblemOf(anError(name))).toEqual({ what, cure: expect.stringContaining('AWS_PROFILE') });
  });

  it('states that no region is configured', () => {
    expect(awsProblemOf(anError('Error', 'Region is missing'))?.cure).toBe('set AWS_REGION');
  });

  it.each(['AccessDenied', 'AccessDeniedException'])('keeps the action that %s names', (name) => {
    const what = 'not authorized to perform: sts:GetCallerIdentity';
    expect(awsProblemOf(anError(name, what))?.what).toBe(what);
  });

  it.each([anError('TypeError'), 'text', undefined])('ignores %s', (error) => {
    expect(awsProblemOf(error)).toBeUndefined();
  });
});
