import type { CallOptions } from '../platform/call-options.ts';
import type { Storefront } from './ports/storefront.ts';

export interface PlaceSyntheticOrderDependencies {
  /** Absent where no address of the API is configured. */
  readonly storefront?: Storefront | undefined;
  /** Counts an order once; must not throw. */
  readonly onOutcome: (outcome: 'completed' | 'failed') => void;
  readonly onFailure: (error: unknown) => void;
}

export interface SyntheticOrderReport {
  readonly outcome: 'completed' | 'failed' | 'not configured';
}

/**
 * Use case: place an order as a client does, through the public address and with a token of the issuer, and cancel it.
 * An order that cannot be cancelled expires. Never fails.
 */
export const placeSyntheticOrder =
  ({ storefront, onOutcome, onFailure }: PlaceSyntheticOrderDependencies) =>
  async (options: CallOptions): Promise<SyntheticOrderReport> => {
    if (!storefront) return { outcome: 'not configured' };
    try {
      await storefront.cancelOrder(await storefront.placeOrder(options), options);
      onOutcome('completed');
      return { outcome: 'completed' };
    } catch (error) {
      onOutcome('failed');
      onFailure(error);
      return { outcome: 'failed' };
    }
  };
