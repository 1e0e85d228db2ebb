import { useEffect, useRef, useState } from 'preact/hooks';
import type { ShownRequest } from '../requests-view.ts';
import { pathValues } from '../sending.ts';
import { routeNamed } from './act.tsx';
import type { CopiedRequest } from './copy-as.ts';
import { CopyButtons, operationOf } from './copy-buttons.tsx';
import { Badge, Code, clock, duration, Empty, Failure, Missing, toneOf } from './format.tsx';
import { getJson } from './get-json.ts';
import { useJson } from './loaded.ts';
import { description, goTo, linkTo } from './state.tsx';
import { TimelineView } from './timeline-view.tsx';

/** Headers that a browser sets itself, or that belong to one connection. */
const ownHeaders =
  /^(?:host|connection|content-length|user-agent|accept-encoding|origin|referer|sec-.*|x-amzn-trace-id|x-correlation-id)$/;

/** Headers of a recorded request that another program has to send too. */
const headersToSend = ({ request }: ShownRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined || ownHeaders.test(name) ? [] : [[name, String(value)]],
    ),
  );

const toCopy = (request: ShownRequest): CopiedRequest => {
  const { method, target, functionName = '', request: sent } = request;
  const route = routeNamed(functionName);
  const query = Object.fromEntries(new URLSearchParams(target.split('?')[1] ?? ''));
  const operation = route && operationOf(route, pathValues(route, target), query);
  return {
    method,
    url: `${location.origin}${target}`,
    headers: headersToSend(request),
    body: sent.body === '' ? undefined : sent.body,
    ...(operation && { operation }),
  };
};

/** Sends a recorded request once more, with a correlation id of its own. */
const sendAgain = async ({ id }: ShownRequest, newKey: boolean): Promise<string | undefined> => {
  const init = { method: 'POST', body: JSON.stringify({ newKey }) };
  return (await getJson<{ id?: string }>(`/local/requests/${encodeURIComponent(id)}/again`, init)).id;
};

const Exchange = ({ request }: { request: ShownRequest }) => (
  <details class="exchange">
    <summary>Request and answer</summary>
    <div class="two">
      <div>
        <h3>Request</h3>
        {request.request.body !== '' && <Code value={request.request.body} label="Body of the request" />}
        <Code value={request.request.headers} label="Headers of the request" />
      </div>
      <div>
        <h3>Answer</h3>
        {request.response.body !== '' && <Code value={request.response.body} label="Body of the answer" />}
        <Code value={request.response.headers} label="Headers of the answer" />
      </div>
    </div>
  </details>
);

/** Moves the focus into an opened detail, and back to its row when it is closed: hundreds of rows lie between. */
const useFocusWithin = (id: string, isShown: boolean) => {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isShown) return undefined;
    element.current?.focus({ preventScroll: true });
    return () => {
      // The row shows again only after the detail is gone.
      setTimeout(() => {
        const row = [...document.querySelectorAll<HTMLElement>('[data-request]')].find(
          ({ dataset }) => dataset['request'] === id,
        );
        if (document.activeElement === document.body) row?.querySelector('a')?.focus();
      });
    };
  }, [isShown]);
  return element;
};

export const RequestDetail = ({ id }: { id: string }) => {
  const [problem, setProblem] = useState<string>();
  const { data, error } = useJson<ShownRequest>(`/local/requests/${encodeURIComponent(id)}`, []);
  const element = useFocusWithin(id, data !== undefined);
  if (error !== undefined) return <Missing message={error} />;
  if (!data) return <Empty title="Loading the request" />;
  const again = async (hasNewKey: boolean) => {
    try {
      setProblem(undefined);
      const sent = await sendAgain(data, hasNewKey);
      if (sent !== undefined) goTo('requests', sent);
    } catch (failed) {
      setProblem(`The request was not sent: ${failed instanceof Error ? failed.message : failed}`);
    }
  };
  const hasKey = data.request.headers['idempotency-key'] !== undefined;
  const subjectName = description.value?.subject?.name ?? 'subject';
  return (
    <article class="detail" aria-label="Request" ref={element} tabIndex={-1}>
      <header class="detail-head">
        <div class="detail-title">
          <Badge tone={toneOf(data.status)}>{data.status}</Badge>
          <h1>
            {data.method} <span class="path">{data.target}</span>
          </h1>
          <a class="close" href={linkTo('requests')} aria-label="Close">
            ×
          </a>
        </div>
        {data.error !== undefined && <p class="cause">{data.error}</p>}
        {data.explanation !== undefined && <p class="explanation">{data.explanation}</p>}
        <dl class="facts">
          <div>
            <dt>time</dt>
            <dd>{clock(data.at)}</dd>
          </div>
          <div>
            <dt>took</dt>
            <dd>
              {duration(data.ms)}
              {data.coldStart && <span class="cold"> cold start</span>}
            </dd>
          </div>
          {data.subject !== undefined && (
            <div>
              <dt>{subjectName}</dt>
              <dd>
                <a href={linkTo(`${subjectName}s`, data.subject)}>{data.subject}</a>
              </dd>
            </div>
          )}
          {data.correlationId !== undefined && (
            <div>
              <dt>correlation id</dt>
              <dd>
                <code>{data.correlationId}</code>
              </dd>
            </div>
          )}
        </dl>
        {!data.isWebhook && (
          <div class="buttons">
            <button type="button" onClick={() => again(false)}>
              Send again
            </button>
            {hasKey && (
              <button type="button" onClick={() => again(true)}>
                Send again with a new key
              </button>
            )}
            <a class="button" href={linkTo('try', data.functionName ?? '', data.id)}>
              Edit and send
            </a>
            <CopyButtons request={() => toCopy(data)} />
          </div>
        )}
        {problem !== undefined && <Failure message={problem} />}
      </header>
      {data.correlationId !== undefined && <TimelineView correlationId={data.correlationId} />}
      <Exchange request={data} />
    </article>
  );
};
