import { afterEach, describe, expect, it } from 'vitest';
import { jsonResponse, textResponse } from '../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../tools/local-cloud/http/http-server.ts';
import { parseTokenCommand, requestToken } from '../../../tools/local-cloud/token-command.ts';

describe('parseTokenCommand', () => {
  it('takes subject, scope and customer type', () => {
    const args = ['--sub', 'alice', '--scope', 'a b', '--customer-type', 'premium'];
    expect(parseTokenCommand(args)).toEqual({ sub: 'alice', scope: 'a b', customerType: 'premium' });
  });

  it('asks for reading and writing orders when no scope is given', () => {
    expect(parseTokenCommand(['--sub=alice'])).toEqual({ sub: 'alice', scope: 'orders:read orders:write' });
  });

  it('asks for help', () => {
    expect(parseTokenCommand(['--help'])).toBe('help');
  });

  it.each([
    [[], '--sub is missing. `npm run -s token -- --help` lists what there is.'],
    [['--subject', 'a'], "Unknown option '--subject'. `npm run -s token -- --help` lists what there is."],
    [['--sub'], /^Option '--sub <value>' argument missing\. `npm run/],
    [['alice'], /^Unexpected argument 'alice'\. .*`npm run/],
  ])('says in one line what is wrong with %j', (args, message) => {
    expect(() => parseTokenCommand(args)).toThrow(message);
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

  it('says what to do when nothing listens', async () => {
    await expect(requestToken('http://127.0.0.1:9', command)).rejects.toThrow(
      'No local service answers at http://127.0.0.1:9. Start it with `npm start`, or set PORT to the port it has.',
    );
  });

  it('says why the service refuses', async () => {
    server = await startHttpServer(async () => jsonResponse(400, { message: 'scope must be a string' }), 0);
    await expect(requestToken(server.url, command)).rejects.toThrow(
      'The local service refuses: scope must be a string.',
    );
  });

  it('notices that somebody else listens', async () => {
    server = await startHttpServer(async () => textResponse(200, '<html>'), 0);
    await expect(requestToken(server.url, command)).rejects.toThrow('is not the local service');
  });
});
