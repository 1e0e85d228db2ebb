import { variable } from '../../command-line/command.ts';
import { InvalidValueError } from '../../command-line/command-error.ts';
import type { ValueParser } from '../../command-line/values.ts';

/** An account at Stripe that takes the payments instead of the simulator. */
export interface PaymentAccount {
  /** Address of the API. */
  readonly url: string;
  /** A key of the test mode. */
  readonly secretKey: string;
}

/** The key of the simulator, which accepts any. */
export const simulatorKey = 'sk_test_local';

const testKey: ValueParser<string> = (value) => {
  if (/^[sr]k_test_[\x21-\x7e]+$/.test(value)) return value;
  // The message does not repeat the value: it may be a key that charges real money.
  throw new InvalidValueError(
    'is not a key of the test mode. Set it to a key that starts with sk_test_: the local run never charges real money.',
  );
};

const apiBase: ValueParser<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isBase = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
  if (isBase && url.username === '' && url.password === '') return url.origin;
  throw new InvalidValueError('is not an address of an API. Set it to http(s)://host[:port].');
};

/** Environment variables of `npm start` that send payments to Stripe. */
export const paymentVariables = {
  STRIPE_SECRET_KEY: variable(
    'sk_test_… key: payments go to the test mode of Stripe (default: simulator)',
    testKey,
  ),
  STRIPE_API_BASE: variable('address of another server with the API of Stripe', apiBase),
};

/** The account that the environment variables name; `undefined`: payments go to the simulator. */
export const paymentAccount = ({
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_API_BASE: url,
}: {
  readonly STRIPE_SECRET_KEY?: string | undefined;
  readonly STRIPE_API_BASE?: string | undefined;
}): PaymentAccount | undefined =>
  secretKey === undefined && url === undefined
    ? undefined
    : { url: url ?? 'https://api.stripe.com', secretKey: secretKey ?? simulatorKey };
