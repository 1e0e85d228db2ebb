import type { DependencyPolicy } from '../resilience/dependency-policy.ts';

type Send = (command: never, options: { abortSignal: AbortSignal }) => Promise<unknown>;

/**
 * An SDK client whose calls go through a policy. The policy alone tries again, so that a command must be one
 * that can be sent twice, and the client itself must not retry.
 */
export const resilientClient = <C extends { send: unknown }>(client: C, policy: DependencyPolicy): C => {
  const send = (client.send as Send).bind(client);
  const guarded: Send = (command, { abortSignal }) =>
    policy.execute(abortSignal, (signal) => send(command, { abortSignal: signal }));
  return Object.create(client as object, { send: { value: guarded } }) as C;
};
