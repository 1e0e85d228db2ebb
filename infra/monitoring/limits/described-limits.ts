interface Described {
  readonly alarmName?: unknown;
  readonly alarmDescription?: unknown;
}

const longest = { name: 255, description: 1_024 } as const;

const lengthOf = (text: unknown): number => (typeof text === 'string' ? text.length : 0);

/** What CloudWatch refuses in the texts of any alarm. What is known only when it is deployed is not judged. */
export const textProblems = ({ alarmName, alarmDescription }: Described): string[] => [
  ...(lengthOf(alarmName) > longest.name
    ? [`its name has ${lengthOf(alarmName)} characters, at most ${longest.name} are allowed`]
    : []),
  ...(lengthOf(alarmDescription) > longest.description
    ? [
        `its description has ${lengthOf(alarmDescription)} characters, at most ${longest.description} are allowed`,
      ]
    : []),
];
