import { useEffect, useState } from 'preact/hooks';
import { headersOf, keyHeader, routeNamed, type Sending, send, targetOf } from './act.tsx';
import { Badge, Code, Failure, PageHead, pretty, toneOf } from './format.tsx';
import type { ShownRequest } from './request-detail.tsx';
import { description, getJson, goTo, linkTo, place, type Route } from './state.tsx';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly id: string | null;
}

const nobody = 'nobody';

/** A shell line for the same request. */
const curlOf = async (sending: Sending): Promise<string> => {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const headers = [...(await headersOf(sending))].map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const body = sending.body === undefined ? [] : [`-d ${quoted(sending.body)}`];
  const target = quoted(`${location.origin}${targetOf(sending)}`);
  return ['curl -i', `-X ${sending.route.method}`, target, ...headers, ...body].join(' ');
};

/** Values of the path in a recorded target. */
const pathValues = (route: Route, target: string): Record<string, string> => {
  const parts = (target.split('?')[0] ?? '').split('/');
  const entries = route.path.split('/').map((part, index) => [part, parts[index] ?? ''] as const);
  return Object.fromEntries(
    entries
      .filter(([part]) => part.startsWith('{'))
      .map(([part, value]) => [part.slice(1, -1), decodeURIComponent(value)]),
  );
};

const Form = ({ route, requestId }: { route: Route; requestId: string | undefined }) => {
  const actors = description.value?.actors ?? [];
  const fitting = actors.find(({ scope }) => route.scope !== null && scope.split(' ').includes(route.scope));
  const [actor, setActor] = useState(fitting?.name ?? nobody);
  const [path, setPath] = useState<Record<string, string>>({});
  const [query, setQuery] = useState<Record<string, string>>({});
  const [headers, setHeaders] = useState<Record<string, string>>(() => ({ ...keyHeader(route) }));
  const [body, setBody] = useState(route.example === undefined ? undefined : pretty(route.example));
  const [answer, setAnswer] = useState<Answer>();
  const [note, setNote] = useState<{ error?: string; done?: string }>({});

  useEffect(() => {
    if (requestId === undefined) return;
    getJson<ShownRequest>(`/local/requests/${encodeURIComponent(requestId)}`).then(
      (recorded) => {
        setPath(pathValues(route, recorded.target));
        setQuery(Object.fromEntries(new URLSearchParams(recorded.target.split('?')[1] ?? '')));
        if (route.example !== undefined) setBody(pretty(recorded.request.body || '{}'));
      },
      (error: Error) => setNote({ error: error.message }),
    );
  }, [requestId]);

  const sending = (): Sending => {
    const scope = actors.find(({ name }) => name === actor)?.scope;
    return {
      route,
      ...(scope !== undefined && { sub: actor, scope }),
      path,
      query,
      headers,
      ...(body !== undefined && { body }),
    };
  };
  const report = async (work: () => Promise<void>) => {
    try {
      setNote({});
      await work();
    } catch (error) {
      setNote({ error: error instanceof Error ? error.message : String(error) });
    }
  };
  const submit = () =>
    report(async () => {
      setAnswer(await send(sending()));
      setHeaders((current) => ({ ...current, ...keyHeader(route) }));
    });
  const copy = () =>
    report(async () => {
      await navigator.clipboard.writeText(await curlOf(sending()));
      setNote({ done: 'Copied.' });
    });

  const groups = [
    { place: 'path', values: path, set: setPath },
    { place: 'query', values: query, set: setQuery },
    { place: 'header', values: headers, set: setHeaders },
  ] as const;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>
        {route.title} <code class="quiet">{`${route.method} ${route.path}`}</code>
      </h2>
      <label>
        Act as
        <select value={actor} onChange={({ currentTarget }) => setActor(currentTarget.value)}>
          {[...actors.map(({ name }) => name), nobody].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {groups.flatMap((group) =>
        route.parameters
          .filter((parameter) => parameter.in === group.place)
          .map(({ name, required }) => {
            const key = group.place === 'header' ? name.toLowerCase() : name;
            return (
              <label key={`${group.place} ${name}`}>
                <span>
                  {name} {required && <span class="quiet">required</span>}
                </span>
                <input
                  value={group.values[key] ?? ''}
                  required={required}
                  onInput={({ currentTarget }) =>
                    group.set((all) => ({ ...all, [key]: currentTarget.value }))
                  }
                />
              </label>
            );
          }),
      )}
      {body !== undefined && (
        <label>
          Body
          <textarea
            rows={Math.min(18, body.split('\n').length + 1)}
            spellcheck={false}
            value={body}
            onInput={({ currentTarget }) => setBody(currentTarget.value)}
          />
        </label>
      )}
      <div class="buttons">
        <button type="submit" class="main">
          Send
        </button>
        <button type="button" onClick={copy}>
          Copy as curl
        </button>
        {note.done !== undefined && <span class="hint">{note.done}</span>}
      </div>
      {note.error !== undefined && <Failure message={note.error} />}
      {answer && (
        <section aria-label="Answer" class="answer">
          <p class="buttons">
            <Badge tone={toneOf(answer.status)}>{answer.status}</Badge>
            {answer.id !== null && <a href={linkTo('requests', answer.id)}>Timeline</a>}
          </p>
          <Code value={answer.text} label="Body of the answer" />
        </section>
      )}
    </form>
  );
};

/** A form for each route. */
export const TryPage = () => {
  const [, name, requestId] = place.value;
  const routes = description.value?.routes ?? [];
  const route = name === undefined ? routes[0] : routeNamed(name);
  return (
    <div class="page">
      <PageHead title="Try it" hint="Tokens and idempotency keys are made for each request.">
        <label class="check">
          Route
          <select value={route?.name} onChange={({ currentTarget }) => goTo('try', currentTarget.value)}>
            {routes.map((one) => (
              <option key={one.name} value={one.name}>{`${one.method} ${one.path}`}</option>
            ))}
          </select>
        </label>
      </PageHead>
      {route && <Form key={`${route.name} ${requestId}`} route={route} requestId={requestId} />}
      {!route && routes.length > 0 && <Failure message={`There is no route ${name}.`} />}
    </div>
  );
};
