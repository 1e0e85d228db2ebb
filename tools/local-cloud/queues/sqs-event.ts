import { createHash } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { awsAccount } from '../aws-account.ts';
import type { ReceivedMessage } from './queue.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Messages in the form in which Lambda hands them to a function. */
export const sqsEvent = (queueName: string, messages: readonly ReceivedMessage[]): SQSEvent => ({
  Records: messages.map(({ messageId, receiptHandle, body, receiveCount, sentAt, firstReceivedAt }) => ({
    messageId,
    receiptHandle,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sentAt),
      SenderId: awsAccount.id,
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    },
    messageAttributes: {},
    md5OfBody: md5(body),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${awsAccount.region}:${awsAccount.id}:${queueName}`,
    awsRegion: awsAccount.region,
  })),
});
