import * as z from 'zod';
import { isOrderId } from '../../../lib/domain/identifiers.ts';
import { CommandError } from '../operator-command/command-error.ts';
import { parseOptions } from '../operator-command/parse-options.ts';
import { type Target, targetOf, targetOptions, type Variables } from '../operator-command/target.ts';

/** What the operator wants. */
export type EventsCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list-stuck'; readonly target: Target; readonly limit: number }
  | {
      readonly kind: 'replay-order';
      readonly target: Target;
      readonly orderId: string;
      readonly dryRun: boolean;
    }
  | {
      readonly kind: 'replay-since';
      readonly target: Target;
      readonly since: string;
      readonly dryRun: boolean;
    };

export const eventsHelp = `Usage: npm run events -- <command> [options]

Looks after events that did not come back over the bus.

  list-stuck             orders with such events: not published, not delivered or quarantined
  replay <orderId>       ends the order's quarantine and publishes what did not come back, in order;
                         everything again if nothing is missing
  replay --since <time>  the same for every order with events since then, with all its events from then on

  --dry-run              say what would be published, and publish nothing
  --limit <n>            most orders to list (default 100)
  --url <url>            the local service (default http://localhost:$PORT, or 3000)
  --stage <name>         a deployed stage instead; needs AWS credentials and AWS_REGION
  --help                 print this

Consumers know a repeated event by its eventId. Times are RFC 3339, such as 2026-07-01T12:00:00Z.
Exit code: 0 done, 1 something could not be done, 2 the command is wrong.
`;

const options = {
  since: { type: 'string' },
  'dry-run': { type: 'boolean' },
  limit: { type: 'string' },
  ...targetOptions,
  help: { type: 'boolean' },
} as const;

/** What each command takes; whoever gives it something else has another command in mind. */
const optionsOf = {
  'list-stuck': ['limit', 'url', 'stage'],
  replay: ['since', 'dry-run', 'url', 'stage'],
} as const satisfies Record<string, readonly (keyof typeof options)[]>;

const isCommand = (name: string): name is keyof typeof optionsOf => Object.hasOwn(optionsOf, name);

const wrong = (problem: string) =>
  new CommandError(`${problem}. \`npm run events -- --help\` lists what there is.`, 2);

const limitOf = (text: string): number => {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw wrong(`--limit is ${JSON.stringify(text)}, not a number from 1`);
};

const sinceOf = (text: string): string => {
  const { success, data } = z.iso.datetime({ offset: true }).safeParse(text);
  if (!success) throw wrong(`--since is ${JSON.stringify(text)}, not a time such as 2026-07-01T12:00:00Z`);
  return new Date(data).toISOString();
};

/**
 * What to do.
 * @throws {CommandError} when something is unknown, missing or out of range.
 */
export const parseEventsCommand = (args: readonly string[], variables: Variables): EventsCommand => {
  const { values, positionals } = parseOptions(args, options, wrong);
  const [name, ...operands] = positionals;
  if (values.help) return { kind: 'help' };
  if (name === undefined) throw wrong('The command is missing');
  if (!isCommand(name)) throw wrong(`Unknown command ${name}`);
  const known: readonly string[] = optionsOf[name];
  const foreign = Object.keys(values).find((option) => !known.includes(option));
  if (foreign !== undefined) throw wrong(`${name} does not take --${foreign}`);
  const { since, 'dry-run': dryRun = false, limit = '100' } = values;
  if (name === 'list-stuck') {
    if (operands.length > 0) throw wrong('list-stuck takes options only');
    return { kind: name, target: targetOf(values, variables, wrong), limit: limitOf(limit) };
  }
  const [orderId, ...more] = operands;
  if (more.length > 0) throw wrong('replay takes one order');
  if ((orderId === undefined) === (since === undefined))
    throw wrong('replay takes either an order or --since');
  if (orderId === undefined) {
    return {
      kind: 'replay-since',
      target: targetOf(values, variables, wrong),
      since: sinceOf(since ?? ''),
      dryRun,
    };
  }
  if (!isOrderId(orderId)) throw wrong(`${JSON.stringify(orderId)} is not the id of an order`);
  return { kind: 'replay-order', target: targetOf(values, variables, wrong), orderId, dryRun };
};
