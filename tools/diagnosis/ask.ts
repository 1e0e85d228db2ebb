import { runOperatorCommand } from '../operator/operator-command/run-operator-command.ts';
import { targetOf } from '../operator/operator-command/target.ts';
import { askProgram } from './command-line.ts';
import { answerItems, answerTable } from './logs/answer-table.ts';
import { askTarget } from './logs/ask-target.ts';

await runOperatorCommand(
  askProgram,
  async (line, { signal }) => {
    const { operands, options } = line;
    const { minutes, access } = options;
    const question = { query: operands[0] ?? '', minutes, logs: access ? 'access' : 'functions' } as const;
    const answer = await askTarget(targetOf(askProgram, line), question, signal);
    console.log(options.json ? JSON.stringify({ items: answerItems(answer) }) : answerTable(answer));
    return 0;
  },
  'The command only reads.',
);
