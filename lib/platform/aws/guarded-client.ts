import type { Client, Command, MetadataBearer } from '@smithy/types';
import type { CallOptions } from '../call-options.ts';
import { isStaleConnection } from '../node/keep-alive.ts';
import type { DependencyPolicy } from '../resilience/dependency-policy.ts';

/** Sends commands to one AWS service. `C` is the SDK's client, which says which commands there are. */
export type GuardedClient<C> =
  C extends Client<infer In, infer Out, infer Config> ? CommandSender<In, Out, Config> : never;

interface CommandSender<In extends object, Out extends MetadataBearer, Config> {
  send<I extends In, O extends Out>(
    command: Command<In, I, Out, O, Config>,
    options: CallOptions,
  ): Promise<O>;
}

/** Most connections that one call may find closed: after the first one the agent closes all that are idle. */
const maxStaleConnections = 5;

/**
 * Sends an SDK client's commands through a policy. The policy alone tries again, so that a command must be one
 * that can be sent twice, and the client itself must not retry. An exception is a connection that the server closed
 * while the environment was frozen: the command is sent again at once on another one, which the policy does not count.
 * @param isRepeatable whether a command may be sent again that the server perhaps got.
 */
export const guardClient = <In extends object, Out extends MetadataBearer, Config>(
  client: Client<In, Out, Config>,
  { execute }: Pick<DependencyPolicy, 'execute'>,
  isRepeatable: (command: object) => boolean = () => true,
): CommandSender<In, Out, Config> => ({
  send: (command, options) =>
    execute(options, async ({ signal }) => {
      for (let stale = 0; ; stale += 1) {
        try {
          return await client.send(command, { abortSignal: signal });
        } catch (failure) {
          const again = stale < maxStaleConnections && isStaleConnection(failure) && isRepeatable(command);
          if (!again || signal.aborted) throw failure;
        }
      }
    }),
});
