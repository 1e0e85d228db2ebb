import { slos } from '../../../lib/contract/slos.ts';

/** Days that Prometheus keeps what it has seen: the longest window of an objective, and some to look back from. */
export const retentionDays = Math.max(...Object.values(slos).map(({ windowDays }) => windowDays)) + 5;
