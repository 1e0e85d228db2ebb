import { orderService } from '../../order-service-declaration.ts';
import { extended, labelled, lostCounts, type PipelineCase } from './pipeline-case.ts';

const { lastIngested: ingested, canaries } = orderService.series;
const { ordersQuarantined: quarantined } = orderService.series;
const lost = `${canaries}{outcome="lost"}`;
const returned = `${canaries}{outcome="returned"}`;
const { malformed, abandoned } = lostCounts;
const up = 'up';

/** At one of two stages, two instances lose counts, and the counter of one of them begins again before. */
const countsOfTwoInstances = Object.entries(lostCounts).map(([kind, counter]): PipelineCase => {
  const at = (stage: string, instance: string) =>
    labelled(labelled(counter, 'instance', instance), 'stage', stage);
  return {
    name: `counts are ${kind} in minute 10 at two instances of one of two stages`,
    series: {
      [at('prod', 'a')]: '3x74',
      [at('dev', 'a')]: '7x3 0x4 1x65',
      [at('dev', 'b')]: '0x8 2x65',
    },
    minutes: 75,
    fires: [['counts-missing', 10, 68.5, extended(1, 9, 0.5) + 2, 'dev']],
  };
});

/** Incidents of the pipelines of counters and events. */
export const pipelineCases: readonly PipelineCase[] = [
  {
    name: 'no fault',
    series: {
      [ingested]: '60+60x59',
      [returned]: '1+1x59',
      [lost]: '0x59',
      [malformed]: '0x59',
      [quarantined]: '0x59',
    },
    minutes: 60,
    fires: [],
  },
  {
    name: 'no line is aggregated from minute 10 to minute 26',
    series: { [ingested]: '60+60x9 600x4 659.9x9 1560+60x14' },
    minutes: 40,
    // 300 s old at minute 15, more half a minute later and from there on, if only just at minute 16.
    fires: [['metrics-silent', 16.5, 25.5, 330]],
  },
  {
    name: 'no line has arrived since the counters began',
    series: { [ingested]: '0x11 780+60x10' },
    minutes: 22,
    fires: [['metrics-silent', 7, 12.5, 0]],
  },
  {
    name: 'scrapes fail between minutes 10 and 20',
    series: { [up]: '1x8 0x9 1x10', [ingested]: '60+60x8 stale _x9 1200+60x9' },
    minutes: 29,
    fires: [
      ['metrics-absent-ticket', 11, 19.5],
      ['metrics-absent-page', 12.5, 19.5],
    ],
  },
  {
    name: 'nothing scrapes the service between minutes 10 and 20',
    series: { [up]: '1x8 stale _x9 1x9' },
    minutes: 29,
    fires: [
      ['metrics-absent-ticket', 11, 19.5],
      ['metrics-absent-page', 12.5, 19.5],
    ],
  },
  {
    name: 'scrapes of one of two stages fail from minute 10 on',
    series: { [`${up}{stage="prod"}`]: '1x28', [`${up}{stage="dev"}`]: '1x8 0x19' },
    minutes: 29,
    fires: [
      ['metrics-absent-ticket', 11, 29, 0, 'dev'],
      ['metrics-absent-page', 12.5, 29, 0, 'dev'],
    ],
  },
  {
    name: 'a Prometheus that has just begun, and no canary event returns',
    series: { [returned]: '700x29', [lost]: '0x29' },
    minutes: 30,
    fires: [['canary-silent', 16, 30, 0]],
  },
  {
    name: 'a Prometheus that has just begun, to a service that was always there',
    series: {
      [up]: '1x19',
      [ingested]: '1000060+60x19',
      [returned]: '701+1x19',
      [lost]: '3x19',
      [malformed]: '2x19',
      [quarantined]: '2x19',
    },
    minutes: 20,
    fires: [],
  },
  {
    name: 'a malformed line in minute 11, a quarantined order in minute 12',
    series: { [malformed]: '0x9 1x63', [quarantined]: '0x10 1x62' },
    minutes: 74,
    // The hour of minute 69.5 begins with minute 10, the last before the line.
    fires: [
      ['counts-missing', 11, 69.5, 1],
      ['orders-quarantined', 12, 70.5, 1],
    ],
  },
  {
    name: 'a batch is abandoned from minute 11 on, and processed after minute 31',
    series: { [abandoned]: '0x9 1x9 2x9 3x63' },
    minutes: 94,
    fires: [['counts-missing', 11, 89.5, 1]],
  },
  {
    name: 'one canary event is lost',
    series: { [lost]: '0x29 1x29', [returned]: '1+1x59' },
    minutes: 60,
    fires: [],
  },
  {
    name: 'two canary events are lost within ten minutes',
    series: { [lost]: '0x8 1x3 2x45', [returned]: '1+1x59' },
    minutes: 60,
    fires: [['canary-lost', 14, 18.5, 2]],
  },
  {
    name: 'no canary event is sent after minute 20',
    series: { [lost]: '0x59', [returned]: '1+1x19 20x39' },
    minutes: 60,
    fires: [['canary-silent', 34, 60, 0]],
  },
  {
    name: 'the counters reset in minute 5 and stay below their earlier values',
    series: {
      [malformed]: '7x3 0x4 1x20',
      [quarantined]: '7x3 0x4 1x20',
      [lost]: '7x3 0x4 2x20',
      [returned]: '101+1x3 0x25',
    },
    minutes: 30,
    // Prometheus takes counters that it first sees at 7 to have risen before, too: for half a minute or since the range.
    fires: [
      ['counts-missing', 10, 30, extended(1, 9, 0.5)],
      ['orders-quarantined', 10, 30, extended(1, 9, 0.5)],
      ['canary-lost', 10, 18.5, extended(2, 9, 1)],
      ['canary-silent', 18, 30, 0],
    ],
  },
  ...countsOfTwoInstances,
];
