import type { LedgerEntry } from '../../payments/payment-books.ts';
import type { PaymentTry } from '../console-definition.ts';
import { Badge, clock } from './format.tsx';

/** Tones of the states of an attempt; the others are under way. */
const tones: Readonly<Record<string, string>> = { succeeded: 'good', declined: 'bad', not_charged: 'bad' };

/** Attempts to pay, and the money that moved. */
export const Payments = ({
  attempts,
  ledger,
}: {
  attempts: readonly PaymentTry[];
  ledger: readonly LedgerEntry[];
}) => {
  if (attempts.length === 0 && ledger.length === 0) return null;
  return (
    <section>
      <h2>Payments</h2>
      <ul>
        {attempts.map(({ number, at, method, state, reason }) => (
          <li key={number} class="line">
            <span class="time">{clock(Date.parse(at))}</span>{' '}
            <Badge tone={tones[state] ?? 'warn'}>{state.replace('_', ' ')}</Badge> attempt {number} with{' '}
            <code>{method}</code> {reason !== undefined && <span class="tag bad">{reason}</span>}
          </li>
        ))}
        {ledger.map(({ type, amount, currency, at, intentId }) => (
          <li key={`${type} ${at}`} class="line">
            <span class="time">{clock(Date.parse(at))}</span> ledger: <b>{type.replace('_', ' ')}</b>{' '}
            {(amount / 100).toFixed(2)} {currency.toUpperCase()} <span class="quiet">{intentId}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
