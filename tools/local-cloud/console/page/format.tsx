import type { ComponentChildren } from 'preact';
import { linkTo } from './state.tsx';

export const clock = (at: number): string => {
  const time = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
};

export const duration = (ms: number | undefined): string => {
  if (ms === undefined) return '';
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
};

/** Long ids by their ends, which differ. */
export const shortId = (id: string): string => (id.length <= 16 ? id : `${id.slice(0, 4)}…${id.slice(-6)}`);

export const toneOf = (status: number): 'good' | 'warn' | 'bad' => {
  if (status < 400) return 'good';
  return status < 500 ? 'warn' : 'bad';
};

export const Badge = ({ tone, children }: { tone: string; children: ComponentChildren }) => (
  <span class={`badge ${tone}`}>{children}</span>
);

export const Empty = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children}
  </div>
);

export const Failure = ({ message }: { message: string }) => (
  <p class="failure" role="alert">
    {message}
  </p>
);

/** Instead of a view of a thing that is not there. @param back to the list of those that are. */
export const Missing = ({ message, back = linkTo('requests') }: { message: string; back?: string }) => (
  <div class="page">
    <h1>Not found</h1>
    <Failure message={message} />
    <p>
      <a href={back}>Back to the list</a>
    </p>
  </div>
);

/** A JSON text in its usual layout; other texts as they are. */
export const pretty = (value: unknown): string => {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2) ?? '';
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
};

export const Code = ({ value, label }: { value: unknown; label: string }) => (
  <figure aria-label={label}>
    <pre class="code">{pretty(value)}</pre>
  </figure>
);

export const PageHead = ({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: ComponentChildren;
  children?: ComponentChildren;
}) => (
  <header class="page-head">
    <div>
      <h1>{title}</h1>
      {hint && <p class="hint">{hint}</p>}
    </div>
    <div class="page-tools">{children}</div>
  </header>
);
