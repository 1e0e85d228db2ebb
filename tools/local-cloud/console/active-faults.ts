import type { FaultSettings } from '../faults/fault-settings.ts';
import type { PaymentOutage } from '../payments/payment-outage.ts';

/** A fault that is switched on. */
export interface ActiveFault {
  /** Group of the settings: `database`, `payments`, … */
  readonly part: string;
  readonly fault: string;
  /** Probability, ids of orders, names of functions, or mode of an outage. */
  readonly setting: unknown;
  /** Functions that have the fault; absent for all. */
  readonly only?: readonly string[];
  /** End of an outage, in RFC 3339. */
  readonly until?: string;
}

type Settings = Readonly<Record<string, unknown>> & { readonly only?: readonly string[] };

const isOn = (setting: unknown): boolean =>
  Array.isArray(setting) ? setting.length > 0 : Number(setting) > 0;

/**
 * The faults that are switched on.
 * @param outage of the payment gateway, with its end in milliseconds since 1970.
 */
export const activeFaults = (
  { seed: _, ...groups }: FaultSettings,
  outage?: Pick<PaymentOutage, 'mode'> & { readonly endsAt: number },
): readonly ActiveFault[] => [
  ...Object.entries<Settings>(groups).flatMap(([part, { only, ...settings }]) =>
    Object.entries(settings).flatMap(([fault, setting]) =>
      isOn(setting) ? [{ part, fault, setting, ...(only && fault !== 'kill' && { only }) }] : [],
    ),
  ),
  ...(outage
    ? [
        {
          part: 'payments',
          fault: 'outage',
          setting: outage.mode,
          until: new Date(outage.endsAt).toISOString(),
        },
      ]
    : []),
];
