import { partText } from '../history/history-part.ts';
import type { StoryStep } from '../world/world.ts';
import type { WorkerAnswer } from './worker-messages.ts';

const twoDigits = new Intl.NumberFormat('en-US', { minimumIntegerDigits: 2, useGrouping: false });

/** Minutes, seconds and milliseconds since the history began. */
const clock = (ms: number): string =>
  `${twoDigits.format(Math.floor(ms / 60_000))}:${twoDigits.format(Math.floor(ms / 1_000) % 60)}.${String(ms % 1_000).padStart(3, '0')}`;

/** The words for a fault; others are printed by their names. */
const words: Readonly<Record<string, string>> = {
  callStalled: 'delays a call',
  answerLost: 'loses the answer to a client',
  databaseThrottled: 'throttles the database',
  databaseUnreached: 'keeps a request from the database',
  databaseAnswerLost: 'loses an answer of the database',
  smallPages: 'cuts a page short',
  batchIncomplete: 'leaves items out of a batch',
  busFailed: 'fails a request to the bus',
  busEntryFailed: 'fails an entry of a request to the bus',
  eventLost: 'loses an event',
  eventDoubled: 'doubles an event',
  streamRecordLost: 'loses a record of the stream',
  streamRestarted: 'restarts a shard of the stream',
  gatewayUnreached: 'keeps a request from the gateway',
  gatewayAnswerLost: 'loses an answer of the gateway',
  crash: 'ends an environment',
};

/** Steps that change nothing: a story has too many of them. */
const isRead = ({ what }: StoryStep): boolean => /^(?:Get|Query|BatchGet|Scan|retrieve|list)\b/.test(what);

const tellStep = ({ at, who, what }: StoryStep): string => {
  const [fault = '', step] = what.split(' × ');
  const told = who === 'world' && step !== undefined ? `${words[fault] ?? fault}: ${step}` : what;
  return `${clock(at)}  ${who}: ${told}`;
};

/** The story of a history in lines: when, who, what. */
export const storyLines = ({ story, violations, traceHash }: WorkerAnswer): string[] => [
  ...story.filter((step) => !isRead(step)).map(tellStep),
  ...(violations.length === 0
    ? ['every promise was kept']
    : ['broken:', ...violations.map((violation) => `  ${violation}`)]),
  `trace ${traceHash}`,
];

/** The options that simulate a history, or a part of it, again. */
export const replayOptions = (seed: string, number: number, part?: WorkerAnswer['part']): string =>
  `--seed ${seed} --history ${number}${part ? ` --part ${partText(part)}` : ''}`;
