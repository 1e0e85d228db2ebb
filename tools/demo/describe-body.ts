import * as z from 'zod';
import { errorEnvelopeSchema } from '../../lib/contract/schemas/error-envelope-schema.ts';
import { moneySchema } from '../../lib/contract/schemas/money-schemas.ts';
import { paidOrderSchema } from '../../lib/contract/schemas/order-schemas.ts';
import { productSchema } from '../../lib/contract/schemas/product-schemas.ts';
import { formatMoney } from '../../lib/domain/money.ts';

const listSchema = z.object({ items: z.array(z.unknown()) });
const movementSchema = z.object({ type: z.string(), ...moneySchema.shape });

const longest = 120;

const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** Describes bodies that match a schema. */
const kind =
  <S extends z.ZodType>(schema: S, put: (value: z.output<S>) => string) =>
  (body: unknown): string | undefined => {
    const parsed = schema.safeParse(body);
    return parsed.success ? put(parsed.data) : undefined;
  };

const kinds = [
  kind(errorEnvelopeSchema, ({ error: { code, message, details } }) =>
    [code, message, details && JSON.stringify(details)].filter(Boolean).join(' '),
  ),
  kind(paidOrderSchema, ({ id, status, total, payment, refund }) =>
    [
      id,
      status,
      formatMoney(total),
      payment && `payment ${payment.status}`,
      refund && `refund ${refund.status}, ${formatMoney(refund.amount)} refunded`,
    ]
      .filter(Boolean)
      .join(', '),
  ),
  kind(
    productSchema,
    ({ sku, unitPrice, available }) => `${sku}, ${formatMoney(unitPrice)}, ${available} available`,
  ),
  kind(movementSchema, ({ type, ...money }) => `${type} ${formatMoney(money)}`),
  kind(listSchema, ({ items }) => {
    const [first] = items;
    if (items.length === 0) return 'nothing';
    return items.length <= 2
      ? items.map(describeBody).join(' + ')
      : `${items.length}, first ${describeBody(first)}`;
  }),
];

/** Describes a response body in one line. */
export const describeBody = (body: unknown): string => {
  for (const put of kinds) {
    const text = put(body);
    if (text !== undefined) return shortened(text);
  }
  return shortened(JSON.stringify(body) ?? '');
};
