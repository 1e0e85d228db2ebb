import type { Context } from 'aws-lambda';
import * as errors from '../../../lib/contract/errors/factories.ts';
import type { ErrorCode } from '../../../lib/contract/errors/registry.ts';
import type { ApiGatewayEvent } from '../../../lib/middleware/api/api-event.ts';
import { type ApiResponse, ok } from '../../../lib/platform/response.ts';
import { type ApiEventFacts, anApiEvent, customerClaims } from '../../builders/an-api-event.ts';
import { anOrder } from '../../builders/an-order.ts';

export type Handle = (signal: AbortSignal) => Promise<ApiResponse>;

export const answer: Handle = async () => ok({ fine: true });
const failing =
  (thrown: unknown): Handle =>
  async () => {
    throw thrown;
  };
const hanging: Handle = () => new Promise(() => {});
const presentingNothing: Handle = async () => ok((undefined as never as { toJSON: object }).toJSON);
const presentingACycle: Handle = async () => {
  const cyclic: Record<string, unknown> = { canary: 'canary' };
  cyclic['self'] = cyclic;
  return ok(cyclic);
};

export interface Outcome {
  readonly name: string;
  readonly event: ApiGatewayEvent;
  readonly handle: Handle;
  readonly status: number;
  readonly code?: ErrorCode;
  readonly context?: Partial<Context>;
}

const usual = { 'x-correlation-id': 'client-id-1', 'idempotency-key': 'pipeline-test-key-1' };
export const post = (facts: ApiEventFacts = {}) =>
  anApiEvent('create-order', {
    body: { items: [] },
    ...facts,
    headers: { ...usual, ...facts.headers },
  });
const broken = (part: string) => ({ ...post(), [part]: null }) as never as ApiGatewayEvent;

export const outcomes: Outcome[] = [
  { name: 'an answer', event: post(), handle: answer, status: 200 },
  { name: 'broken JSON', event: post({ rawBody: '{' }), handle: answer, status: 400, code: 'VAL-001' },
  {
    name: 'a body of another form',
    event: post({ body: { item: 1 } }),
    handle: answer,
    status: 400,
    code: 'VAL-001',
  },
  { name: 'no claims', event: post({ claims: null }), handle: answer, status: 401, code: 'AUT-001' },
  {
    name: 'an ID token',
    event: post({ claims: { ...customerClaims, token_use: 'id' } }),
    handle: answer,
    status: 401,
    code: 'AUT-001',
  },
  {
    name: 'no scope',
    event: post({ claims: { ...customerClaims, scope: 'orders:read' } }),
    handle: answer,
    status: 403,
    code: 'AUT-002',
  },
  {
    name: 'a key that is none',
    event: post({ headers: { 'idempotency-key': 'short' } }),
    handle: answer,
    status: 400,
    code: 'IDM-001',
  },
  {
    name: 'not found',
    event: post(),
    handle: failing(errors.orderNotFound(anOrder().id)),
    status: 404,
    code: 'ORD-001',
  },
  {
    name: 'a conflict',
    event: post(),
    handle: failing(errors.invalidStatusTransition('shipped', 'cancelled')),
    status: 409,
    code: 'ORD-003',
  },
  {
    name: 'an unavailable dependency',
    event: post(),
    handle: failing(errors.dependencyUnavailable('canary', 1, new Error('canary'))),
    status: 503,
    code: 'SYS-002',
  },
  ...[
    ['an unknown error', new Error('canary')],
    ['a frozen error', Object.freeze(new Error('canary'))],
    [
      'a sealed error with a status',
      Object.seal(Object.assign(new Error('canary'), { statusCode: 404, expose: true })),
    ],
    ['an error without a prototype', Object.assign(Object.create(null), { message: 'canary' })],
    ['a thrown text', 'canary'],
    ['a thrown nothing', undefined],
    ['a thrown null', null],
  ].map(([name, thrown]) => ({
    name: String(name),
    event: post(),
    handle: failing(thrown),
    status: 500,
    code: 'SYS-001' as const,
  })),
  { name: 'a presenter that fails', event: post(), handle: presentingNothing, status: 500, code: 'SYS-001' },
  {
    name: 'a presenter that makes no JSON',
    event: post(),
    handle: presentingACycle,
    status: 500,
    code: 'SYS-001',
  },
  {
    name: 'an event without a context',
    event: broken('requestContext'),
    handle: answer,
    status: 500,
    code: 'SYS-001',
  },
  {
    name: 'a deadline that is near',
    event: post(),
    handle: hanging,
    status: 504,
    code: 'SYS-003',
    context: { getRemainingTimeInMillis: () => 100 },
  },
  {
    name: 'a deadline that passes',
    event: post(),
    handle: hanging,
    status: 504,
    code: 'SYS-003',
    context: { getRemainingTimeInMillis: () => 520 },
  },
];
