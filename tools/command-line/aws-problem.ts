/** A problem of the credentials or of the connection, with its cure. */
export interface AwsProblem {
  readonly what: string;
  readonly cure: string;
}

const signIn = 'sign in, as by aws sso login, and set AWS_PROFILE';

const problems: readonly (readonly [RegExp, AwsProblem])[] = [
  [/^CredentialsProviderError$/, { what: 'there are no AWS credentials', cure: signIn }],
  [/^Expired/, { what: 'the AWS credentials have expired', cure: signIn }],
  [
    /^(?:InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException)$/,
    { what: 'AWS does not know the credentials', cure: 'check AWS_PROFILE, or the access key' },
  ],
];

/** The problem by which AWS, or its SDK, refuses every request; `undefined` for any other error. */
export const awsProblemOf = (error: unknown): AwsProblem | undefined => {
  if (!(error instanceof Error)) return undefined;
  // The SDK has no error of its own for it.
  if (error.message === 'Region is missing')
    return { what: 'no region is configured', cure: 'set AWS_REGION' };
  const found = problems.find(([name]) => name.test(error.name))?.[1];
  if (found !== undefined) return found;
  if ('$metadata' in error && 'syscall' in error)
    return { what: `AWS does not answer (${error.message})`, cure: 'check AWS_REGION and the network' };
  if (!/^AccessDenied|^UnauthorizedOperation$/.test(error.name)) return undefined;
  return { what: error.message, cure: 'permit it to the role of the credentials' };
};
