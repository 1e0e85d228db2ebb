import { randomBytes } from 'node:crypto';

/**
 * A new id of a request, in the form of API Gateway's. It begins with a letter, so that no command line takes it for
 * an option.
 */
export const newRequestId = (random: (size: number) => Buffer = randomBytes): string =>
  `J${random(11).toString('base64url').slice(1)}=`;
