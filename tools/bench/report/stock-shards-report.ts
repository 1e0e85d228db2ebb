import { quantile } from '../statistics.ts';
import type { ContentionResults } from '../stock-shards/measure-contention.ts';
import {
  assumedTable,
  mostOffered,
  offeredLoads,
  type StockShardResults,
  shardCounts,
} from '../stock-shards/measure-stock-shards.ts';
import type { SaleResult } from '../stock-shards/simulate-sale.ts';
import { markdownTable } from './report-table.ts';

const acceptedShare = ({ accepted, offered }: SaleResult): number => accepted / offered;

/** Scaled to the nominal load, so that random differences of arrivals cancel out. */
const acceptedPerSecond = (result: SaleResult): number => mostOffered * acceptedShare(result);

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

const at = (results: readonly SaleResult[], row: number): SaleResult => {
  const result = results[row];
  if (!result) throw new RangeError(`no result ${row}`);
  return result;
};

const toOneItem = (results: readonly SaleResult[], row: number): string =>
  (acceptedShare(at(results, row)) / acceptedShare(at(results, 0))).toFixed(2);

const scenarioNames = {
  buyersAtOnce: '200 buyers at once, 50 units',
  steady: '20 orders/s',
  busy: '100 orders/s',
} as const satisfies Record<keyof ContentionResults, string>;

/** The results of a sale from one stock item, by scenario. */
export const contentionReport = (results: ContentionResults): string => {
  const header = [
    'from one stock item',
    'orders',
    '201',
    'ORD-004',
    'SYS-004',
    'conflicts',
    'p50 ms',
    'p99 ms',
  ];
  const rows = (Object.keys(scenarioNames) as (keyof ContentionResults)[]).map((scenario) => {
    const { offered, accepted, errors, conflicts, latenciesMs } = results[scenario];
    return [
      scenarioNames[scenario],
      String(offered),
      String(accepted),
      String(errors['ORD-004'] ?? 0),
      String(errors['SYS-004'] ?? 0),
      String(conflicts),
      quantile(latenciesMs, 0.5).toFixed(0),
      quantile(latenciesMs, 0.99).toFixed(0),
    ];
  });
  return markdownTable(header, rows);
};

const busiestTable = ({ byLoad, onOnePartition, heldHalf, heldTwice }: StockShardResults): string => {
  const busiest = byLoad.at(-1) ?? [];
  const header = [
    `stock items, ${mostOffered} orders/s offered`,
    'accepted/s',
    '÷ 1 item',
    'conflicts per order',
    'p50 ms',
    'p99 ms',
    'if held ½: ÷ 1 item',
    'if held ×2: ÷ 1 item',
    'accepted/s on one partition',
  ];
  const rows = shardCounts.map((shards, row) => {
    const result = at(busiest, row);
    return [
      String(shards),
      acceptedPerSecond(result).toFixed(0),
      toOneItem(busiest, row),
      (result.conflicts / result.offered).toFixed(2),
      quantile(result.latenciesMs, 0.5).toFixed(0),
      quantile(result.latenciesMs, 0.99).toFixed(0),
      toOneItem(heldHalf, row),
      toOneItem(heldTwice, row),
      acceptedPerSecond(at(onOnePartition, row)).toFixed(0),
    ];
  });
  return markdownTable(header, rows);
};

const loadTable = ({ byLoad }: StockShardResults): string => {
  const header = [
    'accepted of',
    ...shardCounts.map((shards) => (shards === 1 ? '1 item' : `${shards} items`)),
  ];
  const rows = offeredLoads.map((load, row) => [
    `${load} orders/s`,
    ...(byLoad[row] ?? []).map((result) => percent(acceptedShare(result))),
  ]);
  return markdownTable(header, rows);
};

const assumptions = (): string => {
  const { medianLatencyMs, latencySigma, heldShare } = assumedTable;
  return [
    'A MODEL, not a measurement: the code of the service (create-order, retries, allocation) runs in virtual time on a',
    'simulated table that cancels conflicting transactions on a stock item. Assumptions: a transaction takes',
    `${medianLatencyMs} ms (median; log-normal, sigma ${latencySigma}) and holds its stock item for ${percent(heldShare)} of that time; orders of one unit of the`,
    'same product arrive at random; a rejected client (503) does not retry. A partition serves 1,000 write units per',
    'second, and a transaction of a stock item uses 2.',
  ].join('\n');
};

export const stockShardsReport = (results: StockShardResults): string =>
  [assumptions(), busiestTable(results), loadTable(results)].join('\n\n');
