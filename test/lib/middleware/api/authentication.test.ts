import { describe, expect, it } from 'vitest';
import { scopes } from '../../../../lib/contract/scopes.ts';
import { defaultTokenSettings } from '../../../../lib/contract/token-settings.ts';
import { authentication } from '../../../../lib/middleware/api/authentication.ts';
import { anApiEvent, customerClaims } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';

const run = (claims: Record<string, string> | null) => {
  const logger = createRecordingLogger();
  const invocation = anInvocation(anApiEvent('get-order', { claims }));
  const before = authentication({
    logger,
    scope: scopes.ordersRead,
    tokenSettings: defaultTokenSettings,
  }).before;
  return { invocation, logger, authenticate: () => before?.(invocation) };
};

describe('authentication', () => {
  it('takes the caller from the verified claims', () => {
    const { invocation, authenticate } = run(customerClaims);
    authenticate();
    expect(invocation.internal.caller).toEqual({
      id: 'alice',
      scopes: ['orders:read', 'orders:write'],
      customerType: 'premium',
    });
  });

  it('binds the caller to the log', () => {
    const { logger, authenticate } = run(customerClaims);
    authenticate();
    expect(logger.bound()).toEqual({ userId: 'alice' });
  });

  it.each([
    ['there are no claims', null],
    ['the claims are empty', {}],
    ['the token is an ID token', { ...customerClaims, token_use: 'id' }],
    ['the subject is empty', { ...customerClaims, sub: '' }],
    ['the subject would forge a line', { ...customerClaims, sub: 'alice\r\n{"userId":"root"}' }],
  ])('is AUT-001 when %s', (_, claims) => {
    const { invocation, logger, authenticate } = run(claims);
    expect(authenticate).toThrow(expect.objectContaining({ code: 'AUT-001' }));
    expect(invocation.internal.caller).toBeUndefined();
    expect(logger.bound()).toEqual({});
  });

  it.each(['', 'orders:write', 'orders:readonly', 'openid profile'])(
    'is AUT-002 naming the scope when the token grants %j',
    (scope) => {
      const { invocation, authenticate } = run({ ...customerClaims, scope });
      expect(authenticate).toThrow(
        expect.objectContaining({ code: 'AUT-002', details: { scope: 'orders:read' } }),
      );
      expect(invocation.internal.caller).toBeUndefined();
    },
  );

  it('takes no claims of a Lambda authorizer, as a local template has one', () => {
    const { invocation, authenticate } = run(null);
    Object.assign(invocation.event.requestContext, { authorizer: { lambda: { claims: customerClaims } } });
    expect(authenticate).toThrow(expect.objectContaining({ code: 'AUT-001' }));
  });
});
