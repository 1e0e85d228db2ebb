import type { PutProductRequest } from '../../client/src/order-service-client.ts';

/** Columns of a catalogue file. Only `sku` is needed; an empty cell leaves the value of a product as it is. */
export const columns = ['sku', 'name', 'price', 'currency', 'stock', 'stockShards', 'discontinued'] as const;
export type Column = (typeof columns)[number];

/** A row of a catalogue file. */
export interface CatalogueRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly sku: string;
  /** Values that the product shall have. */
  readonly values: PutProductRequest;
}

/** A fault of a catalogue file. */
export interface Problem {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly column?: string;
  readonly message: string;
}

/** A problem as one line of text. */
export const problemText = ({ line, column, message }: Problem): string =>
  column === undefined ? `line ${line}: ${message}` : `line ${line}, column ${column}: ${message}`;
