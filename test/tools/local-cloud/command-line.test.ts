import { describe, expect, it } from 'vitest';
import { parseCommandLine, startHelp } from '../../../tools/local-cloud/command-line.ts';

describe('parseCommandLine', () => {
  it('has defaults for everything', () => {
    expect(parseCommandLine([], {})).toEqual({
      port: 3_000,
      persist: false,
      maxEnvironments: 10,
      logLevel: 'INFO',
      scheduleSeconds: 5,
      paymentWindowSeconds: 900,
      republishSeconds: 10,
    });
  });

  it('takes flags and environment variables', () => {
    const variables = {
      PORT: '0',
      LOG_LEVEL: 'debug',
      LOCAL_CONCURRENCY: '3',
      DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000',
      SCHEDULE_SECONDS: '2',
      PAYMENT_WINDOW_SECONDS: '30',
      CATALOGUE_CACHE_URL: 'redis://127.0.0.1:6379',
      OUTBOX_REPUBLISH_SECONDS: '4',
      FAULTS: '{"seed":7,"bus":{"lost":0.1}}',
    };
    expect(parseCommandLine(['--persist'], variables)).toEqual({
      port: 0,
      persist: true,
      maxEnvironments: 3,
      logLevel: 'DEBUG',
      dynamodbEndpoint: 'http://127.0.0.1:8000',
      scheduleSeconds: 2,
      paymentWindowSeconds: 30,
      catalogueCacheUrl: 'redis://127.0.0.1:6379',
      republishSeconds: 4,
      faults: { seed: 7, bus: { lost: 0.1 }, logs: {} },
    });
  });

  it('asks for help whatever else there is', () => {
    expect(parseCommandLine(['--verbose', '--help'], { PORT: 'x' })).toBe('help');
  });

  it.each([
    [['--persit'], {}, 'Unknown argument "--persit". `npm start -- --help` lists what there is.'],
    [[], { PORT: 'http' }, 'PORT is "http". Set it to a number from 0 to 65535.'],
    [[], { PORT: '65536' }, 'PORT is "65536". Set it to a number from 0 to 65535.'],
    [[], { PORT: '-1' }, 'PORT is "-1". Set it to a number from 0 to 65535.'],
    [[], { LOCAL_CONCURRENCY: '0' }, 'LOCAL_CONCURRENCY is "0". Set it to a number from 1 to 1000.'],
    [
      [],
      { FAULTS: '{"bus":{"lost":2}}' },
      'FAULTS cannot be used: bus.lost must be a probability from 0 to 1.',
    ],
    [
      [],
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL is "loud". Set it to one of DEBUG, INFO, WARN, ERROR, CRITICAL, SILENT.',
    ],
  ])('says in one line what is wrong with %j %j', (args, variables, message) => {
    expect(() => parseCommandLine(args, variables)).toThrow(message);
  });

  it('documents every flag and variable', () => {
    for (const name of [
      '--persist',
      '--help',
      'PORT',
      'LOG_LEVEL',
      'DYNAMODB_ENDPOINT',
      'LOCAL_CONCURRENCY',
      'SCHEDULE_SECONDS',
      'PAYMENT_WINDOW_SECONDS',
      'CATALOGUE_CACHE_URL',
      'OUTBOX_REPUBLISH_SECONDS',
      'FAULTS',
    ]) {
      expect(startHelp).toContain(name);
    }
  });
});
