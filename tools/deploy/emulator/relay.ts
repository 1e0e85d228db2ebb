import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  createTriggerMemory,
  type Form,
  reduceTemplateOf,
  type TemplateChange,
} from './cloud-formation-form.ts';
import { type CodeDeploy, codeDeployTarget } from './code-deploy.ts';

/** A way to the emulator that reduces templates and keeps rollback triggers. */
export interface Relay {
  readonly url: string;
  close(): void;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const withoutFraming = ({
  host: _host,
  expect: _expect,
  connection: _connection,
  'content-length': _length,
  'transfer-encoding': _encoding,
  ...headers
}: IncomingMessage['headers']): IncomingMessage['headers'] => headers;

const forward = async (
  emulatorUrl: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer> => {
  const onward = request(`${emulatorUrl}${url}`, {
    method,
    headers: { ...withoutFraming(headers), 'content-length': body.length },
  });
  onward.end(body);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
};

const formOf = ({ headers }: IncomingMessage, body: Buffer): Form | undefined =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(body.toString())
    : undefined;

/** The emulator does not know the call. */
const accountLimits =
  '<DescribeAccountLimitsResponse><DescribeAccountLimitsResult><AccountLimits><member><Name>StackLimit</Name>' +
  '<Value>2000</Value></member></AccountLimits></DescribeAccountLimitsResult></DescribeAccountLimitsResponse>';

/** Starts the relay on the loopback address. */
export const startRelay = async (
  emulatorUrl: string,
  change: TemplateChange,
  codeDeploy: CodeDeploy,
): Promise<Relay> => {
  const triggers = createTriggerMemory();

  const answerTo = async (incoming: IncomingMessage): Promise<Answer> => {
    const body = await buffer(incoming);
    const target = String(incoming.headers['x-amz-target'] ?? '');
    if (target.startsWith(codeDeployTarget)) {
      const answer = codeDeploy.answer(target.slice(codeDeployTarget.length), JSON.parse(body.toString()));
      const headers = { 'content-type': 'application/x-amz-json-1.1' };
      return { status: 200, headers, body: Buffer.from(JSON.stringify(answer)) };
    }
    const form = formOf(incoming, body);
    if (form === undefined) return forward(emulatorUrl, incoming, body);
    if (form.get('Action') === 'DescribeAccountLimits')
      return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(accountLimits) };
    await reduceTemplateOf(form, emulatorUrl, change);
    const answer = await forward(emulatorUrl, incoming, Buffer.from(form.toString()));
    if (answer.status !== 200) return answer;
    triggers.note(form);
    return form.get('Action') === 'DescribeStacks'
      ? { ...answer, body: Buffer.from(triggers.addTo(answer.body.toString())) }
      : answer;
  };

  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    answerTo(incoming).then(
      ({ status, headers, body }) => {
        const length = incoming.method === 'HEAD' ? headers['content-length'] : body.length;
        outgoing.writeHead(status, { ...withoutFraming(headers), 'content-length': length });
        outgoing.end(body);
      },
      (error: unknown) => {
        outgoing.writeHead(502);
        outgoing.end(String(error));
      },
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};
