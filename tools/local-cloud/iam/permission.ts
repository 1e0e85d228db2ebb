import { awsAccount } from '../aws-account.ts';

/** One action on one resource, such as `dynamodb:Query` on the ARN of an index. */
export interface Permission {
  readonly action: string;
  /** ARN, or `*` for an action that no resource can be named for. */
  readonly resource: string;
}

const arnOf = (service: string, resource: string): string =>
  `arn:aws:${service}:${awsAccount.region}:${awsAccount.id}:${resource}`;

/**
 * ARN of a table, or of one of its indexes.
 * @param table name or ARN: requests may use either.
 */
export const tableArn = (table: string, index?: string): string => {
  const arn = table.startsWith('arn:') ? table : arnOf('dynamodb', `table/${table}`);
  return index === undefined ? arn : `${arn}/index/${index}`;
};

/** @param bucket name, with the key of an object or not. */
export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;

/** @param bus name or ARN: requests may use either. */
export const eventBusArn = (bus: string): string =>
  bus.startsWith('arn:') ? bus : arnOf('events', `event-bus/${bus}`);
