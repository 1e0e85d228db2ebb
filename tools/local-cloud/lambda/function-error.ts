/** An error in the form in which Lambda reports it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stackTrace: readonly string[];
}

export const functionError = (errorType: string, errorMessage: string): FunctionError => ({
  errorType,
  errorMessage,
  stackTrace: [],
});

/** Type of the error of a function that has never compiled; AWS knows no such function. */
export const notCompiled = 'Local.NotCompiled';

/** Describes anything that can be thrown. */
export const describeError = (thrown: unknown, errorType?: string): FunctionError =>
  thrown instanceof Error
    ? {
        errorType: errorType ?? thrown.name,
        errorMessage: thrown.message,
        stackTrace: (thrown.stack ?? '').split('\n'),
      }
    : functionError(errorType ?? typeof thrown, String(thrown));
