import { describe, expect, it } from 'vitest';
import {
  parsePrometheusCommand,
  prometheusHelp,
} from '../../../../tools/slo/prometheus-server/command-line.ts';

describe('parsePrometheusCommand', () => {
  it('scrapes the local run on the usual ports unless told otherwise', () => {
    expect(parsePrometheusCommand([])).toEqual({
      serviceUrl: 'http://localhost:3000',
      port: 9090,
      fresh: false,
    });
  });

  it('takes address, port and whether to forget', () => {
    const args = ['--url', 'http://127.0.0.1:4000/', '--port', '9191', '--fresh'];
    expect(parsePrometheusCommand(args)).toEqual({
      serviceUrl: 'http://127.0.0.1:4000',
      port: 9191,
      fresh: true,
    });
  });

  it('only says how when asked for help', () => {
    expect(parsePrometheusCommand(['--help'])).toBe('help');
    for (const option of ['--url', '--port', '--fresh']) expect(prometheusHelp).toContain(option);
  });

  it.each([
    [['--url', 'localhost'], '--url is "localhost"'],
    [['--port', '0'], '--port is "0"'],
    [['--port', '9090x'], '--port is "9090x"'],
    [['--retention', '1d'], 'Unknown arguments'],
  ])('refuses %j', (args, message) => {
    expect(() => parsePrometheusCommand(args)).toThrow(message);
  });
});
