/** The AWS account that the local cloud plays. */
export const awsAccount = {
  id: '123456789012',
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local', sessionToken: 'local' },
} as const;
