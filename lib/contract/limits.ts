/** Most lines an order may have: a command and all its stock movements fit one DynamoDB transaction (100 actions). */
export const maxOrderLines = 45;

/** Most units of one product in an order. */
export const maxQuantity = 999;

/** Largest request body in bytes that a function accepts. */
export const maxBodyBytes = 100 * 1024;
