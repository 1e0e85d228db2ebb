import { loopback } from './http/http-server.ts';
import { portSetting } from './setting.ts';
import { StartUpError } from './start-up-error.ts';
import { parseTokenCommand, requestToken, tokenHelp } from './token-command.ts';

try {
  const command = parseTokenCommand(process.argv.slice(2));
  const url = `http://${loopback}:${portSetting(process.env)}`;
  console.log(command === 'help' ? tokenHelp : await requestToken(url, command));
} catch (error) {
  if (!(error instanceof StartUpError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
