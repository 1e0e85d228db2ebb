import { flag, type Operands, type Options, option } from '../../command-line/command.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { text, wholeNumber } from '../../command-line/values.ts';
import type { Invoked } from '../endpoints/invoke-endpoint.ts';
import { textOrFile } from './text-or-file.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Asks the local run.
 * @throws {CommandError} when it refuses, or does not answer.
 */
export type AskLocalRun = (path: string, init?: { method: string; body?: string }) => Promise<Fields>;

/** Result of an action. */
export interface ActionResult {
  readonly data: Fields;
  /** For people. */
  readonly text: string;
  /** Whether the thing that was started failed. */
  readonly isFailed?: boolean;
}

/** Values of the options of all actions. */
export interface ActionOptions {
  readonly json: boolean;
  readonly 'new-key'?: boolean;
  readonly event?: string | undefined;
  readonly seconds?: number;
}

/** An action of the console in the terminal. */
export interface TerminalAction {
  readonly help: string;
  readonly operands?: Operands;
  readonly options?: Options;
  readonly perform: (
    ask: AskLocalRun,
    operands: readonly string[],
    options: ActionOptions,
  ) => Promise<ActionResult>;
}

const one = (label: string): Operands => ({ label, least: 1, most: 1 });

const eventOption = {
  event: option('JSON', 'an edited event, or @ and a file with it (default: the recorded one)', text),
};

const post = (body?: string) => ({ method: 'POST', ...(body !== undefined && { body }) });

const count = (number: unknown, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;

interface Switch {
  readonly part: string;
  readonly fault: string;
  readonly setting: number | readonly string[];
}

/** @throws {CommandError} for anything but `part.fault=value`. */
const faultSwitch = (given: string): Switch => {
  const [, part, fault, value = ''] = /^(\w+)\.(\w+)=(.*)$/.exec(given) ?? [];
  if (part === undefined || fault === undefined)
    throw new CommandError(`${JSON.stringify(given)} is no fault. Write payments.error=1.`, 2);
  const isList = ['only', 'kill', 'refuse'].includes(fault);
  return { part, fault, setting: isList ? value.split(',').filter(Boolean) : Number(value || Number.NaN) };
};

const isOn = (setting: unknown): boolean => (Array.isArray(setting) ? setting.length > 0 : setting !== 0);

/** Settings with a switch turned. */
const turned = (settings: Fields, { part, fault, setting }: Switch): Fields => {
  const { [fault]: _, ...others } = (settings[part] ?? {}) as Fields;
  return { ...settings, [part]: { ...others, ...(isOn(setting) && { [fault]: setting }) } };
};

/** Settings without the parts whose faults are all off: a list of functions alone is no fault. */
const inEffect = (settings: Fields): Fields =>
  Object.fromEntries(
    Object.entries(settings).filter(
      ([, group]) =>
        typeof group !== 'object' ||
        Object.entries(group ?? {}).some(([name, value]) => name !== 'only' && isOn(value)),
    ),
  );

/** The actions of the console by their names, on the addresses that its buttons use. */
export const consoleActions = {
  'send-again': {
    help: 'sends a recorded request again, with its idempotency key',
    operands: one('requestId'),
    options: { 'new-key': flag('sends it with a new idempotency key, so that it is executed again') },
    async perform(ask, [id = ''], options) {
      const body = JSON.stringify({ newKey: options['new-key'] ?? false });
      const data = await ask(`/local/requests/${encodeURIComponent(id)}/again`, post(body));
      return {
        data,
        text: `${data['status']}  request ${data['id']}`,
        isFailed: Number(data['status']) >= 400,
      };
    },
  },
  'deliver-again': {
    help: 'delivers an event over the bus again',
    operands: one('eventId'),
    options: eventOption,
    async perform(ask, [id = ''], { event: edited }) {
      const { items } = await ask('/local/events?limit=50000');
      const found = (items as readonly Fields[]).find((one) => one['id'] === id);
      if (!found) throw new CommandError(`Event ${id} is not known, or no longer kept.`);
      const { source, 'detail-type': type, detail } = found;
      const event = await textOrFile(
        edited ?? JSON.stringify({ source, 'detail-type': type, detail }),
        '--event',
      );
      const data = await ask('/local/events', post(event));
      return { data, text: `The bus accepted the event as ${data['id']}.` };
    },
  },
  'invoke-again': {
    help: 'invokes a function with the event of an invocation again, and prints the result',
    operands: one('invocationId'),
    options: eventOption,
    async perform(ask, [id = ''], { event: edited }) {
      const { functionName, event } = await ask(`/local/invocations/${encodeURIComponent(id)}`);
      if (event === undefined && edited === undefined)
        throw new CommandError(
          'No event of it is kept: it was large, or a batch of log lines. Give one with --event.',
        );
      const body = await textOrFile(edited ?? JSON.stringify(event), '--event');
      const data = await ask(`/local/functions/${functionName}/invocations`, post(body));
      const { status, ms, error, payload } = data as unknown as Invoked;
      const result = error ? `${error.errorType}: ${error.errorMessage}` : JSON.stringify(payload, null, 2);
      return {
        data,
        text: `${functionName} ${status} in ${ms} ms\n${result}`,
        isFailed: status !== 'succeeded',
      };
    },
  },
  redrive: {
    help: 'puts the dead letters of a queue back into it',
    operands: one('queue'),
    async perform(ask, [name = '']) {
      const data = await ask(`/local/queues/${encodeURIComponent(name)}/redrive`, post());
      return { data, text: `Put ${count(data['redriven'], 'dead letter')} back into queue ${name}.` };
    },
  },
  purge: {
    help: 'removes the events that the bus could not deliver for a rule',
    operands: one('rule'),
    async perform(ask, [name = '']) {
      const data = await ask(`/local/rules/${encodeURIComponent(name)}/purge`, post());
      return { data, text: `Removed ${count(data['purged'], 'undelivered event')} of rule ${name}.` };
    },
  },
  run: {
    help: 'runs a scheduled job now',
    operands: one('job'),
    async perform(ask, [name = '']) {
      const data = await ask(`/local/schedules/${encodeURIComponent(name)}`, post());
      return { data, text: `${name} ${data['status']}`, isFailed: data['status'] !== 'succeeded' };
    },
  },
  kill: {
    help: 'ends the execution environments of a function',
    operands: one('function'),
    async perform(ask, [name = '']) {
      const data = await ask(`/local/functions/${encodeURIComponent(name)}/kill`, post());
      return { data, text: `Ended ${count(data['killed'], 'environment')} of ${name}.` };
    },
  },
  fault: {
    help: 'switches faults on, or off with 0, and leaves the others as they are',
    operands: { label: 'part.fault=probability', least: 1, most: 50 },
    async perform(ask, operands) {
      const switches = operands.map(faultSwitch);
      const wanted = inEffect(switches.reduce(turned, await ask('/local/faults')));
      const data = await ask('/local/faults', { method: 'PUT', body: JSON.stringify(wanted) });
      return { data, text: `Faults: ${JSON.stringify(data)}` };
    },
  },
  outage: {
    help: 'takes the payment gateway down: refuse connections, hang without answers, or answer each request with an error',
    operands: one('refuse|hang|error'),
    options: {
      seconds: option('number', 'length of the outage', wholeNumber({ least: 1, most: 3_600 }), 60),
    },
    async perform(ask, [mode = ''], { seconds }) {
      const data = await ask('/local/payments/outage', post(JSON.stringify({ mode, seconds })));
      return { data, text: `The payment gateway is down for ${data['seconds']} s (${data['mode']}).` };
    },
  },
  'faults-off': {
    help: 'switches all faults off, and ends an outage of the payment gateway',
    async perform(ask) {
      const data = await ask('/local/active-faults', { method: 'DELETE' });
      return { data, text: 'All faults are switched off.' };
    },
  },
} as const satisfies Readonly<Record<string, TerminalAction>>;
