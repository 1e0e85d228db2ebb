import type { CompileError } from '../../bundler/build-report.ts';
import type { ShownError } from '../errors-view.ts';
import { Badge, clock, Empty, Failure, PageHead } from './format.tsx';
import { useJson } from './loaded.ts';
import { linkTo } from './state.tsx';

interface Errors {
  readonly compileErrors: readonly CompileError[];
  readonly items: readonly ShownError[];
}

const OneError = ({ error }: { error: ShownError }) => {
  const { at, count, functionName, title, message, logCode, place, lines, correlationId, request } = error;
  return (
    <li class="card tall">
      <p class="error-head">
        <span class="time">{clock(at)}</span> <b>{functionName}</b>{' '}
        {count > 1 && <Badge tone="bad">{count} times</Badge>}
        {place !== undefined && <code class="place">{place}</code>}
      </p>
      <p class="cause">{title}</p>
      {(message !== undefined || request !== undefined) && (
        <p class="hint">
          {message} {logCode !== undefined && <code>{logCode}</code>} {request}
        </p>
      )}
      {correlationId !== undefined && (
        <p>
          <a href={linkTo('timelines', correlationId)}>Timeline of {request ?? correlationId}</a>
        </p>
      )}
      {lines.length > 1 && (
        <details>
          <summary>Stack and causes</summary>
          <pre class="code">{lines.join('\n')}</pre>
        </details>
      )}
    </li>
  );
};

/** The last errors of functions, and compile errors. */
export const ErrorsPage = () => {
  const { data, error } = useJson<Errors>('/local/errors', ['errors'], { restMs: 5_000 });
  if (error !== undefined) return <Failure message={error} />;
  if (!data) return <Empty title="Loading" />;
  const { compileErrors, items } = data;
  return (
    <div class="page">
      <PageHead title="Errors" hint="Unexpected errors of functions. Refused requests are in Requests." />
      {compileErrors.map(({ functions, text }) => (
        <section key={text} class="card tall" aria-label="Compile error">
          <p>
            <Badge tone="bad">does not compile</Badge> {functions.join(', ')}
          </p>
          <pre class="code">{text}</pre>
        </section>
      ))}
      {items.length === 0 && compileErrors.length === 0 && <Empty title="No errors" />}
      <ul class="errors">
        {items.map((item) => (
          <OneError key={`${item.functionName} ${item.title} ${item.place}`} error={item} />
        ))}
      </ul>
    </div>
  );
};
