import { RecordingObserver } from '@decouple/messaging-core/testing';
import { awsError, FakeSqs } from '../testing/fake-sqs';
import { MessageVisibility } from './message-visibility';

const message = (receipt: string) => ({ MessageId: receipt, ReceiptHandle: receipt });

function visibilityWith(answer: () => unknown) {
  const sqs = new FakeSqs(answer);
  const observer = new RecordingObserver();
  return { visibility: new MessageVisibility(sqs, 'orders', 'url', observer), sqs, observer };
}

describe('MessageVisibility', () => {
  it('sets the timeout of each message in one call', async () => {
    const { visibility, sqs } = visibilityWith(() => ({}));
    await visibility.change([
      { message: message('a'), seconds: 0 },
      { message: message('b'), seconds: 90 },
    ]);

    expect(sqs.sent.map(({ input }) => input)).toEqual([
      {
        QueueUrl: 'url',
        Entries: [
          { Id: '0', ReceiptHandle: 'a', VisibilityTimeout: 0 },
          { Id: '1', ReceiptHandle: 'b', VisibilityTimeout: 90 },
        ],
      },
    ]);
  });

  it('limits the timeout to the 12 hours that SQS allows', async () => {
    const { visibility, sqs } = visibilityWith(() => ({}));
    await visibility.change([{ message: message('a'), seconds: 100_000 }]);

    expect(sqs.sent[0]!.input['Entries']).toMatchObject([{ VisibilityTimeout: 43_200 }]);
  });

  it('reports every entry that failed', async () => {
    const { visibility, observer } = visibilityWith(() => ({
      Failed: [
        { Id: '0', Code: 'ReceiptHandleIsInvalid', SenderFault: true },
        { Id: '1', Code: 'InternalError', SenderFault: false },
      ],
    }));
    await visibility.change([
      { message: message('a'), seconds: 1 },
      { message: message('b'), seconds: 1 },
    ]);

    expect(observer.of('broker-trouble')).toMatchObject([
      { queue: 'orders', operation: 'change-visibility', error: { code: 'ReceiptHandleIsInvalid', senderFault: true } },
      { queue: 'orders', operation: 'change-visibility', error: { code: 'InternalError', senderFault: false } },
    ]);
  });

  it('reports a call that failed, and does not reject', async () => {
    const error = awsError('ECONNRESET');
    const { visibility, observer } = visibilityWith(() => {
      throw error;
    });
    await visibility.change([{ message: message('a'), seconds: 1 }]);

    expect(observer.of('broker-trouble')).toMatchObject([{ operation: 'change-visibility', error }]);
  });

  it('sends nothing for no messages', async () => {
    const { visibility, sqs } = visibilityWith(() => ({}));
    await visibility.change([]);

    expect(sqs.sent).toEqual([]);
  });
});
