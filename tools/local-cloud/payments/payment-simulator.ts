import { setTimeout as pause } from 'node:timers/promises';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import { type HttpServer, startHttpServer } from '../http/http-server.ts';
import { type OnPaymentCall, watchPayments } from '../journal/payment-call.ts';
import { untilGone } from './client-presence.ts';
import { renderDispute } from './dispute.ts';
import { raiseDispute } from './dispute-operations.ts';
import { authenticateIntent, requireIntent } from './intent-operations.ts';
import { createPaymentBooks, type LedgerEntry } from './payment-books.ts';
import { renderIntent } from './payment-intent.ts';
import { openPaymentJournal } from './payment-journal.ts';
import type { OutageMode, PaymentOutage } from './payment-outage.ts';
import { createStripeApi } from './stripe-api.ts';
import { narrateBooks } from './webhooks/narrate-books.ts';
import type { WebhookEvent } from './webhooks/webhook-event.ts';

export interface PaymentSimulatorOptions {
  readonly now?: () => number;
  /** Where payments are kept from one run to the next; without it, in memory. */
  readonly journalFile?: string;
  /** Milliseconds until a payment in process or a pending refund is finished. */
  readonly processingMs?: number;
  /** How long a connection is held on which no answer will come. */
  readonly holdMs?: number;
  /** Told each event of the gateway; only then are payments and refunds finished without being asked for. */
  readonly onEvent?: (event: WebhookEvent) => void;
  /** Told of each request that an invocation sent. */
  readonly onCall?: OnPaymentCall;
  /** Whether a fault strikes this time; none does by default. */
  readonly strikes?: FaultInjection['payments'];
  /** Told when an outage has begun or ended. */
  readonly onOutage?: () => void;
  /** Told when the port could not be had again after an outage. */
  readonly onFailure?: (error: unknown) => void;
}

/** A payment gateway on this machine that takes no real money. */
export interface PaymentSimulator {
  /** Base of the API; stays the same over outages. */
  readonly url: string;
  /** Every movement of money, oldest first. */
  ledger(): readonly LedgerEntry[];
  /**
   * Records the customer's answer to a request to authenticate a payment. Answers the payment.
   * @throws {StripeFault} when there is no such payment, or it does not wait for the customer.
   */
  authenticate(intentId: string, outcome: 'succeeded' | 'failed'): unknown;
  /**
   * The customer disputes a charge. Answers the dispute.
   * @throws {StripeFault} when nothing was charged, or it is disputed already.
   */
  dispute(intentId: string): unknown;
  /** Takes the gateway down, instead of an outage that lasts still. */
  beginOutage(outage: PaymentOutage): Promise<void>;
  endOutage(): Promise<void>;
  /** The outage that lasts; its end in milliseconds since 1970. */
  outage(): { readonly mode: OutageMode; readonly endsAt: number } | undefined;
  close(): Promise<void>;
}

const reopenTries = 50;
const reopenPauseMs = 100;

/** How much later a request is carried out because of a fault. */
const faultDelayMs = 3_000;

/** Another process may use the port for a short outgoing connection meanwhile. */
const reopen = async (handle: RequestHandler, port: number): Promise<HttpServer> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startHttpServer(handle, port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' || tries === reopenTries) throw error;
      await pause(reopenPauseMs);
    }
  }
};

export const startPaymentSimulator = async ({
  now = Date.now,
  journalFile,
  processingMs = 5_000,
  holdMs = 60_000,
  onEvent,
  onCall,
  strikes = () => false,
  onOutage,
  onFailure = console.error,
}: PaymentSimulatorOptions = {}): Promise<PaymentSimulator> => {
  const journal = journalFile === undefined ? undefined : openPaymentJournal(journalFile);
  const narration = onEvent && narrateBooks({ now, onEvent, finish: () => books.ledger(), ...journal });
  const books = createPaymentBooks({
    now,
    ...journal,
    onChange: (change) => {
      journal?.onChange(change);
      narration?.onChange(change);
    },
  });
  let outage: ReturnType<PaymentSimulator['outage']>;
  const api = createStripeApi({ books, processingMs, isFailing: () => outage?.mode === 'error', holdMs });
  let end: NodeJS.Timeout | undefined;
  const serve: RequestHandler = async (exchange) => {
    if (outage?.mode === 'hang' || strikes('noAnswer')) {
      await untilGone(exchange.request, holdMs);
      return jsonResponse(504, {});
    }
    if (strikes('delay')) await pause(faultDelayMs);
    if (strikes('error'))
      return jsonResponse(503, { error: { type: 'api_error', message: 'injected fault' } });
    return api(exchange);
  };
  const handle = onCall ? watchPayments(serve, onCall) : serve;

  const first = await startHttpServer(handle, 0);
  let server: HttpServer | undefined = first;

  const goTo = async (next: PaymentOutage | undefined): Promise<void> => {
    clearTimeout(end);
    outage = next && { mode: next.mode, endsAt: now() + next.seconds * 1_000 };
    onOutage?.();
    if (next?.mode === 'refuse') {
      const listening = server;
      server = undefined;
      await listening?.close(0);
    } else {
      server ??= await reopen(handle, first.port);
    }
    if (next) end = setTimeout(() => change(undefined).catch(onFailure), next.seconds * 1_000);
  };

  // One change at a time: the port is free only after the server before has let go of it.
  let changing: Promise<void> = Promise.resolve();
  const change = (next: PaymentOutage | undefined): Promise<void> => {
    changing = changing.catch(() => {}).then(() => goTo(next));
    return changing;
  };

  return {
    url: first.url,
    ledger: books.ledger,
    authenticate: (intentId, outcome) =>
      renderIntent(authenticateIntent(books, requireIntent(books, intentId), outcome)),
    dispute: (intentId) => renderDispute(raiseDispute(books, requireIntent(books, intentId))),
    beginOutage: change,
    endOutage: () => change(undefined),
    outage: () => outage,
    async close() {
      await changing.catch(() => {});
      clearTimeout(end);
      narration?.close();
      await server?.close(0);
    },
  };
};
