/** Faults of the event bus; each with a probability from 0 to 1. */
export const busFaults = [
  /** A request is refused as a whole: too many. */
  'throttle',
  /** An entry is refused, the others of its request are not. */
  'partial',
  /** A request is carried out, and the caller sees an error. */
  'lostAnswer',
  /** An entry is accepted but not delivered. */
  'lost',
  /** An event cannot be put into the queue of a rule, and becomes a dead letter of the rule. */
  'undelivered',
  /** An event is delivered twice. */
  'duplicate',
  /** An event is overtaken by those that come within some milliseconds. */
  'reorder',
  /** An event is delivered only after a while. */
  'delay',
] as const;
export type BusFault = (typeof busFaults)[number];

/** Faults between log groups and their subscriber; each with a probability from 0 to 1. */
export const logFaults = [
  /** A batch is delivered twice. */
  'duplicate',
  /** A batch is overtaken by later ones. */
  'reorder',
  /** A batch is cut in two, and its lines come once more among later ones. */
  'rebatch',
] as const;
export type LogFault = (typeof logFaults)[number];

/** Faults of the payment gateway's webhooks; each with a probability from 0 to 1. */
export const webhookFaults = [
  /** An event is never sent. */
  'lost',
  /** An event is sent twice. */
  'duplicate',
  /** An event is overtaken by those that come within some milliseconds. */
  'reorder',
  /** An event is sent only after some seconds. */
  'delay',
] as const;
export type WebhookFault = (typeof webhookFaults)[number];

/** Faults of the functions' execution environments; each with a probability from 0 to 1. */
export const functionFaults = [
  /** An invocation is refused: too many run at once. */
  'throttle',
  /** An environment ends soon after it was given a request, before it has answered. */
  'crash',
  /** An environment cannot load its function. */
  'initError',
  /** An environment takes no further request, and a new one takes 1.5 s longer to start. */
  'coldStart',
] as const;
export type FunctionFault = (typeof functionFaults)[number];

/** Faults of the database, for functions only; each with a probability from 0 to 1. */
export const databaseFaults = [
  /** A request takes half a second longer. */
  'delay',
  /** A request is not carried out, and is answered with status 500. */
  'error',
  /** A request is not carried out: too many. */
  'throttle',
] as const;
export type DatabaseFault = (typeof databaseFaults)[number];

/** Faults of the payment gateway; each with a probability from 0 to 1. */
export const paymentFaults = [
  /** A request is carried out three seconds later. */
  'delay',
  /** A request is not carried out, and is answered with status 503. */
  'error',
  /** A request is not carried out and never answered. */
  'noAnswer',
] as const;
export type PaymentFault = (typeof paymentFaults)[number];

export interface FaultSettings {
  /** Of the generator that decides; the same seed gives the same decisions. */
  readonly seed: number;
  readonly bus: Readonly<Partial<Record<BusFault, number>>> & {
    /** Orders of which the bus refuses every event. */
    readonly refuse?: readonly string[];
  };
  readonly logs: Readonly<Partial<Record<LogFault, number>>>;
  readonly webhooks: Readonly<Partial<Record<WebhookFault, number>>>;
  readonly database?: Readonly<Partial<Record<DatabaseFault, number>>>;
  readonly payments?: Readonly<Partial<Record<PaymentFault, number>>>;
  readonly functions?: Readonly<Partial<Record<FunctionFault, number>>> & {
    /** The functions that fail with a probability; without it, all. */
    readonly only?: readonly string[];
    /** Functions of which each invocation ends as by `crash`. */
    readonly kill?: readonly string[];
  };
}

export const noFaults: FaultSettings = { seed: 1, bus: {}, logs: {}, webhooks: {} };
