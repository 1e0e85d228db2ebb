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
  readonly faults: FaultInjection;
}

/** Hands what it accepts to the queues of the rules that match. */
export interface EventBus {
  readonly name: string;
  /** @returns the id of the event. What is meant for a bus that does not exist goes nowhere, as on AWS. */
  accept(entry: BusEntry): string;
  /** Delivers what is on its way at once. */
  close(): void;
}

/** Longest times, in milliseconds, by which an event can be held back. */
const holdMs = { reorder: 50, delay: 500 };

const compileRule = ([name, { pattern, queue }]: [string, Rule]): {
  matches: EventMatcher;
  queue: string;
} => {
  try {
    return { matches: compileEventPattern(pattern), queue };
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    throw new CommandError(`Rule ${name} of the event bus cannot run locally: ${error.message}.`);
  }
};

/** @throws {CommandError} for a rule whose pattern the local cloud does not understand. */
export const createEventBus = ({ name, rules, send, journal, faults }: EventBusOptions): EventBus => {
  const compiled = Object.entries(rules).map(compileRule);
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

  const route = (event: DeliveredEvent) => {
    const body = JSON.stringify(event);
    for (const { matches, queue } of compiled) {
      if (!matches(event)) continue;
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
    close() {
      for (const [timer, sendNow] of held) {
        clearTimeout(timer);
        sendNow();
      }
      held.clear();
    },
  };
};
