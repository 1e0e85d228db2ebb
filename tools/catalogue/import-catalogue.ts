import { isFailure, type OrderServiceClient } from '../../client/src/order-service-client.ts';
import type { CatalogueRow, Problem } from './catalogue-row.ts';
import { newProductProblems, type ProductPlan, planProduct, type StoredProduct } from './plan-product.ts';
import { type Pace, runPaced } from './run-paced.ts';

type Client = Pick<OrderServiceClient, 'getProduct' | 'putProduct'>;

/** A product that could not be written. */
export interface FailedRow {
  readonly line: number;
  readonly sku: string;
  readonly code: string;
  readonly message: string;
}

export interface ImportResult {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: readonly FailedRow[];
  /** Existing products whose stock differs from the file. */
  readonly keptStock: number;
  /** Rows that do not suffice for a new product. When there are any, nothing was written. */
  readonly problems: readonly Problem[];
}

export interface ImportDependencies {
  readonly client: Client;
  readonly pace: Pace;
  /** Prints progress. */
  readonly report: (text: string) => void;
}

interface PlannedRow {
  readonly row: CatalogueRow;
  readonly plan: ProductPlan;
}

/** Writes of one product, the first included. */
const maxTries = 3;

const reportEvery = 500;

const readProduct = async (
  client: Client,
  sku: string,
  signal: AbortSignal,
): Promise<StoredProduct | undefined> => {
  try {
    const { body, etag } = await client.getProduct(sku, { signal });
    return { product: body, etag };
  } catch (error) {
    if (isFailure(error, 'PRD-001')) return undefined;
    throw error;
  }
};

/** Whether every other product would fail, too. */
const isOfAll = (error: unknown): boolean => isFailure(error, 'AUT-001', 'AUT-002', 'NETWORK');

/** Whether the product may have changed: by this request, whose outcome is unknown, or by another client. */
const mayHaveChanged = (error: unknown): boolean =>
  isFailure(error) && (error.code === 'PRD-003' || error.status === undefined || error.status >= 500);

const writeProduct = async (
  { row, plan }: PlannedRow,
  client: Client,
  signal: AbortSignal,
): Promise<void> => {
  let current = plan;
  for (let tries = 1; current.kind !== 'unchanged'; tries += 1) {
    const { body, kind: _kind, ...condition } = current;
    try {
      await client.putProduct(row.sku, body, { ...condition, signal });
      return;
    } catch (error) {
      if (tries === maxTries || !mayHaveChanged(error)) throw error;
      current = planProduct(row, await readProduct(client, row.sku, signal));
    }
  }
};

const counter = (report: (text: string) => void, total: number, done: string) => {
  let count = 0;
  return () => {
    count += 1;
    if (count % reportEvery === 0) report(`${count} of ${total} products ${done}`);
  };
};

/**
 * Gives products the values of a catalogue. First reads all of them, then writes those that differ, so that a repeated
 * import writes nothing and an interrupted one goes on.
 * @throws {OrderServiceError} when the service refuses the token or does not answer: what was written stays.
 */
export const importCatalogue = async (
  rows: readonly CatalogueRow[],
  { client, pace, report }: ImportDependencies,
  { dryRun }: { readonly dryRun: boolean },
): Promise<ImportResult> => {
  const planned: PlannedRow[] = [];
  const problems: Problem[] = [];
  const failed: FailedRow[] = [];
  let keptStock = 0;

  const noteFailure = ({ line, sku }: CatalogueRow, error: unknown): void => {
    if (!isFailure(error) || isOfAll(error)) throw error;
    failed.push({ line, sku, code: error.code, message: error.message });
  };

  const countRead = counter(report, rows.length, 'read');
  const planRow = async (row: CatalogueRow): Promise<void> => {
    try {
      const stored = await readProduct(client, row.sku, pace.signal);
      if (stored === undefined) problems.push(...newProductProblems(row));
      else if (row.values.stock !== undefined && row.values.stock !== stored.product.available)
        keptStock += 1;
      planned.push({ row, plan: planProduct(row, stored) });
    } catch (error) {
      noteFailure(row, error);
    }
    countRead();
  };
  await runPaced(rows, planRow, pace);

  const written = { created: 0, changed: 0 };
  const writes = planned.filter(({ plan }) => plan.kind !== 'unchanged');
  const countWritten = counter(report, writes.length, 'written');
  const write = async (item: PlannedRow): Promise<void> => {
    try {
      if (!dryRun) await writeProduct(item, client, pace.signal);
      if (item.plan.kind !== 'unchanged') written[item.plan.kind] += 1;
    } catch (error) {
      noteFailure(item.row, error);
    }
    countWritten();
  };
  const byLine = <T extends { readonly line: number }>(items: readonly T[]) =>
    items.toSorted((left, right) => left.line - right.line);
  if (problems.length === 0) {
    if (dryRun) for (const item of writes) await write(item);
    else await runPaced(writes, write, pace);
  }
  return {
    ...written,
    unchanged: planned.length - writes.length,
    failed: byLine(failed),
    keptStock,
    problems: byLine(problems),
  };
};
