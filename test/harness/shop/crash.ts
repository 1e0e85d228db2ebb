import { PaymentOutcomeUnknown } from '../../../lib/app/ports/payment-gateway.ts';
import { testPaymentMethods as methods } from '../../../lib/contract/test-payment-methods.ts';
import { audit } from './audit.ts';
import { type ShopEnvironment, times } from './environment.ts';
import { createFault, type FaultKind, settled } from './faults.ts';
import { createShop, type Shop } from './shop.ts';

/** One thing that a process does, in a shop where everything before it went well. */
export interface Scene<T> {
  readonly shop: () => Promise<{ readonly shop: Shop; readonly stage: T }>;
  readonly act: (environment: ShopEnvironment, stage: T) => Promise<unknown>;
  /** Steps after the failure, before the schedules have run, such as that the client tries again. */
  readonly afterwards?: (shop: Shop, stage: T) => Promise<unknown>;
  /** Additional checks at the end. */
  readonly check?: (shop: Shop, stage: T) => Promise<void>;
}

const ignored = () => undefined;

const playOnce = async <T>({ shop: open, act, afterwards, check }: Scene<T>, kind: FaultKind, at: number) => {
  const { shop, stage } = await open();
  const { intercept, struck, thaw, wasReached } = createFault(kind, at);
  const acting = act(shop.environment(intercept), stage).catch(ignored);
  await Promise.race([acting, struck.then(settled)]);
  if (!wasReached()) return false;
  await afterwards?.(shop, stage).catch(ignored);
  await shop.recover();
  thaw();
  // A frozen process has all the time it wants; one that died never ends.
  await Promise.race([acting, settled()]);
  await shop.recover();
  await audit(shop);
  await check?.(shop, stage);
  return true;
};

/**
 * Plays a scene once for each call that leaves the process, which goes wrong in that way; audits each.
 * @returns how many calls the scene has.
 * @throws {Error} naming the call after which something does not hold.
 */
export const strikeEachCall = async <T>(scene: Scene<T>, kind: FaultKind): Promise<number> => {
  for (let at = 1; ; at += 1) {
    try {
      if (!(await playOnce(scene, kind, at))) return at - 1;
    } catch (error) {
      throw new Error(`the shop is in disorder when call ${at} ${kind}`, { cause: error });
    }
  }
};

/** A shop with an order that waits for its payment. */
export const withOrder = async () => {
  const shop = await createShop();
  const { order } = await shop.healthy.place('place');
  return { shop, stage: order.id };
};

/** A shop with a payment that the bank has declined; the answer was lost, and the reconciler may ask now. */
export const withLostDecline = async () => {
  const { shop, stage } = await withOrder();
  const environment = shop.environment(async (name, call) => {
    const answer = await call();
    if (name === 'confirm') throw new PaymentOutcomeUnknown(new Error('lost'));
    return answer;
  });
  await environment.pay(stage, 'pay', methods.declined);
  shop.advance(times.settleDelayMs);
  return { shop, stage };
};

/** A shop with an order that is paid. */
export const withPaidOrder = async () => {
  const shop = await createShop();
  return { shop, stage: await shop.paidOrder() };
};
