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
  /** Puts the dead letters back as if they were new, and returns their number. */
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
  /** In the order in which they became visible. A long backlog costs an operation no more than a short one. */
  const visible = new Map<string, Stored>();
  /** Received or delayed. */
  const hidden = new Map<string, Stored>();
  const deadLetters: Message[] = [];
  const listeners: (() => void)[] = [];

  const changed = () => {
    for (const listener of listeners) listener();
  };

  const bury = (message: Stored) => {
    const letter = messageOf(message);
    deadLetters.push(letter);
    onDeadLetter?.(letter);
  };

  /** Shows messages whose time has come, and buries those that were received too often. */
  const refresh = () => {
    const due = [...hidden.values()].filter(({ visibleAt }) => visibleAt <= now());
    for (const message of due.sort((one, other) => one.visibleAt - other.visibleAt)) {
      hidden.delete(message.messageId);
      if (message.receiveCount < maxReceiveCount) visible.set(message.messageId, message);
      else bury(message);
    }
  };

  const add = (message: Pick<Stored, 'messageId' | 'body' | 'sentAt'>, visibleAt: number) =>
    hidden.set(message.messageId, {
      ...message,
      receiveCount: 0,
      visibleAt,
      firstReceivedAt: undefined,
      receiptHandle: undefined,
    });

  /** A handle outlives its receipt until the message is received again. */
  const holderOf = (receiptHandle: string) => {
    refresh();
    for (const messages of [hidden, visible]) {
      for (const message of messages.values()) if (message.receiptHandle === receiptHandle) return message;
    }
    return undefined;
  };

  const receiveOne = (message: Stored): ReceivedMessage => {
    const receiptHandle = randomUUID();
    visible.delete(message.messageId);
    hidden.set(message.messageId, message);
    message.firstReceivedAt ??= now();
    message.receiveCount += 1;
    message.visibleAt = now() + visibilityTimeoutMs;
    message.receiptHandle = receiptHandle;
    return { ...messageOf(message), receiptHandle, firstReceivedAt: message.firstReceivedAt };
  };

  return {
    send(body, delayMs = 0) {
      add({ messageId: randomUUID(), body, sentAt: now() }, now() + delayMs);
      changed();
    },
    receive(most) {
      refresh();
      const received: ReceivedMessage[] = [];
      for (const message of visible.values()) {
        if (received.length >= most) break;
        received.push(receiveOne(message));
      }
      return received;
    },
    delete(receiptHandle) {
      const message = holderOf(receiptHandle);
      if (!message) return;
      hidden.delete(message.messageId);
      visible.delete(message.messageId);
    },
    changeVisibility(receiptHandle, timeoutMs) {
      const message = holderOf(receiptHandle);
      if (!message) return;
      message.visibleAt = now() + timeoutMs;
      visible.delete(message.messageId);
      hidden.set(message.messageId, message);
      changed();
    },
    nextVisibleAt() {
      refresh();
      const [oldest] = visible.values();
      if (oldest) return oldest.visibleAt;
      const times = [...hidden.values()].map(({ visibleAt }) => visibleAt);
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    redrive() {
      const letters = deadLetters.splice(0);
      for (const { messageId, body, sentAt } of letters) add({ messageId, body, sentAt }, now());
      if (letters.length > 0) changed();
      return letters.length;
    },
    snapshot() {
      refresh();
      const inFlight = [...hidden.values()].filter(({ receiptHandle }) => receiptHandle !== undefined).length;
      return {
        visible: visible.size,
        inFlight,
        delayed: hidden.size - inFlight,
        deadLetters: [...deadLetters],
      };
    },
    onChange: (listener) => void listeners.push(listener),
  };
};
