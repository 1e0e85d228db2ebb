import { randomUUID } from 'node:crypto';

export interface QueueOptions {
  /** How long a received message is hidden from others. */
  readonly visibilityTimeoutMs: number;
  /** How often a message is received at most; then it is a dead letter. */
  readonly maxReceiveCount: number;
  readonly onDeadLetter?: (message: Message) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Message {
  readonly messageId: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly receiveCount: number;
}

/** A message in flight. The handle is valid for this receipt only. */
export interface ReceivedMessage extends Message {
  readonly receiptHandle: string;
  readonly firstReceivedAt: number;
}

export interface QueueSnapshot {
  readonly visible: number;
  /** Received and not yet deleted. */
  readonly inFlight: number;
  /** Sent with a delay that is not over. */
  readonly delayed: number;
  readonly deadLetters: readonly Message[];
}

/** A queue with SQS's rules: what was received and not deleted comes back, and ends as a dead letter. */
export interface Queue {
  send(body: string, delayMs?: number): void;
  /** The oldest visible messages, hidden from now on. */
  receive(most: number): readonly ReceivedMessage[];
  /** Removes a message. A handle that is out of date removes nothing. */
  delete(receiptHandle: string): void;
  /** Lets a received message come back after a time of its own. */
  changeVisibility(receiptHandle: string, timeoutMs: number): void;
  /** When the next message is visible, in milliseconds since 1970: in the past if there is one now. */
  nextVisibleAt(): number | undefined;
  /** Puts the dead letters back as if they were new, and tells how many there were. */
  redrive(): number;
  snapshot(): QueueSnapshot;
  /** Calls `listener` whenever a message was added or will come back earlier. */
  onChange(listener: () => void): void;
}

interface Stored {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: number;
  receiveCount: number;
  visibleAt: number;
  firstReceivedAt: number | undefined;
  receiptHandle: string | undefined;
}

const messageOf = ({ messageId, body, sentAt, receiveCount }: Stored): Message => ({
  messageId,
  body,
  sentAt,
  receiveCount,
});

export const createQueue = ({
  visibilityTimeoutMs,
  maxReceiveCount,
  onDeadLetter,
  now,
}: QueueOptions): Queue => {
  const messages = new Map<string, Stored>();
  const deadLetters: Message[] = [];
  const listeners: (() => void)[] = [];

  const changed = () => {
    for (const listener of listeners) listener();
  };

  const add = (message: Pick<Stored, 'messageId' | 'body' | 'sentAt'>, visibleAt: number) =>
    messages.set(message.messageId, {
      ...message,
      receiveCount: 0,
      visibleAt,
      firstReceivedAt: undefined,
      receiptHandle: undefined,
    });

  const holderOf = (receiptHandle: string) =>
    [...messages.values()].find((message) => message.receiptHandle === receiptHandle);

  const buryExhausted = () => {
    for (const message of messages.values()) {
      if (message.receiveCount < maxReceiveCount || message.visibleAt > now()) continue;
      messages.delete(message.messageId);
      const letter = messageOf(message);
      deadLetters.push(letter);
      onDeadLetter?.(letter);
    }
  };

  const visible = () => {
    buryExhausted();
    return [...messages.values()].filter(({ visibleAt }) => visibleAt <= now());
  };

  return {
    send(body, delayMs = 0) {
      add({ messageId: randomUUID(), body, sentAt: now() }, now() + delayMs);
      changed();
    },
    receive: (most) =>
      visible()
        .slice(0, most)
        .map((message) => {
          const receiptHandle = randomUUID();
          message.firstReceivedAt ??= now();
          message.receiveCount += 1;
          message.visibleAt = now() + visibilityTimeoutMs;
          message.receiptHandle = receiptHandle;
          return { ...messageOf(message), receiptHandle, firstReceivedAt: message.firstReceivedAt };
        }),
    delete(receiptHandle) {
      const message = holderOf(receiptHandle);
      if (message) messages.delete(message.messageId);
    },
    changeVisibility(receiptHandle, timeoutMs) {
      const message = holderOf(receiptHandle);
      if (!message) return;
      message.visibleAt = now() + timeoutMs;
      changed();
    },
    nextVisibleAt() {
      let next: number | undefined;
      for (const { visibleAt } of messages.values()) next = Math.min(next ?? visibleAt, visibleAt);
      return next;
    },
    redrive() {
      const letters = deadLetters.splice(0);
      for (const { messageId, body, sentAt } of letters) add({ messageId, body, sentAt }, now());
      if (letters.length > 0) changed();
      return letters.length;
    },
    snapshot() {
      const shown = visible().length;
      const hidden = [...messages.values()].filter(({ visibleAt }) => visibleAt > now());
      const inFlight = hidden.filter(({ receiptHandle }) => receiptHandle !== undefined).length;
      return { visible: shown, inFlight, delayed: hidden.length - inFlight, deadLetters: [...deadLetters] };
    },
    onChange: (listener) => void listeners.push(listener),
  };
};
