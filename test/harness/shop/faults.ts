import { PaymentOutcomeUnknown } from '../../../lib/app/ports/payment-gateway.ts';
import { dependencyUnavailable } from '../../../lib/contract/errors/factories.ts';
import type { Intercept } from './intercepted.ts';

/**
 * Possible faults of one call.
 * `refused`, `lost`: the caller gets a failure, before or after its effect.
 * `breaks before`, `breaks after`: an unforeseen error.
 * `dies before`, `dies after`: the process ends there.
 * `freezes before`, `freezes after`: the process stands still there, and goes on much later.
 */
export const faultKinds = [
  'refused',
  'lost',
  'breaks before',
  'breaks after',
  'dies before',
  'dies after',
  'freezes before',
  'freezes after',
] as const;
export type FaultKind = (typeof faultKinds)[number];

const never = () => new Promise<never>(() => {});

/** Calls of the gateway that move money say so when they do not know. */
const lossOf = (name: string) =>
  name === 'confirm' || name === 'refund'
    ? new PaymentOutcomeUnknown(new Error('lost'))
    : dependencyUnavailable(name, 1, new Error('lost'));

/** An environment's connections, of whose calls one goes wrong. @param at number of that call, from 1. */
export const createFault = (kind: FaultKind, at: number) => {
  const struck = Promise.withResolvers<void>();
  const thaw = Promise.withResolvers<void>();
  let calls = 0;
  let dead = false;

  const strike = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    struck.resolve();
    switch (kind) {
      case 'refused':
        throw dependencyUnavailable(name, 1);
      case 'lost':
        await call();
        throw lossOf(name);
      case 'breaks before':
        throw new Error('broken');
      case 'breaks after':
        await call();
        throw new Error('broken');
      case 'dies before':
        dead = true;
        return never();
      case 'dies after':
        dead = true;
        await call();
        return never();
      case 'freezes before':
        await thaw.promise;
        return call();
      case 'freezes after': {
        const answer = await call();
        await thaw.promise;
        return answer;
      }
    }
  };

  const intercept: Intercept = (name, call) => {
    calls += 1;
    if (dead) return never();
    return calls === at ? strike(name, call) : call();
  };

  return {
    intercept,
    /** Resolves when the call is reached. */
    struck: struck.promise,
    /** Lets a frozen environment go on. */
    thaw: thaw.resolve,
    wasReached: () => calls >= at,
  };
};

/** Lets everything happen that waits for nothing but other promises. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
