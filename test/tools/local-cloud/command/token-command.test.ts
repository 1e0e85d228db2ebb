import { afterEach, describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import {
  requestToken,
  tokenCommand,
  toTokenRequest,
} from '../../../../tools/local-cloud/command/token-command.ts';
import { jsonResponse, textResponse } from '../../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';

const parse = (args: readonly string[]) => toTokenRequest(parseCommandLine(tokenCommand, args, {}));

describe('toTokenRequest', () => {
  it('takes subject, scope and customer type', () => {
    const args = ['--sub', 'alice', '--scope', 'a b', '--customer-type', 'premium'];
    expect(parse(args)).toEqual({ sub: 'alice', scope: 'a b', customerType: 'premium' });
  });

  it('asks for reading and writing orders when no scope is given', () => {
    expect(parse(['--sub=alice'])).toEqual({ sub: 'alice', scope: 'orders:read orders:write' });
  });

  it('needs a subject', () => {
    expect(() => parse([])).toThrow('--sub is missing. See `npm run -s token -- --help`.');
  });
});

describe('requestToken', () => {
  const command = { sub: 'alice', scope: 'orders:read' };
  let server: HttpServer | undefined;
  afterEach(async () => {
    await server?.close(0);
    server = undefined;
  });

  it('prints the token and nothing else', async () => {
    server = await startHttpServer(async ({ readBody }) => {
      const body = await readBody(1_000);
      return jsonResponse(200, { access_token: `for ${JSON.parse(String(body)).sub}` });
    }, 0);
    expect(await requestToken(server.url, command)).toBe('for alice');
  });

  it('states the cure when no service listens', async () => {
    await expect(requestToken('http://127.0.0.1:9', command)).rejects.toThrow(
      'No local service answers at http://127.0.0.1:9. Start it with `npm start`, or name its address with --url.',
    );
  });

  it('prints the service’s reason for a refusal', async () => {
    server = await startHttpServer(async () => jsonResponse(400, { message: 'scope must be a string' }), 0);
    await expect(requestToken(server.url, command)).rejects.toThrow(
      'The local service refuses the request: scope must be a string.',
    );
  });

  it('recognizes that another server listens', async () => {
    server = await startHttpServer(async () => textResponse(200, '<html>'), 0);
    await expect(requestToken(server.url, command)).rejects.toThrow('is not the local service');
  });
});
