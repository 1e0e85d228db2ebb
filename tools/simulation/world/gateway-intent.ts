/** A payment of the gateway. */
export interface Intent {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  status: 'requires_payment_method' | 'requires_action' | 'processing' | 'succeeded' | 'canceled';
  /** Of the last confirmation; empty before the first one. */
  method: string;
  error?: { code: string; decline_code?: string } | undefined;
  /** Whether its first look-up showed a decline; absent before that. */
  foundDeclined?: boolean;
}

export const secretSuffix = '_secret';

/** Whether the gateway has carried a confirmation of a payment out. */
export const isTried = ({ method }: Intent): boolean => method !== '' && method !== 'pm_sim_unavailable';

/** A payment as the API shows it. */
export const showIntent = (intent: Intent) => {
  const { id, orderId, status, error, method } = intent;
  return {
    object: 'payment_intent',
    id,
    status,
    last_payment_error: error ?? null,
    payment_method: isTried(intent) && !error ? method : null,
    client_secret: `${id}${secretSuffix}`,
    metadata: { orderId },
  };
};
