import { InvalidValueError } from '../../command-line/command-error.ts';
import type { Fault } from '../world/fault-profile.ts';
import { noFaults } from '../world/fault-profile.ts';

/** Which strikes of a fault happen: from the first to the last one, counted from 1. Both absent: all of them. */
export interface KeptFault {
  readonly fault: Fault;
  readonly first?: number;
  readonly last?: number;
}

/** A part of a history: some of its commands and faults alone. */
export interface HistoryPart {
  /** The commands that clients give, each as `<client>.<command>`, both counted from 1. */
  readonly commands: readonly string[];
  readonly faults: readonly KeptFault[];
  /** Another number draws other delays, and other moments of the faults. */
  readonly luck: number;
}

const faultText = ({ fault, first, last }: KeptFault): string =>
  first === undefined ? fault : `${fault}:${first}-${last}`;

/** The text of a part on the command line: `<commands>/<faults>/<luck>`. */
export const partText = ({ commands, faults, luck }: HistoryPart): string =>
  `${commands.join(',')}/${faults.map(faultText).join(',')}/${luck}`;

const listOf = (text: string): readonly string[] => (text === '' ? [] : text.split(','));

const readFault = (text: string): KeptFault => {
  const [, fault = '', first, last] = /^(\w+)(?::(\d+)-(\d+))?$/.exec(text) ?? [];
  if (!Object.hasOwn(noFaults, fault)) throw new InvalidValueError(`names no fault by "${text}".`);
  return {
    fault: fault as Fault,
    ...(first !== undefined && { first: Number(first), last: Number(last) }),
  };
};

/** @throws {InvalidValueError} */
export const readPart = (text: string): HistoryPart => {
  const [, commands, faults, luck] = /^([\d.,]*)\/([\w:,-]*)\/(\d+)$/.exec(text) ?? [];
  if (commands === undefined || faults === undefined) {
    throw new InvalidValueError(
      `is ${JSON.stringify(text)}. Set it to the part that a story names, such as 1.2,3.1/crash/0.`,
    );
  }
  return { commands: listOf(commands), faults: listOf(faults).map(readFault), luck: Number(luck) };
};
