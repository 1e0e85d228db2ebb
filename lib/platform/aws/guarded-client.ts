import type { Client, Command, MetadataBearer } from '@smithy/types';
import type { CallOptions } from '../call-options.ts';
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

/**
 * Sends an SDK client's commands through a policy. The policy alone tries again, so that a command must be one
 * that can be sent twice, and the client itself must not retry.
 */
export const guardClient = <In extends object, Out extends MetadataBearer, Config>(
  client: Client<In, Out, Config>,
  { execute }: Pick<DependencyPolicy, 'execute'>,
): CommandSender<In, Out, Config> => ({
  send: (command, options) => execute(options, ({ signal }) => client.send(command, { abortSignal: signal })),
});
