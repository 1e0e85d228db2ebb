import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { prometheusCommand } from '../../../../tools/slo/prometheus-server/command-line.ts';

const optionsOf = (...args: string[]) => parseCommandLine(prometheusCommand, args, {}).options;

describe('command line of npm run prometheus', () => {
  it('has the usual port of Prometheus by default', () => {
    expect(optionsOf()).toEqual({ url: undefined, port: 9090, fresh: false });
  });

  it('takes the address of a service, a port and fresh data', () => {
    expect(optionsOf('--url', 'http://127.0.0.1:4000/', '--port', '9191', '--fresh')).toEqual({
      url: 'http://127.0.0.1:4000',
      port: 9191,
      fresh: true,
    });
  });

  it.each([
    [['--url', 'localhost'], '--url is "localhost"'],
    [['--port', '0'], '--port is "0"'],
    [['--port', '9090x'], '--port is "9090x"'],
    [['--retention', '1d'], "Unknown option '--retention'"],
  ])('refuses %j', (args, message) => {
    expect(() => optionsOf(...args)).toThrow(message);
  });
});
