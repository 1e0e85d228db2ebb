/** State of a stack, as CloudFormation names it. */
export type StackStatus = string;

/** Settings of a table of DynamoDB. */
export interface TableState {
  /** Absent while time to live is off. */
  readonly timeToLiveAttribute?: string | undefined;
  readonly hasRecovery: boolean;
  /** Whether it refuses to be deleted. */
  readonly isProtected: boolean;
  /** ARN of its present stream. */
  readonly streamArn?: string | undefined;
}

/** Reads the AWS account that a deployment goes to. Every call may reject; then the check that needs it fails. */
export interface AccountReader {
  /** 12-digit id of the account of the credentials. */
  accountId(): Promise<string>;
  /** Version of the CDK bootstrap stack; `undefined` when there is none. */
  bootstrapVersion(): Promise<number | undefined>;
  /** State of a stack; `undefined` when there is none. */
  stackStatus(name: string): Promise<StackStatus | undefined>;
  /** Concurrent executions that the account may have, and those that are not reserved. */
  concurrency(): Promise<{ readonly limit: number; readonly unreserved: number }>;
  /** Concurrency that a function has reserved; 0 when it has none or does not exist. */
  reservedBy(functionName: string): Promise<number>;
  /** Whether a secret exists and is not scheduled for deletion. */
  hasSecret(arn: string): Promise<boolean>;
  /** Settings of a table; `undefined` when there is none. */
  table(name: string): Promise<TableState | undefined>;
  /** State of a certificate and the names that it covers; `undefined` when there is none. */
  certificate(
    arn: string,
  ): Promise<{ readonly status: string; readonly names: readonly string[] } | undefined>;
}

/** An answer that is no document. */
export class StatusError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

/** Gets a JSON document; rejects when there is none, by a `StatusError` when the address has answered. */
export type GetJson = (url: string) => Promise<unknown>;
