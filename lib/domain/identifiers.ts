/** An order id from a ULID; see the API contract for its form. */
export const orderIdFrom = (ulid: string): string => `ord_${ulid}`;

// 26 characters of Crockford's base 32 hold 130 bits, a ULID has 128: hence the first one.
export const orderIdPattern = /^ord_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Whether a text can be an order id at all. */
export const isOrderId = (text: string): boolean => orderIdPattern.test(text);

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * When an order was placed, in milliseconds since 1970: the first ten characters of a ULID are a time of 48 bits.
 * @see https://github.com/ulid/spec
 */
export const placedAtOf = (orderId: string): number =>
  [...orderId.slice('ord_'.length, 'ord_'.length + 10)].reduce(
    (time, character) => time * 32 + crockford.indexOf(character),
    0,
  );

export const skuPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Whether a text can be a SKU at all. */
export const isSku = (text: string): boolean => skuPattern.test(text);
