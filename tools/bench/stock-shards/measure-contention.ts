import { assumedTable } from './measure-stock-shards.ts';
import { type Sale, type SaleResult, simulateSale } from './simulate-sale.ts';

const oneItem = { ...assumedTable, seed: 1, stockShards: 1, warmUpSeconds: 0 } as const;

/** Sales of a product that has one stock item. */
export const contentionScenarios = {
  /** 200 customers order at the same moment, and there are 50 units. */
  buyersAtOnce: { ...oneItem, buyersAtOnce: 200, units: 50, offeredPerSecond: 0, seconds: 10 },
  steady: { ...oneItem, offeredPerSecond: 20, seconds: 110 },
  busy: { ...oneItem, offeredPerSecond: 100, seconds: 20 },
} as const satisfies Readonly<Record<string, Sale>>;

export type ContentionResults = Readonly<Record<keyof typeof contentionScenarios, SaleResult>>;

export const measureContention = async (): Promise<ContentionResults> => ({
  buyersAtOnce: await simulateSale(contentionScenarios.buyersAtOnce),
  steady: await simulateSale(contentionScenarios.steady),
  busy: await simulateSale(contentionScenarios.busy),
});
