import { useState } from 'preact/hooks';
import type { Invoked } from '../../endpoints/invoke-endpoint.ts';
import type { TimelineStep } from '../timeline-steps.ts';
import { Badge, Code, duration, Failure, pretty } from './format.tsx';
import { getJson } from './get-json.ts';
import { description } from './state.tsx';

interface Replay {
  readonly title: string;
  readonly edit: string;
  /** Text that is sent, laid out for people. */
  readonly load: () => Promise<string>;
  readonly send: (text: string) => Promise<Invoked | string>;
}

type Event = Readonly<Record<string, unknown>> & { readonly headers?: Readonly<Record<string, string>> };

/** The event of an invocation, with the correlation id of its timeline so that its lines appear there too. */
const eventFor = (event: Event, correlationId: string): Event => {
  const header = description.value?.correlationHeader;
  if (header === undefined || event.headers === undefined) return event;
  return { ...event, headers: { ...event.headers, [header]: correlationId } };
};

const deliverAgain = ({ details }: TimelineStep): Replay => ({
  title: 'Deliver again',
  edit: 'Edit and deliver',
  async load() {
    const { source, 'detail-type': type, detail } = details as Event;
    return pretty({ source, 'detail-type': type, detail });
  },
  async send(body) {
    await getJson('/local/events', { method: 'POST', body });
    return 'Delivered. The bus accepted the event once more; its consumers follow below.';
  },
});

const invokeAgain = ({ functionName = '', traceId = '' }: TimelineStep, correlationId: string): Replay => ({
  title: 'Invoke again',
  edit: 'Edit and invoke',
  async load() {
    const { event } = await getJson<{ event?: Event }>(`/local/invocations/${encodeURIComponent(traceId)}`);
    if (event === undefined) throw new Error('The event was too large to keep.');
    return pretty(eventFor(event, correlationId));
  },
  send: (body) => getJson<Invoked>(`/local/functions/${functionName}/invocations`, { method: 'POST', body }),
});

const redrive = ({ queue = '' }: TimelineStep): Replay => ({
  title: `Redrive queue ${queue}`,
  edit: '',
  load: async () => '',
  async send() {
    const { redriven } = await getJson<{ redriven: number }>(`/local/queues/${queue}/redrive`, {
      method: 'POST',
    });
    return `Put ${redriven} dead ${redriven === 1 ? 'letter' : 'letters'} back into queue ${queue}.`;
  },
});

/** How a step can be repeated; `undefined` for one that cannot. */
const replayOf = (step: TimelineStep, correlationId: string): Replay | undefined => {
  if (step.kind === 'event') return deliverAgain(step);
  if (step.kind === 'function') return invokeAgain(step, correlationId);
  return step.kind === 'failure' ? redrive(step) : undefined;
};

const Outcome = ({ result }: { result: Invoked | string }) => {
  if (typeof result === 'string') {
    return (
      <p class="hint" role="status">
        {result}
      </p>
    );
  }
  return (
    <div role="status">
      <p class="buttons">
        <Badge tone={result.status === 'succeeded' ? 'good' : 'bad'}>{result.status}</Badge>
        <span class="hint">in {duration(result.ms)}</span>
      </p>
      {result.error && <p class="cause">{`${result.error.errorType}: ${result.error.errorMessage}`}</p>}
      {result.payload !== undefined && <Code value={result.payload} label="Result of the invocation" />}
    </div>
  );
};

/** Buttons that repeat a step as it was, or with an edited payload. */
export const ReplayButtons = ({ step, correlationId }: { step: TimelineStep; correlationId: string }) => {
  const [text, setText] = useState<string>();
  const [result, setResult] = useState<Invoked | string>();
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const replay = replayOf(step, correlationId);
  if (!replay) return null;
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (failed) {
      setError(failed instanceof Error ? failed.message : String(failed));
    }
    setBusy(false);
  };
  const send = () => run(async () => setResult(await replay.send(text ?? (await replay.load()))));
  return (
    <div class="replay">
      {text !== undefined && (
        <label>
          Payload
          <textarea
            rows={Math.min(16, text.split('\n').length + 1)}
            spellcheck={false}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
      )}
      <p class="buttons">
        <button type="button" class="small" disabled={isBusy} onClick={send}>
          {replay.title}
        </button>
        {replay.edit !== '' && text === undefined && (
          <button
            type="button"
            class="small"
            disabled={isBusy}
            onClick={() => run(async () => setText(await replay.load()))}
          >
            {replay.edit}
          </button>
        )}
      </p>
      {error !== undefined && <Failure message={error} />}
      {result !== undefined && <Outcome result={result} />}
    </div>
  );
};
