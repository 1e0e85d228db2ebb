const defaultLimit = 1_000;

export const maxLimit = 50_000;

/** How many items a request wants at most; `undefined` when it does not say so properly. */
export const limitParameter = (parameters: URLSearchParams): number | undefined => {
  const text = parameters.get('limit');
  if (text === null) return defaultLimit;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= maxLimit ? limit : undefined;
};
