import type { SloId } from '../order-service-declaration.ts';
import type { ServiceUnderTest } from './service-under-test.ts';

/** A fault with a duration. */
export interface GameDayIncident {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
  /** Objectives whose budgets it burns. */
  readonly slos: readonly SloId[];
  readonly begin: (service: ServiceUnderTest) => Promise<void>;
  readonly end: (service: ServiceUnderTest) => Promise<void>;
}

const call = async (url: string, method: string, body?: unknown): Promise<void> => {
  const answer = await fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answers ${answer.status}`);
};

const paymentOutage = (seconds: number): GameDayIncident => ({
  id: 'payment-outage',
  title: 'The payment gateway answers 503',
  seconds,
  slos: ['payment-success', 'availability'],
  begin: ({ url }) => call(`${url}/local/payments/outage`, 'POST', { mode: 'error', seconds: 600 }),
  end: ({ url }) => call(`${url}/local/payments/outage`, 'DELETE'),
});

const errors: GameDayIncident = {
  id: 'errors',
  title: 'The database refuses commits',
  seconds: 15,
  slos: ['availability'],
  begin: async ({ database }) => database.setFault({ kind: 'failing' }),
  end: async ({ database }) => database.setFault(),
};

const latency: GameDayIncident = {
  id: 'latency',
  title: 'Commits take 700 ms longer',
  seconds: 25,
  slos: ['order-latency'],
  begin: async ({ database }) => database.setFault({ kind: 'slow', ms: 700 }),
  end: async ({ database }) => database.setFault(),
};

const stuckRelay: GameDayIncident = {
  id: 'stuck-relay',
  title: 'The event bus throttles every request',
  seconds: 30,
  slos: ['event-freshness'],
  begin: ({ url }) => call(`${url}/local/faults`, 'PUT', { seed: 1, bus: { throttle: 1 } }),
  end: ({ url }) => call(`${url}/local/faults`, 'DELETE'),
};

/** The incidents of a game day, in their order. */
export const gameDayIncidents: readonly GameDayIncident[] = [paymentOutage(20), errors, latency, stuckRelay];

/** A short incident. */
export const quickIncidents: readonly GameDayIncident[] = [paymentOutage(10)];
