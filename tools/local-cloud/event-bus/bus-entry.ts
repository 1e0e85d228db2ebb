/** An entry of `PutEvents` that the bus can accept. */
export interface BusEntry {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources: readonly string[];
  /** Milliseconds since 1970; that of the request unless the entry says another. */
  readonly time: number;
  readonly busName: string;
  /** Name of the replay that delivers it again. */
  readonly replayName?: string;
}

/** Why an entry is not accepted, in EventBridge's terms. */
export interface EntryProblem {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

type Fields = Readonly<Record<string, unknown>>;

const maxDetailTypeLength = 128;

const invalid = (parameter: string, reason: string): EntryProblem => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${parameter} is not valid. Reason: ${reason}`,
});

const parseDetail = (text: string): BusEntry['detail'] | undefined => {
  try {
    const detail: unknown = JSON.parse(text);
    const isObject = typeof detail === 'object' && detail !== null && !Array.isArray(detail);
    return isObject ? (detail as BusEntry['detail']) : undefined;
  } catch {
    return undefined;
  }
};

/** Name of a bus, which a request may also give as an ARN. */
export const busNameOf = (name: unknown): string =>
  typeof name === 'string' ? name.replace(/^arn:[^/]*\//, '') : 'default';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** @param now milliseconds since 1970. */
export const parseEntry = (entry: Fields, now: number): BusEntry | EntryProblem => {
  const { Source, DetailType, Detail, Resources, Time, EventBusName } = entry;
  if (!isText(Source)) return invalid('Source', 'Source is a required argument.');
  if (!isText(DetailType)) return invalid('DetailType', 'DetailType is a required argument.');
  if (!isText(Detail)) return invalid('Detail', 'Detail is a required argument.');
  if (DetailType.length > maxDetailTypeLength) {
    return invalid('DetailType', `DetailType has more than ${maxDetailTypeLength} characters.`);
  }
  if (Source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = parseDetail(Detail);
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return {
    source: Source,
    detailType: DetailType,
    detail,
    resources: Array.isArray(Resources) ? Resources.filter(isText) : [],
    time: typeof Time === 'number' ? Time * 1_000 : now,
    busName: busNameOf(EventBusName),
  };
};
