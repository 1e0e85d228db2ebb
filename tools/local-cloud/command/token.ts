import { localServiceUrl } from '../../command-line/local-service.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { requestToken, tokenCommand, toTokenRequest } from './token-command.ts';

await runCommand(tokenCommand, async (line) => {
  console.log(await requestToken(localServiceUrl(line.variables, line.options.url), toTokenRequest(line)));
  return 0;
});
