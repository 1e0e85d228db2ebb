import { describe, expect, it } from 'vitest';
import { runScript } from '../../harness/local-cloud/run-script.ts';

const runDemo = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  runScript('demo/main.ts', args, variables);

describe('npm run demo', () => {
  it('states the cure when no service runs', async () => {
    // Port 9 is discard: nothing listens there.
    const { code, stdout, stderr } = await runDemo([], { PORT: '9' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'No local service answers at http://127.0.0.1:9. Start it with `npm start`, or name its address with --url.\n',
    );
  });

  it.each([
    [
      [],
      { PORT: 'here' },
      'PORT is "here". Set it to a whole number from 1 to 65535. See `npm run demo -- --help`.\n',
    ],
    [['--fast'], {}, "Unknown option '--fast'. See `npm run demo -- --help`.\n"],
  ])('refuses %j with %j', async (args, variables, message) => {
    const { code, stderr } = await runDemo(args, variables as Readonly<Record<string, string>>);
    expect([code, stderr]).toEqual([2, message]);
  });

  it('prints its help', async () => {
    const { code, stdout } = await runDemo(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: npm run demo');
  });
});
