import { randomUUID } from 'node:crypto';
import { CommandError } from '../../command-line/command-error.ts';
import type { Rule } from '../deployment.ts';
import { compileEventPattern, type EventMatcher } from '../event-patterns/event-pattern.ts';
import { EventPatternError } from '../event-patterns/event-pattern-error.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { BusEntry } from './bus-entry.ts';
import type { BusJournal } from './bus-journal.ts';
import { type DeliveredEvent, deliveredEvent } from './delivered-event.ts';

export interface EventBusOptions {
  readonly name: string;
  readonly rules: Readonly<Record<string, Rule>>;
  /** Puts a text into the queue of that name. */
  readonly send: (queue: string, body: string) => void;
  readonly journal: BusJournal;
  /** Told of the body of an event that could not be put into the queue of a rule. */
  readonly onUndelivered?: (body: string) => void;
  readonly faults: FaultInjection;
}

/** Hands what it accepts to the queues of the rules that match. */
export interface EventBus {
  readonly name: string;
  /** @returns the id of the event. What is meant for a bus that does not exist goes nowhere, as on AWS. */
  accept(entry: BusEntry): string;
  /** The newest events that could not be put into the queue of a rule, by rule, oldest first: its dead-letter queue. */
  undelivered(): ReadonlyMap<string, readonly string[]>;
  /** Removes those of a rule, and returns their number. */
  purge(rule: string): number;
  /** Delivers what is on its way at once. */
  close(): void;
}

/** Longest times, in milliseconds, by which an event can be held back. */
const holdMs = { reorder: 50, delay: 500 };

const keptUndelivered = 1_000;

const compileRule = ([name, { pattern, queue }]: [string, Rule]): {
  rule: string;
  matches: EventMatcher;
  queue: string;
} => {
  try {
    return { rule: name, matches: compileEventPattern(pattern), queue };
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    throw new CommandError(`Rule ${name} of the event bus cannot run locally: ${error.message}.`);
  }
};

/** @throws {CommandError} for a rule whose pattern the local cloud does not understand. */
export const createEventBus = ({
  name,
  rules,
  send,
  journal,
  onUndelivered = () => {},
  faults,
}: EventBusOptions): EventBus => {
  const compiled = Object.entries(rules).map(compileRule);
  const undelivered = new Map<string, string[]>(Object.keys(rules).map((rule) => [rule, []]));
  const held = new Map<NodeJS.Timeout, () => void>();

  const deliver = (queue: string, body: string) => {
    const waitMs =
      (faults.bus('reorder') ? faults.wait(holdMs.reorder) : 0) +
      (faults.bus('delay') ? faults.wait(holdMs.delay) : 0);
    if (waitMs === 0) return send(queue, body);
    const timer = setTimeout(() => {
      held.delete(timer);
      send(queue, body);
    }, waitMs);
    held.set(timer, () => send(queue, body));
  };

  const fail = (rule: string, body: string) => {
    const letters = undelivered.get(rule);
    letters?.push(body);
    if (letters && letters.length > keptUndelivered) letters.shift();
    onUndelivered(body);
  };

  const route = (event: DeliveredEvent) => {
    const body = JSON.stringify(event);
    for (const { rule, matches, queue } of compiled) {
      if (!matches(event)) continue;
      if (faults.bus('undelivered')) {
        fail(rule, body);
        continue;
      }
      deliver(queue, body);
      if (faults.bus('duplicate')) deliver(queue, body);
    }
  };

  return {
    name,
    accept(entry) {
      const id = randomUUID();
      if (entry.busName !== name) return id;
      const event = deliveredEvent(id, entry);
      journal.append(event);
      if (!faults.bus('lost')) route(event);
      return id;
    },
    undelivered: () => undelivered,
    purge: (rule) => undelivered.get(rule)?.splice(0).length ?? 0,
    close() {
      for (const [timer, sendNow] of held) {
        clearTimeout(timer);
        sendNow();
      }
      held.clear();
    },
  };
};
