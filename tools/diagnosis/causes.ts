import { runOperatorCommand } from '../operator/operator-command/run-operator-command.ts';
import { targetOf } from '../operator/operator-command/target.ts';
import { causesProgram } from './command-line.ts';
import { answerItems, answerTable } from './logs/answer-table.ts';
import { askTarget } from './logs/ask-target.ts';
import { causesQuery } from './logs/causes-query.ts';

await runOperatorCommand(
  causesProgram,
  async (line, { signal }) => {
    const target = targetOf(causesProgram, line);
    const answer = await askTarget(
      target,
      { query: causesQuery, minutes: line.options.minutes, logs: 'functions' },
      signal,
    );
    if (line.options.json) console.log(JSON.stringify({ items: answerItems(answer) }));
    else if (answer.rows.length === 0) console.log('Nothing has failed.');
    else console.log(answerTable(answer));
    if (!line.options.json && 'url' in target && answer.rows.length > 0)
      console.log(`\nTimeline of a request: ${target.url}/#/timelines/<request>`);
    return 0;
  },
  'The command only reads.',
);
