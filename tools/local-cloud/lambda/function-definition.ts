/** A Lambda function as the local cloud runs it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Access key of the function's role. */
  readonly accessKeyId: string;
  /** The function's own variables, besides those that Lambda sets. */
  readonly environment: Readonly<Record<string, string>>;
}
