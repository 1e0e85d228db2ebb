import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { defaultRoute, servedRoutes } from '../../lib/contract/default-route.ts';
import { functionIds } from '../../lib/contract/function-ids.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { type Checklist, createChecklist } from '../command-line/checklist.ts';
import { CommandError } from '../command-line/command-error.ts';
import { type LocalCloud, startLocalCloud } from '../local-cloud/cloud.ts';
import { findFreePort } from '../local-cloud/dynamodb/free-port.ts';
import { catalogue } from '../local-cloud/order-service-catalogue.ts';
import { orderServiceDeployment } from '../local-cloud/order-service-deployment.ts';
import { projectFile } from '../project.ts';
import { hasPython, preparePython, templateTools } from '../python/virtual-environment.ts';
import { reachLocalRun } from './local-run.ts';
import { authorizerName } from './template.ts';
import { writeTemplate } from './write-template.ts';

type Print = (text: string) => void;

/** Findings of the SAM command line in a template. */
interface Found {
  readonly functions: readonly { readonly name: string; readonly handler: string }[];
  readonly routes: readonly {
    readonly path: string;
    readonly methods: readonly string[];
    readonly function: string;
    /** Name of the authorizer's function. */
    readonly authorizer: string | false;
  }[];
}

const loopback = '127.0.0.1';

const sorted = (lines: Iterable<string>): string => [...lines].sort().join('\n');

/** Every route of the contract in one line each. */
const expectedRoutes = Object.entries(servedRoutes).map(([id, route]) => {
  const isScoped = 'scope' in route && route.scope !== null;
  const method = route.path === defaultRoute.path ? '*' : route.method;
  return `${method} ${route.path} ${id} ${isScoped ? authorizerName : 'public'}`;
});

const foundRoutes = ({ routes }: Found) =>
  routes.map(({ path, methods, function: name, authorizer }) => {
    const method = path === defaultRoute.path ? '*' : methods.filter((one) => one !== 'OPTIONS').join();
    return `${method} ${path} ${name} ${authorizer || 'public'}`;
  });

const createPython = (programs: string) => {
  const file = (name: string) => projectFile('tools', 'sam', 'python', name);
  const options = {
    // `sam` reads the region, and sends no statistics.
    env: { ...process.env, SAM_CLI_TELEMETRY: '0', AWS_DEFAULT_REGION: 'eu-central-1' },
    encoding: 'utf8',
  } as const;
  const python = `${programs}/python`;
  return {
    run: (...parameters: readonly string[]) => spawnSync(python, parameters, options),
    script: (name: string, ...parameters: readonly string[]) =>
      spawnSync(python, [file(name), ...parameters], options),
    start: (name: string, ...parameters: readonly string[]) =>
      spawn(python, [file(name), ...parameters], { env: options.env, stdio: ['ignore', 'ignore', 'pipe'] }),
  };
};

type Python = ReturnType<typeof createPython>;

const readTemplate = (python: Python, template: string, { check }: Checklist): void => {
  const valid = python.run('-m', 'samcli', 'validate', '--lint', '--template', template);
  check('sam validate --lint finds nothing', valid.status === 0, `${valid.stdout}${valid.stderr}`);
  const listed = python.script('list_template.py', template);
  if (!check('sam reads the template', listed.status === 0, listed.stderr)) return;
  const found = JSON.parse(listed.stdout) as Found;
  const names = sorted(found.functions.map(({ name }) => name));
  check(
    `sam finds the ${functionIds.length} functions of the contract and the local authorizer`,
    names === sorted([...functionIds, authorizerName]),
    names,
  );
  const routes = sorted(foundRoutes(found));
  check(
    `sam finds the ${expectedRoutes.length} routes of the contract with their functions and authorizers`,
    routes === sorted(expectedRoutes),
    routes,
  );
};

const awaitServer = async (url: string, server: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 120 && server.exitCode === null; tries += 1) {
    const answer = await fetch(`${url}/health/live`).catch(() => undefined);
    if (answer) return;
    await pause(250);
  }
  throw new CommandError('The API service of sam did not start.');
};

const send = async (url: string, init: RequestInit = {}) => {
  const answer = await fetch(url, init);
  const text = await answer.text();
  return { status: answer.status, text, body: text.startsWith('{') ? JSON.parse(text) : {} };
};

/** Uses the API as a client does: routes, events and authorizer are sam's, the functions run in Node. */
const useApi = async (url: string, cloud: LocalCloud, { check }: Checklist): Promise<void> => {
  const bearer = async (scope: string) => ({
    authorization: `Bearer ${(await cloud.issuer.issue({ sub: 'alice', scope })).access_token}`,
  });
  const customer = await bearer(`${scopes.ordersRead} ${scopes.ordersWrite}`);
  const orders = `${url}/api/v1/orders`;
  const order = (headers: Readonly<Record<string, string>>) =>
    send(orders, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
      body: JSON.stringify({ items: [{ sku: catalogue[0].sku, quantity: 1 }] }),
    });
  const live = await send(`${url}/health/live`);
  check('a public route answers', live.status === 200, live.text);
  const unknown = await send(`${url}/nowhere`);
  check('the default route answers', unknown.body.error?.code === 'API-001', unknown.text);
  const anonymous = await order({});
  check('an order without a token is refused', anonymous.status === 401, anonymous.text);
  const forged = await order({ authorization: `${customer.authorization}x` });
  check('a token with another signature is refused', forged.status === 403, forged.text);
  const underScoped = await order(await bearer(scopes.ordersRead));
  check('a token without the scope is refused', underScoped.status === 403, underScoped.text);
  const placed = await order(customer);
  check('an order is placed', placed.status === 201, placed.text);
  const read = await send(`${orders}/${placed.body.id}`, { headers: customer });
  check('its customer reads it', read.body.customerId === 'alice', read.text);
  const other = await send(`${cloud.url}/api/v1/orders/${placed.body.id}`, { headers: customer });
  check('the local run has it, too', other.status === 200, other.text);
};

/**
 * Checks the template with the SAM command line, without Docker.
 * @returns the exit code.
 */
export const checkTemplate = async (directory: string, print: Print): Promise<number> => {
  if (!hasPython('sam', print)) return 0;
  const python = createPython(preparePython(templateTools, print));
  const checklist = createChecklist(print);
  const cloud = await startLocalCloud({ port: 0, deployment: orderServiceDeployment(), watch: false });
  const port = await findFreePort();
  let server: ChildProcess | undefined;
  try {
    const template = await writeTemplate(directory, await reachLocalRun(cloud.url, loopback));
    readTemplate(python, template, checklist);
    const runFunction = projectFile('tools', 'sam', 'run-function.mjs');
    server = python.start('serve_template.py', template, String(port), process.execPath, runFunction);
    const url = `http://${loopback}:${port}`;
    let output = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4_000);
    });
    await awaitServer(url, server);
    await useApi(url, cloud, checklist);
    if (checklist.tally.failed > 0) print(output);
  } finally {
    if (server?.exitCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    await cloud.close();
  }
  const { passed, failed } = checklist.tally;
  print(`sam: ${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};
