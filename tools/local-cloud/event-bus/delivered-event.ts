import { awsAccount } from '../aws-account.ts';
import type { BusEntry } from './bus-entry.ts';

/** An event in the envelope in which EventBridge delivers it. */
export interface DeliveredEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** RFC 3339, in whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** Only of an event that is delivered again. */
  readonly 'replay-name'?: string;
}

export const deliveredEvent = (id: string, entry: BusEntry): DeliveredEvent => ({
  version: '0',
  id,
  'detail-type': entry.detailType,
  source: entry.source,
  account: awsAccount.id,
  time: `${new Date(entry.time).toISOString().slice(0, 19)}Z`,
  region: awsAccount.region,
  resources: entry.resources,
  detail: entry.detail,
  ...(entry.replayName !== undefined && { 'replay-name': entry.replayName }),
});
