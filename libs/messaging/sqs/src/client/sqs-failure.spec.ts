import { QueueDoesNotExist } from '@aws-sdk/client-sqs';
import { classifySqsFailure, isThrottlingCode } from './sqs-failure';

function errorWith(facts: { name?: string; code?: string; Code?: string; message?: string }): Error {
  return Object.assign(new Error(facts.message ?? 'something'), facts);
}

describe('classifySqsFailure', () => {
  it.each([
    ['the SDK error of a missing queue', new QueueDoesNotExist({ message: 'gone', $metadata: {} }), 'queue-missing'],
    [
      'the query-protocol code of a missing queue',
      errorWith({ Code: 'AWS.SimpleQueueService.NonExistentQueue' }),
      'queue-missing',
    ],
    [
      'a missing queue as sqs-consumer reports it',
      errorWith({ name: 'SQSError', code: 'QueueDoesNotExist' }),
      'queue-missing',
    ],
    ['a queue with other attributes', errorWith({ name: 'QueueNameExists' }), 'queue-differs'],
    [
      'the query-protocol code of such a queue',
      errorWith({ name: 'AWS.SimpleQueueService.QueueNameExists' }),
      'queue-differs',
    ],
    ['a batch that is too long', errorWith({ name: 'BatchRequestTooLong' }), 'content'],
    ['a wrong parameter, which may be a wrong setting', errorWith({ name: 'InvalidParameterValue' }), 'unavailable'],
    ['a cut-off call', errorWith({ name: 'AbortError' }), 'aborted'],
    ['a cut-off call as sqs-consumer reports it', errorWith({ name: 'SQSError', code: 'AbortError' }), 'aborted'],
    ['a refused connection', errorWith({ code: 'ECONNREFUSED' }), 'unavailable'],
    ['throttling', errorWith({ name: 'RequestThrottled' }), 'unavailable'],
    ['missing permission', errorWith({ name: 'AccessDenied' }), 'unavailable'],
    ['a server error', errorWith({ name: 'InternalFailure' }), 'unavailable'],
    ['a timeout', errorWith({ name: 'TimeoutError' }), 'unavailable'],
    ['something that is no error', 'what?', 'unavailable'],
  ])('%s', (_title, error, kind) => {
    expect(classifySqsFailure(error).kind).toBe(kind);
  });

  it('gives code and message as the reason', () => {
    expect(classifySqsFailure(errorWith({ name: 'AccessDenied', message: 'not yours' })).reason).toBe(
      'AccessDenied: not yours',
    );
  });

  it('does not say a code twice', () => {
    const error = errorWith({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' });
    expect(classifySqsFailure(error).reason).toBe('connect ECONNREFUSED 127.0.0.1:9');
  });

  it('gives the single errors when every address of a host failed', () => {
    const error = Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:9')]), {
      code: 'ECONNREFUSED',
    });
    expect(classifySqsFailure(error).reason).toContain('connect ECONNREFUSED ::1:9');
  });
});

describe('isThrottlingCode', () => {
  it.each(['RequestThrottled', 'AWS.SimpleQueueService.OverLimit', 'KmsThrottled'])('%s is throttling', (code) => {
    expect(isThrottlingCode(code)).toBe(true);
  });

  it.each(['InvalidMessageContents', undefined])('%s is not', (code) => {
    expect(isThrottlingCode(code)).toBe(false);
  });
});
