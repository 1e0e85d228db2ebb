/** The id of the `n`-th of many orders: a later one sorts after an earlier one. */
export const orderIdOf = (n: number): string => `ord_01JZ8X9K7M${String(n).padStart(16, '0')}`;
