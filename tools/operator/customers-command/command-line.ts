import { customerIdSchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { type Command, type CommandLine, flag, option } from '../../command-line/command.ts';
import { usageError } from '../../command-line/parse-command-line.ts';
import { text } from '../../command-line/values.ts';
import { type Target, targetOf, targetOptions, targetVariables } from '../operator-command/target.ts';

/** A parsed command of `npm run customers`. */
export type CustomersCommand = { readonly target: Target; readonly customerId: string } & (
  | { readonly kind: 'export' }
  | { readonly kind: 'erase'; readonly dryRun: boolean }
);

const customer = option('id', 'the customer: the subject of the access tokens', text);

export const customersProgram = {
  name: 'npm run customers',
  description: 'Exports the stored data of a customer, and erases the customer’s id from it.',
  commands: {
    export: {
      help: 'prints everything that is kept about the customer as JSON; reads the whole orders table',
      options: { customer },
    },
    erase: {
      help:
        'replaces the customer’s id by a random pseudonym; refuses while an order is not at its end; reads the whole' +
        ' orders table',
      options: { customer, 'dry-run': flag('counts the changes, and writes nothing') },
    },
  },
  options: targetOptions,
  variables: targetVariables,
  notes: 'Exit code: 0 success, 1 failure or refused, 2 wrong usage.',
} as const satisfies Command;

/**
 * The command that a command line describes.
 * @throws {CommandError} when its options do not fit together.
 */
export const toCustomersCommand = (line: CommandLine<typeof customersProgram>): CustomersCommand => {
  const wrong = (problem: string) => usageError(customersProgram, problem);
  const target = targetOf(customersProgram, line);
  const { customer: customerId } = line.options;
  if (customerId === undefined) throw wrong(`${line.command} needs --customer.`);
  if (!customerIdSchema.safeParse(customerId).success)
    throw wrong(`${JSON.stringify(customerId)} is not a customer id.`);
  if (line.command === 'export') return { kind: line.command, target, customerId };
  return { kind: line.command, target, customerId, dryRun: line.options['dry-run'] };
};
