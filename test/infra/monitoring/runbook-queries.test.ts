import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../lib/adapters/stripe/gateway-error.ts';
import { createStripePaymentGateway } from '../../../lib/adapters/stripe/stripe-payment-gateway.ts';
import { PaymentOutcomeUnknown } from '../../../lib/app/ports/payment-gateway.ts';
import { accessLogFields } from '../../../lib/contract/access-log.ts';
import { deadlineExceeded, dependencyUnavailable } from '../../../lib/contract/errors/factories.ts';
import { errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import { answerQuery } from '../../../tools/local-cloud/logs-insights/answer-query.ts';
import { aCall } from '../../builders/a-call.ts';
import { printed, printedAbout } from '../../harness/infra/printed-lines.ts';
import { fieldsNamedIn } from '../../harness/infra/query-fields.ts';
import { queriesOf, runbooks, sectionsOf } from '../../harness/infra/runbook-text.ts';

const texts = [...runbooks.values()].map((runbook) => [runbook.file, runbook] as const);

const sectionNamed = (file: string, anchor: string): string => {
  const runbook = runbooks.get(file);
  return (runbook && sectionsOf(runbook).find((section) => section.anchor === anchor)?.text) ?? '';
};

/** The queries of a section, in their order. */
const queriesIn = (file: string, anchor: string): string[] => queriesOf(sectionNamed(file, anchor));

/** The rows of the answer about printed lines, by column; cells that the lines do not have are left out. */
const answerTo = (query: string, texts: readonly string[]): Readonly<Record<string, string>>[] => {
  const lines = texts.map((message) => ({ timestamp: 0, logGroup: '/aws/lambda/any', message }));
  const { columns, rows } = answerQuery(query, lines);
  return rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((column, index) => (row[index] == null ? [] : [[column, row[index]]])),
    ),
  );
};

/** Error of a payment when the gateway's request fails so. */
const paymentThat = async (failure: GatewayError): Promise<unknown> => {
  const gateway = createStripePaymentGateway({
    client: async () => {
      throw failure;
    },
    secretKey: async () => 'sk_test_key',
    execute: (signal, call) => call(signal),
    onConfigurationError: () => {},
    onRejection: () => {},
  });
  const payment = { key: 'key', amount: { amount: 1, currency: 'USD' as const }, orderId: 'ord_1' };
  return gateway.create(payment, aCall()).catch((error: unknown) => error);
};

const throttled = (requestId: string) => new GatewayError('throttled', { status: 429, requestId });
const unreachable = () => new GatewayError('unreachable', { sent: false });

const unavailable = ['SYS-002', 'payment-gateway is unavailable'];

const failures = [
  ['cannot be reached', unreachable, 'unreachable', unavailable],
  ['throttles us', throttled, 'throttled 429', unavailable],
] as const;

describe.each(failures)('first command, when the payment gateway %s,', (_, failure, said, named) => {
  it.each([
    ['slo-availability.md', 'page'],
    ['slo-availability.md', 'ticket'],
    ['slo-payment-success.md', 'page'],
    ['dependencies.md', 'payments-unknown'],
    ['functions.md', 'api-server-errors'],
  ])('of %s#%s reports it in one row', async (file, anchor) => {
    const [query = ''] = queriesIn(file, anchor);
    const thrown = await Promise.all(['req_1f', 'req_2e'].map((id) => paymentThat(failure(id))));
    const rows = answerTo(
      query,
      thrown.flatMap((error) => printedAbout('pay-order', error)),
    );
    expect(rows).toHaveLength(1);
    const [{ function_name, code, n, cause, answer, ...others } = {}] = rows;
    expect([function_name, n, code, others['error.message']]).toEqual([
      'order-service-prod-pay-order',
      '2',
      ...named,
    ]);
    expect(cause ?? answer).toMatch(new RegExp(`\\b${said}$`));
  });
});

describe('first command of slo-payment-success.md#page', () => {
  const [query = ''] = queriesIn('slo-payment-success.md', 'page');

  it('reports the rejected key in one row', async () => {
    const rejected = (id: string) => new GatewayError('configuration', { status: 401, requestId: id });
    const thrown = await Promise.all(['req_1f', 'req_2e'].map((id) => paymentThat(rejected(id))));
    const rows = answerTo(
      query,
      thrown.flatMap((error) => printedAbout('pay-order', error)),
    );
    expect(rows).toEqual([
      expect.objectContaining({ code: 'SYS-001', answer: 'gateway failed: configuration 401', n: '2' }),
    ]);
  });
  const failed = new GatewayError('outage', { status: 503 });

  it('shows why a payment is unknown, cannot be settled or cannot be refunded', () => {
    const unsettled = { error: dependencyUnavailable('payment-gateway', 1, failed) };
    const unknown = { error: new PaymentOutcomeUnknown(failed) };
    const rows = answerTo(query, [
      printed('pay-order', 'WARN', logEvents.paymentOutcomeUnknown, unknown),
      printed('reconcile-payments', 'WARN', logEvents.paymentUnsettled, unsettled),
      printed('cancel-order', 'WARN', logEvents.refundFailed, unknown),
    ]);
    expect(rows.map(({ answer }) => answer)).toEqual(Array(3).fill('gateway failed: outage 503'));
  });

  it('shows that the circuit is open', () => {
    const open = dependencyUnavailable('payment-gateway', 5, new Error('circuit is open'));
    expect(answerTo(query, printedAbout('pay-order', open))[0]?.['answer']).toBe('circuit is open');
  });
});

describe('first command of slo-availability.md#page', () => {
  const [query = ''] = queriesIn('slo-availability.md', 'page');

  it('shows requests that the deadline ended', () => {
    expect(answerTo(query, printedAbout('list-orders', deadlineExceeded()))).toMatchObject([
      { function_name: 'order-service-prod-list-orders', code: 'SYS-003', n: '1' },
    ]);
  });
});

const envelope = Object.keys(JSON.parse(printed('get-order', 'INFO', logEvents.requestCompleted)));
const sources = globSync('{lib,functions}/**/*.ts').map((path) => readFileSync(path, 'utf8'));

const isWritten = (field: string): boolean =>
  [...envelope, '@timestamp', '@message', '@log', ...Object.keys(accessLogFields)].includes(field) ||
  /^error(?:\.cause)*\.(?:name|message|code)$/.test(field) ||
  // What Lambda itself prints.
  /^(?:type|record\.(?:status|errorType|metrics\.\w+))$/.test(field) ||
  sources.some((source) => new RegExp(`[{,]\\s*${field}\\s*[,:}]|readonly ${field}\\??:`).test(source));

describe('functions.md#api-server-errors', () => {
  const section = sectionNamed('functions.md', 'api-server-errors');

  it('names fields that the access log has', () => {
    const named = [...section.matchAll(/`(\w+(?:Status|Error|Ms))`|\$\.(\w+)/g)];
    expect(named.length).toBeGreaterThan(3);
    const unknown = named.filter(([, field, filtered]) => !((field ?? filtered ?? '') in accessLogFields));
    expect(unknown.map(([name]) => name)).toEqual([]);
  });
});

describe.each(texts)('queries in %s', (_, { text }) => {
  const queries = queriesOf(text);

  it('select fields that lines have', () => {
    expect(queries.flatMap(fieldsNamedIn).filter((field) => !isWritten(field))).toEqual([]);
  });

  it('ask for codes of errors that exist, and not of the last lines of requests, which have them too', () => {
    const asking = queries.filter((query) => /\bcode (?:=|in) /.test(query));
    const codes = asking.flatMap((query) =>
      /\bcode (?:= "[^"]+"|in \[[^\]]+\])/.exec(query)?.[0].match(/(?:LOG-)?[A-Z]{3}-\d{3}/g),
    );
    expect(codes.filter((code) => !(String(code) in errorRegistry))).toEqual([]);
    expect(asking.filter((query) => !/\blogCode = |level != /.test(query))).toEqual([]);
  });

  it('do not look for a known error among lines of level ERROR', () => {
    const known = Object.entries(errorRegistry).filter(([, { logLevel }]) => logLevel === 'warn');
    const errorsOnly = queries.filter((query) => /level = "ERROR"/.test(query));
    expect(errorsOnly.filter((query) => known.some(([code]) => query.includes(code)))).toEqual([]);
  });
});
