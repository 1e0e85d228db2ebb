import { isIP } from 'node:net';
import { relative } from 'node:path';
import { flag, option } from '../command-line/command.ts';
import { InvalidValueError } from '../command-line/command-error.ts';
import { localServiceUrl, localServiceVariables } from '../command-line/local-service.ts';
import { runCommand } from '../command-line/run-command.ts';
import type { ValueParser } from '../command-line/values.ts';
import { projectFile, projectRoot } from '../project.ts';
import { forwardPorts } from './forward-ports.ts';
import { portsOf, reachLocalRun } from './local-run.ts';

const ipAddress: ValueParser<string> = (value) => {
  if (isIP(value)) return value;
  throw new InvalidValueError(`is ${JSON.stringify(value)}. Set it to an IP address, such as 172.17.0.1.`);
};

const command = {
  name: 'npm run sam',
  description:
    'Writes a template for `sam local start-api` to .build/sam/: the functions of the service in Docker, with the tables,' +
    ' the event bus, the payment simulator and the token issuer of the local run (`npm start`).',
  options: {
    address: option(
      'ip',
      'address of this machine that containers reach, such as 172.17.0.1 of Docker on Linux: forwards it to the local run' +
        ' until the command is stopped. Without it, the template names host.docker.internal',
      ipAddress,
    ),
    check: flag(
      'checks the template with the SAM command line from PyPI instead, without Docker: needs Python 3, starts its own local run',
    ),
  },
  variables: localServiceVariables,
  notes:
    'docs/sam-local.md lists the differences from npm start. Exit code: 0, 1 when a check failed or nothing answers, 2 when the' +
    ' command line is wrong. Without Python 3 the check is skipped, but fails when CI is set.',
} as const;

const directory = projectFile('.build', 'sam');

await runCommand(command, async ({ options: { address, check }, variables }) => {
  if (check) {
    const { checkTemplate } = await import('./check.ts');
    return checkTemplate(`${directory}-check`, console.log);
  }
  const services = await reachLocalRun(localServiceUrl(variables), address ?? 'host.docker.internal');
  const { writeTemplate } = await import('./write-template.ts');
  const template = relative(projectRoot, await writeTemplate(directory, services));
  const stop = address === undefined ? undefined : await forwardPorts(address, portsOf(services));
  console.log(
    `Start the API in Docker:\n  sam local start-api --template ${template} --port ${variables.PORT + 1}`,
  );
  if (stop === undefined) return 0;
  console.log(
    `Forwarding ports ${portsOf(services).join(', ')} of ${address} to the local run; Ctrl-C stops.`,
  );
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  stop();
  return 0;
});
