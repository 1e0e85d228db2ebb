/** Options of a call that nobody is in a hurry for. */
export const calmly = { signal: new AbortController().signal };
