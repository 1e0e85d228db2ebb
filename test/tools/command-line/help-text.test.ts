import { describe, expect, it } from 'vitest';
import { flag, option, variable } from '../../../tools/command-line/command.ts';
import { helpText } from '../../../tools/command-line/help-text.ts';
import { port, text } from '../../../tools/command-line/values.ts';

describe('helpText', () => {
  it('shows a command with its options, operands and environment variables', () => {
    const command = {
      name: 'npm run brew',
      description: 'Brews tea.',
      options: { milk: flag('adds milk'), leaf: option('name', 'kind of tea', text, 'assam') },
      variables: { PORT: variable('port of the kettle', port, 3_000) },
      operands: { label: 'guest', least: 0, most: 9 },
      notes: 'Exit code 1 when the kettle is empty.',
    };
    expect(helpText(command)).toBe(`Usage: npm run brew -- [options] [guest …]

Brews tea.

Options:
  --milk         adds milk
  --leaf <name>  kind of tea (default assam)
  --help         print this text and do nothing else

Environment variables:
  PORT  port of the kettle (default 3000)

Exit code 1 when the kettle is empty.
`);
  });

  it('shows the commands of a program, each with the options of its own', () => {
    const program = {
      name: 'node kettle.ts',
      description: 'Heats water.',
      commands: {
        boil: { help: 'boils', options: { fast: flag('in a hurry') } },
        fill: { help: 'fills', operands: { label: 'source', least: 1, most: 1 } },
      },
    };
    expect(helpText(program)).toBe(`Usage: node kettle.ts <command> [options]

Heats water.

Commands:
  boil           boils
  fill <source>  fills

Options of boil:
  --fast  in a hurry

Options:
  --help  print this text and do nothing else
`);
  });

  it('breaks long texts at spaces, and keeps the lines of a text', () => {
    const help = helpText({ name: 'x', description: `${'tea '.repeat(60).trim()}\nand milk` });
    expect(help.split('\n').every((line) => line.length <= 110)).toBe(true);
    expect(help).toContain('tea\nand milk\n');
  });
});
