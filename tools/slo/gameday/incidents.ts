import { orderService, type SloId } from '../order-service-declaration.ts';
import type { ServiceUnderTest } from './service-under-test.ts';
import { untilAnswered } from './until-answered.ts';

/** A fault with a duration. */
export interface GameDayIncident {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
  /** Objectives whose budgets it burns. */
  readonly slos: readonly SloId[];
  /** Whether the outcome of payments comes later, by webhook. */
  readonly paysSlowly?: boolean;
  readonly begin: (service: ServiceUnderTest) => Promise<void>;
  readonly end: (service: ServiceUnderTest) => Promise<void>;
}

const call = (url: string, method: string, body?: unknown): Promise<void> =>
  untilAnswered(async () => {
    const answer = await fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    await answer.text();
    if (!answer.ok) throw new Error(`${method} ${url} answers ${answer.status}`);
  });

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

/** A fault of the local run's own. */
const faults = (settings: object): Pick<GameDayIncident, 'begin' | 'end'> => ({
  begin: ({ url }) => call(`${url}/local/faults`, 'PUT', { seed: 1, ...settings }),
  end: ({ url }) => call(`${url}/local/faults`, 'DELETE'),
});

const { placing } = orderService.customers;

const crash = (seconds: number): GameDayIncident => ({
  id: 'crash',
  title: 'Environments that place orders crash',
  seconds,
  slos: ['availability'],
  ...faults({ functions: { crash: 0.7, only: [placing] } }),
});

const throttle: GameDayIncident = {
  id: 'throttle',
  title: 'Lambda throttles half of the orders',
  seconds: 15,
  slos: ['availability'],
  ...faults({ functions: { throttle: 0.5, only: [placing] } }),
};

const coldStarts: GameDayIncident = {
  id: 'cold-starts',
  title: 'Every order waits for a slow cold start',
  seconds: 20,
  slos: ['order-latency'],
  ...faults({ functions: { coldStart: 1, only: [placing] } }),
};

const lostWebhooks: GameDayIncident = {
  id: 'lost-webhooks',
  title: 'Webhooks about slow payments are lost; the reconciler settles them',
  seconds: 20,
  slos: [],
  paysSlowly: true,
  ...faults({ webhooks: { lost: 1 } }),
};

/** The incidents of a game day, in their order. */
export const gameDayIncidents: readonly GameDayIncident[] = [
  paymentOutage(20),
  errors,
  latency,
  stuckRelay,
  crash(15),
  throttle,
  coldStarts,
  lostWebhooks,
];

/** Short incidents. */
export const quickIncidents: readonly GameDayIncident[] = [paymentOutage(10), crash(10)];
