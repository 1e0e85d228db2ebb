import { parseArgs } from 'node:util';
import { NoService } from './shop-client.ts';
import { startShortWindowService } from './short-window-service.ts';
import { tour } from './tour.ts';

const help = `Usage: npm run demo

Goes through the service that \`npm start\` runs: browse, order, pay, ship, deliver, cancel, expire. Prints each
request and its answer, and ends with exit code 0 only if all of them are as expected. Leaves its orders behind,
under a customer and a product of its own, so that it can be repeated.

  --help    print this

  PORT      the service's port (default 3000)
`;

const portOf = (text: string | undefined): number => {
  const port = text === undefined || text === '' ? 3_000 : Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new NoService(`PORT is ${JSON.stringify(text)}. Set it to the port of the local service.`);
};

const wantsHelp = (): boolean => {
  try {
    return parseArgs({ options: { help: { type: 'boolean', default: false } } }).values.help;
  } catch {
    throw new NoService(`Unknown arguments. \`npm run demo -- --help\` lists what there is.`);
  }
};

try {
  if (wantsHelp()) console.log(help);
  else {
    const passed = await tour({
      url: `http://127.0.0.1:${portOf(process.env['PORT'])}`,
      print: console.log,
      now: () => performance.now(),
      startShortWindowService,
    });
    process.exitCode = passed ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof NoService)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
