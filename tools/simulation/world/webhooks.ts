import Stripe from 'stripe';
import type { GatewayEvent } from './gateway-event.ts';
import type { World } from './world.ts';

/** The secret that the gateway signs its webhooks with. */
export const webhookSecret = 'whsec_simulated';

/** Milliseconds from a webhook that was refused to the next try; after the last one it is given up. */
const retriesMs = [5_000, 30_000, 60_000, 300_000, 600_000];

/** A webhook that was answered with a success. */
export interface AcceptedWebhook {
  readonly type: GatewayEvent['type'];
  readonly object: object;
  readonly isForged: boolean;
}

/**
 * The webhooks of the gateway: they get lost, come twice, late and in another order, and are sent again until they are
 * accepted. Strangers send some, too.
 * @param deliver makes the request; resolves to the status of its answer, or to `undefined` without one.
 */
export const createWebhooks = (
  world: World,
  deliver: (body: string, signature: string) => Promise<number | undefined>,
) => {
  const { time } = world;
  const accepted: AcceptedWebhook[] = [];
  let events = 0;
  let underWay = 0;

  const post = async (body: string, secret: string): Promise<boolean> => {
    const timestamp = Math.floor(time.now() / 1_000);
    const status = await deliver(
      body,
      Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp }),
    );
    return status !== undefined && status < 300;
  };

  const attempt = async (event: GatewayEvent, body: string, tries: number): Promise<void> => {
    if (await post(body, webhookSecret)) {
      accepted.push({ ...event, isForged: false });
      underWay -= 1;
      return;
    }
    const retryMs = retriesMs[tries];
    if (retryMs === undefined) underWay -= 1;
    else time.after(retryMs, () => void attempt(event, body, tries + 1));
  };

  const forge = async (event: GatewayEvent, body: string): Promise<void> => {
    if (await post(body, 'whsec_of_a_stranger')) accepted.push({ ...event, isForged: true });
  };

  return {
    accepted: accepted as readonly AcceptedWebhook[],
    isIdle: () => underWay === 0,
    send(event: GatewayEvent) {
      events += 1;
      const body = JSON.stringify({
        object: 'event',
        id: `evt_${events}`,
        type: event.type,
        // As it is now: the payment may be another one when the webhook arrives.
        data: { object: structuredClone(event.object) },
      });
      if (world.strikes('webhookForged', event.type)) void forge(event, body);
      if (world.strikes('webhookLost', event.type)) return;
      const copies = world.strikes('webhookDoubled', event.type) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        underWay += 1;
        time.after(1 + world.lag('webhookDelayMs'), () => void attempt(event, body, 0));
      }
    },
  };
};
