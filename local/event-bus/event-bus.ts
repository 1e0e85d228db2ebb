import { randomUUID } from 'node:crypto';
import { awsAccount } from '../aws-account.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { type HttpResponse, jsonResponse } from '../http/http-response.ts';

/** EventBridge's own limit for a request. */
const maxBodyBytes = 1024 * 1024;

const answer = (status: number, value: Readonly<Record<string, unknown>>): HttpResponse => ({
  ...jsonResponse(status, value),
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
});

const fault = (type: string, message: string) => answer(400, { __type: type, message });

/** Name of a bus, which a request may also give as an ARN. */
const busNameOf = ({ Name }: { Name?: unknown }) =>
  typeof Name === 'string' ? Name.replace(/^arn:[^/]*\//, '') : 'default';

const parseInput = (body: Buffer): Record<string, unknown> | undefined => {
  try {
    const input: unknown = JSON.parse(body.toString('utf8') || '{}');
    return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

/** EventBridge's protocol (AWS JSON 1.1) for the one operation in use. */
export const createEventBus =
  (busNames: readonly string[]): RequestHandler =>
  async ({ request, readBody }) => {
    const operation = request.headers['x-amz-target'];
    if (operation !== 'AWSEvents.DescribeEventBus') {
      return fault('UnknownOperationException', `The local event bus does not know ${operation}.`);
    }
    const body = await readBody(maxBodyBytes);
    const input = body && parseInput(body);
    if (!input) return fault('SerializationException', 'The request is no JSON object.');
    const name = busNameOf(input);
    if (!busNames.includes(name)) {
      return fault('ResourceNotFoundException', `Event bus ${name} does not exist.`);
    }
    return answer(200, {
      Arn: `arn:aws:events:${awsAccount.region}:${awsAccount.id}:event-bus/${name}`,
      Name: name,
    });
  };
