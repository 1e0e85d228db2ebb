interface Described {
  readonly alarmName?: string;
  readonly alarmDescription?: string;
}

const longest = { name: 255, description: 1_024 } as const;

/** Problems of an alarm's texts that CloudWatch refuses. */
export const textProblems = ({ alarmName = '', alarmDescription = '' }: Described): string[] => [
  ...(alarmName.length > longest.name
    ? [`its name has ${alarmName.length} characters, at most ${longest.name} are allowed`]
    : []),
  ...(alarmDescription.length > longest.description
    ? [
        `its description has ${alarmDescription.length} characters, at most ${longest.description} are allowed`,
      ]
    : []),
];
