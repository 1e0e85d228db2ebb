import type { FunctionError } from '../function-error.ts';

/** Start settings of an execution environment. */
export interface RuntimeSettings {
  /** URL of the module that exports `handler`. */
  readonly codeUrl: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Host, with its port, that gets the trace header of invocations. */
  readonly tracedHost?: string;
  /** How many invocations the environment was given, in shared memory; without it, it is never frozen. */
  readonly invocations?: Int32Array<SharedArrayBuffer>;
}

export interface InvokeMessage {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  readonly traceId: string;
  /** Milliseconds since 1970 at which the function's timeout is over. */
  readonly deadline: number;
}

export type OutputStream = 'stdout' | 'stderr';

/** All messages of an execution environment; in this order, because one port carries it all. */
export type RuntimeMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'init-failed'; readonly error: FunctionError }
  | { readonly type: 'output'; readonly stream: OutputStream; readonly text: string }
  /** `inFlight` counts the invocations under way when this one began, itself included. */
  | {
      readonly type: 'returned';
      readonly requestId: string;
      readonly payload: string;
      readonly inFlight: number;
    }
  | {
      readonly type: 'threw';
      readonly requestId: string;
      readonly error: FunctionError;
      readonly inFlight: number;
    }
  | { readonly type: 'crashed'; readonly error: FunctionError };
