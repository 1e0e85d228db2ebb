/** Programs of this project that send requests to a local run. Its console names the sender of each request. */
export type RunLabel = 'console' | 'demo' | 'bench' | 'game day' | 'tests';

const agentPrefix = 'order-service-';

/** Header of the requests that a program sends. */
export const labelHeader = (label: RunLabel): { readonly 'user-agent': string } => ({
  'user-agent': `${agentPrefix}${label.replace(' ', '-')}`,
});

/** Sends requests as the runtime does, with the label of a program. */
export const labelledFetch =
  (label: RunLabel): typeof fetch =>
  (input, init = {}) => {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(labelHeader(label))) headers.set(name, value);
    return fetch(input, { ...init, headers });
  };

/** The label in a user agent; `undefined` for one of another program. */
export const labelOf = (agent: string): string | undefined =>
  agent.startsWith(agentPrefix) ? agent.slice(agentPrefix.length).replace('-', ' ') : undefined;
