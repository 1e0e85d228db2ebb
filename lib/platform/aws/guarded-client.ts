import type { Client, Command, MetadataBearer } from '@smithy/types';
import type { CallOptions } from '../call-options.ts';
import { isStaleConnection, maxStaleConnections } from '../node/keep-alive.ts';
import type { DependencyPolicy } from '../resilience/dependency-policy.ts';
import { IncompleteAnswerError } from './aws-failure.ts';

/** Sends commands to one AWS service. `C` is the SDK's client, which says which commands there are. */
export type GuardedClient<C> =
  C extends Client<infer In, infer Out, infer Config> ? CommandSender<In, Out, Config> : never;

interface CommandSender<In extends object, Out extends MetadataBearer, Config> {
  send<I extends In, O extends Out>(
    command: Command<In, I, Out, O, Config>,
    options: CallOptions,
  ): Promise<O>;
}

export interface CommandTraits {
  /** Whether a command may be sent again that the server perhaps got. Default: each. */
  readonly isRepeatable?: (command: object) => boolean;
  /** Whether an answer has what every answer to the command has. Default: each. */
  readonly isComplete?: (command: object, answer: object) => boolean;
  /** Receives the answer to every attempt, or its failure. */
  readonly onAnswer?: (answer: object) => void;
  readonly onFailure?: (failure: unknown) => void;
}

/**
 * Sends an SDK client's commands through a policy, which alone tries again: the client itself must not retry. An
 * exception is a connection that the server closed while the environment was frozen: the command is sent again at once
 * on another one, which the policy does not count. A command that is not repeatable is sent once.
 */
export const guardClient = <In extends object, Out extends MetadataBearer, Config>(
  client: Client<In, Out, Config>,
  { execute }: Pick<DependencyPolicy, 'execute'>,
  {
    isRepeatable = () => true,
    isComplete = () => true,
    onAnswer = () => {},
    onFailure = () => {},
  }: CommandTraits = {},
): CommandSender<In, Out, Config> => ({
  send(command, options) {
    const repeatable = isRepeatable(command);
    const attempt = async ({ signal }: CallOptions) => {
      for (let stale = 0; ; stale += 1) {
        try {
          const answer = await client.send(command, { abortSignal: signal });
          if (!isComplete(command, answer)) throw new IncompleteAnswerError(command.constructor.name);
          onAnswer(answer);
          return answer;
        } catch (failure) {
          onFailure(failure);
          const again = stale < maxStaleConnections && isStaleConnection(failure) && repeatable;
          if (!again || signal.aborted) throw failure;
        }
      }
    };
    return execute(options, attempt, repeatable);
  },
});
