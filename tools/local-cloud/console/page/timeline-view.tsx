import { useState } from 'preact/hooks';
import type { DatabaseAction } from '../database-actions.ts';
import type { Timeline } from '../timeline.ts';
import type { TimelineStep } from '../timeline-steps.ts';
import { Code, duration, Empty, Failure } from './format.tsx';
import { useJson } from './loaded.ts';
import { ReplayButtons } from './replay.tsx';

const kinds: Readonly<Record<TimelineStep['kind'], string>> = {
  request: 'API',
  function: 'fn',
  log: 'log',
  metrics: 'emf',
  database: 'db',
  payment: 'pay',
  event: 'bus',
  failure: 'dead',
};

const Action = ({ action }: { action: DatabaseAction }) => (
  <li class={action.failure === undefined ? 'action' : 'action failed'}>
    <p>
      <b>{action.action}</b> <code>{action.key}</code> <span class="quiet">{action.table}</span>
    </p>
    {Object.entries(action.expressions).map(([name, expression]) => (
      <p key={name} class="expression">
        <span class="quiet">{name.replace('Expression', '').toLowerCase()}</span> <code>{expression}</code>
      </p>
    ))}
    {action.failure !== undefined && <p class="cause">{action.failure}</p>}
    {action.values !== undefined && (
      <details>
        <summary>values</summary>
        <Code value={action.values} label={`Values of ${action.action} ${action.key}`} />
      </details>
    )}
  </li>
);

const Bar = ({ step, timeline }: { step: TimelineStep; timeline: Timeline }) => {
  const whole = Math.max(1, timeline.endedAt - timeline.startedAt);
  const left = Math.min(99.2, Math.max(0, ((step.at - timeline.startedAt) / whole) * 100));
  const width = Math.min(100 - left, Math.max(0.8, ((step.ms ?? 0) / whole) * 100));
  return (
    <span class="track" aria-hidden="true">
      <span
        class={`bar ${step.kind} ${step.status}`}
        style={{ marginLeft: `${left}%`, width: `${width}%` }}
      />
    </span>
  );
};

const Step = ({ step, timeline }: { step: TimelineStep; timeline: Timeline }) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <li class={`step ${step.kind} ${step.status}`}>
      <button
        type="button"
        class="step-line"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        title={`${step.title} ${step.note}`}
      >
        <span class="offset">{`+${duration(step.at - timeline.startedAt).replace('.0 ', ' ')}`}</span>
        <span class="step-text" style={{ paddingLeft: `${step.depth * 1.1}rem` }}>
          <span class={`kind ${step.kind}`}>{kinds[step.kind]}</span>
          <span class="step-title">{step.title}</span>
          <span class="step-note">{step.status === 'running' ? `running ${step.note}` : step.note}</span>
        </span>
        <Bar step={step} timeline={timeline} />
        <span class="took">{duration(step.ms)}</span>
      </button>
      {step.error !== undefined && <p class="cause step-cause">{step.error}</p>}
      {isOpen && (
        <div class="step-body">
          <ReplayButtons step={step} correlationId={timeline.correlationId} />
          {step.actions && step.actions.length > 0 ? (
            <ul class="actions">
              {step.actions.map((action, index) => (
                <Action key={index} action={action} />
              ))}
            </ul>
          ) : (
            <Code value={step.details} label={`Details of ${step.title}`} />
          )}
        </div>
      )}
    </li>
  );
};

/** All that happened because of a request, on one axis of time. */
export const TimelineView = ({ correlationId }: { correlationId: string }) => {
  const [showsAll, setShowsAll] = useState(false);
  const path = `/local/timelines/${encodeURIComponent(correlationId)}`;
  const [subject, setSubject] = useState<string>();
  const { data, error } = useJson<Timeline>(path, ['requests', 'invocations', 'events'], {
    ids: [correlationId, ...(subject === undefined ? [] : [subject])],
  });
  if (data?.subject !== undefined && data.subject !== subject) setSubject(data.subject);
  if (error !== undefined) return <Failure message={error} />;
  if (!data) return <Empty title="Loading the timeline" />;
  const folded = data.steps.filter(({ kind }) => kind === 'metrics').length;
  const steps = showsAll ? data.steps : data.steps.filter(({ kind }) => kind !== 'metrics');
  return (
    <section class="timeline" aria-label="Timeline">
      <header class="section-head">
        <h2>Timeline</h2>
        <p class="hint">
          {steps.length} steps in {duration(data.endedAt - data.startedAt)}
        </p>
        {folded > 0 && (
          <button type="button" class="link" onClick={() => setShowsAll(!showsAll)}>
            {showsAll
              ? 'fold metric lines'
              : `show ${folded} ${folded === 1 ? 'metric line' : 'metric lines'}`}
          </button>
        )}
        <a class="link" href={path} target="_blank" rel="noreferrer">
          JSON
        </a>
      </header>
      <ol class="steps">
        {steps.map((step, index) => (
          <Step key={`${step.at}-${index}`} step={step} timeline={data} />
        ))}
      </ol>
    </section>
  );
};
