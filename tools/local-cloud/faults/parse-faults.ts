import { jsonOf } from '../../json-of.ts';
import {
  busFaults,
  databaseFaults,
  type FaultSettings,
  functionFaults,
  logFaults,
  noFaults,
  paymentFaults,
  webhookFaults,
} from './fault-settings.ts';

/** A description of faults that cannot be; the message says why. */
export class FaultSettingsError extends Error {
  override readonly name = 'FaultSettingsError';
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const checkFields = (where: string, fields: Fields, known: readonly string[]) => {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new FaultSettingsError(
      `unknown ${where} ${JSON.stringify(unknown)}; there are ${known.join(', ')}`,
    );
  }
};

const group = (name: string, value: unknown): Fields => {
  if (value === undefined) return {};
  if (!isObject(value)) throw new FaultSettingsError(`${name} must be an object of faults`);
  return value;
};

const probabilities = (name: string, fields: Fields): Record<string, number> =>
  Object.fromEntries(
    Object.entries(fields).map(([fault, value]) => {
      if (typeof value === 'number' && value >= 0 && value <= 1) return [fault, value];
      throw new FaultSettingsError(`${name}.${fault} must be a probability from 0 to 1`);
    }),
  );

const texts = (name: string, value: unknown, of: string): readonly string[] => {
  if (Array.isArray(value) && value.every((text) => typeof text === 'string')) return value;
  throw new FaultSettingsError(`${name} must be a list of ${of}`);
};

/**
 * Reads faults from JSON such as `{"seed": 7, "bus": {"throttle": 0.1}, "logs": {"duplicate": 0.1}}`.
 * @throws {FaultSettingsError}
 */
export const parseFaults = (text: string): FaultSettings => {
  const value = jsonOf(text);
  if (!isObject(value)) throw new FaultSettingsError('faults are described by a JSON object');
  checkFields('field', value, ['seed', 'bus', 'logs', 'webhooks', 'database', 'payments', 'functions']);
  const { seed = noFaults.seed } = value;
  if (typeof seed !== 'number' || !Number.isSafeInteger(seed)) {
    throw new FaultSettingsError('seed must be a whole number');
  }
  const { refuse, ...bus } = group('bus', value['bus']);
  const logs = group('logs', value['logs']);
  checkFields('bus fault', bus, [...busFaults, 'refuse']);
  checkFields('log fault', logs, logFaults);
  const webhooks = group('webhooks', value['webhooks']);
  checkFields('webhook fault', webhooks, webhookFaults);
  const database = group('database', value['database']);
  checkFields('database fault', database, databaseFaults);
  const payments = group('payments', value['payments']);
  checkFields('payment fault', payments, paymentFaults);
  const { only, kill, ...functions } = group('functions', value['functions']);
  checkFields('function fault', functions, [...functionFaults, 'only', 'kill']);
  return {
    seed,
    bus: {
      ...probabilities('bus', bus),
      ...(refuse !== undefined && { refuse: texts('bus.refuse', refuse, 'order ids') }),
    },
    logs: probabilities('logs', logs),
    webhooks: probabilities('webhooks', webhooks),
    ...(value['database'] !== undefined && { database: probabilities('database', database) }),
    ...(value['payments'] !== undefined && { payments: probabilities('payments', payments) }),
    ...(value['functions'] !== undefined && {
      functions: {
        ...probabilities('functions', functions),
        ...(only !== undefined && { only: texts('functions.only', only, 'names of functions') }),
        ...(kill !== undefined && { kill: texts('functions.kill', kill, 'names of functions') }),
      },
    }),
  };
};
