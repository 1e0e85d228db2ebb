import type { Context } from 'aws-lambda';
import { describeError, type FunctionError, functionError } from '../function-error.ts';

export type Handler = (event: unknown, context: Omit<Context, 'done' | 'fail' | 'succeed'>) => unknown;

const errorTypeOf = (thrown: unknown): string | undefined => {
  if (thrown instanceof SyntaxError) return 'Runtime.UserCodeSyntaxError';
  const code = (thrown as { code?: unknown } | null)?.code;
  return code === 'ERR_MODULE_NOT_FOUND' ? 'Runtime.ImportModuleError' : undefined;
};

/** The function's handler, or why there is none. */
export const loadHandler = async (codeUrl: string): Promise<Handler | FunctionError> => {
  try {
    const { handler } = await import(codeUrl);
    return typeof handler === 'function'
      ? handler
      : functionError('Runtime.HandlerNotFound', 'index.handler is undefined or not exported');
  } catch (thrown) {
    return describeError(thrown, errorTypeOf(thrown));
  }
};
