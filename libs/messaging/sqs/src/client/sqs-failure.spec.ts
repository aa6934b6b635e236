import { QueueDoesNotExist } from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { SqsBatchEntryError } from './batch-entry.error';
import { classifySqsFailure, type SqsFailureKind } from './sqs-failure';
import { SqsResponseError } from './sqs-response.error';

const responseError = (statusCode: number, text: string): SqsResponseError =>
  SqsResponseError.of({ statusCode, text, requestId: undefined, date: undefined });

function errorWith(facts: { name?: string; code?: string; Code?: string; message?: string }): Error {
  return Object.assign(new Error(facts.message ?? 'something'), facts);
}

/** The codes of the API reference, of its common errors, and of the servers that speak the protocol. */
const KINDS: Readonly<Record<SqsFailureKind, readonly string[]>> = {
  content: ['InvalidMessageContents', 'BatchRequestTooLong', 'MessageTooLong'],
  'queue-missing': ['QueueDoesNotExist', 'NonExistentQueue'],
  'queue-differs': ['QueueNameExists', 'QueueAlreadyExists'],
  credentials: [
    'AccessDenied',
    'AccessDeniedException',
    'ExpiredToken',
    'ExpiredTokenException',
    'IncompleteSignature',
    'InvalidClientTokenId',
    'InvalidSecurity',
    'InvalidSignatureException',
    'MissingAuthenticationToken',
    'NotAuthorized',
    'OptInRequired',
    'SignatureDoesNotMatch',
    'UnrecognizedClientException',
  ],
  throttled: ['OverLimit', 'RequestThrottled', 'ThrottlingException', 'KmsThrottled', 'KMS.ThrottlingException'],
  'timed-out': ['TimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT'],
  aborted: ['AbortError'],
  unavailable: [
    'BatchEntryIdsNotDistinct',
    'ECONNREFUSED',
    'ECONNRESET',
    'EmptyBatchRequest',
    'InternalError',
    'InternalFailure',
    'InvalidAction',
    'InvalidAddress',
    'InvalidAttributeValue',
    'InvalidBatchEntryId',
    'InvalidParameterCombination',
    'InvalidParameterValue',
    'KmsAccessDenied',
    'KMS.AccessDeniedException',
    'KmsDisabled',
    'KMS.DisabledException',
    'KmsInvalidKeyUsage',
    'KmsInvalidState',
    'KmsNotFound',
    'KmsOptInRequired',
    'MalformedQueryString',
    'MissingAction',
    'MissingParameter',
    'ReceiptHandleIsInvalid',
    'ResourceNotFoundException',
    'ServiceUnavailable',
    'TooManyEntriesInBatchRequest',
    'UnsupportedOperation',
    'ValidationError',
    'SomethingThatAwsAddsNextYear',
  ],
};

const KNOWN = Object.entries(KINDS).flatMap(([kind, codes]) =>
  codes.map((code) => ({ code, kind: kind as SqsFailureKind })),
);

/** How protocols, servers and libraries write one code. */
const DECORATED: Readonly<Record<string, (code: string) => Error>> = {
  'the SDK': (name) => errorWith({ name }),
  'the query protocol': (code) => errorWith({ Code: `AWS.SimpleQueueService.${code}` }),
  'the JSON protocol': (code) => responseError(400, JSON.stringify({ __type: `com.amazonaws.sqs#${code}` })),
  'the JSON protocol with a link': (code) =>
    responseError(400, JSON.stringify({ __type: `com.amazon.coral.service#${code}:http://a.example/` })),
  'sqs-consumer': (code) => errorWith({ name: 'SQSError', code }),
  'one entry of a batch': (Code) => SqsBatchEntryError.of('send', { Id: '0', Code, SenderFault: true }),
};

describe('classifySqsFailure', () => {
  describe.each(Object.entries(DECORATED))('a code as written by %s', (_writer, write) => {
    it.each(KNOWN)('$code is $kind', ({ code, kind }) => {
      expect(classifySqsFailure(write(code)).kind).toBe(kind);
    });
  });

  it('blames a message only for codes about its content, whatever SQS blames', () => {
    const codes = fc.oneof(fc.string(), fc.constantFrom(...KNOWN.map(({ code }) => code)));
    fc.assert(
      fc.property(codes, fc.boolean(), fc.option(fc.string(), { nil: undefined }), (Code, SenderFault, Message) => {
        const entry = { Id: '0', Code, SenderFault, ...(Message === undefined ? {} : { Message }) };
        const { kind } = classifySqsFailure(SqsBatchEntryError.of('send', entry));
        fc.pre(!KINDS.content.some((known) => Code.includes(known)));

        expect(kind).not.toBe('content');
      }),
    );
  });

  it('classifies an entry of a batch like a whole call', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...KNOWN.map(({ code }) => code))), (Code) => {
        const ofEntry = classifySqsFailure(SqsBatchEntryError.of('send', { Id: '0', Code, SenderFault: true }));

        expect(ofEntry.kind).toBe(classifySqsFailure(errorWith({ name: Code })).kind);
      }),
    );
  });

  it.each([
    [
      'a body that is too long',
      'One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes.',
      'content',
    ],
    ['any other wrong parameter', 'Value 901 for parameter DelaySeconds is invalid.', 'unavailable'],
    ['no reason', '', 'unavailable'],
  ])('reads from the message whether InvalidParameterValue means %s', (_title, message, kind) => {
    expect(classifySqsFailure(errorWith({ name: 'InvalidParameterValue', message })).kind).toBe(kind);
    const entry = { Id: '0', Code: 'InvalidParameterValue', Message: message, SenderFault: true };
    expect(classifySqsFailure(SqsBatchEntryError.of('send', entry)).kind).toBe(kind);
  });

  it.each([
    [403, 'credentials'],
    [429, 'throttled'],
    [400, 'unavailable'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('reads from status %d what an unknown code means', (status, kind) => {
    expect(classifySqsFailure(responseError(status, '<html>Denied</html>')).kind).toBe(kind);
  });

  it.each([
    ['an error class of the SDK', new QueueDoesNotExist({ message: 'gone', $metadata: {} }), 'queue-missing'],
    ['something that is no error', 'what?', 'unavailable'],
    ['nothing', undefined, 'unavailable'],
  ])('%s', (_title, error, kind) => {
    expect(classifySqsFailure(error).kind).toBe(kind);
  });

  it('reports code and message as the reason', () => {
    expect(classifySqsFailure(errorWith({ name: 'AccessDenied', message: 'not yours' })).reason).toBe(
      'AccessDenied: not yours',
    );
  });

  it('does not repeat a code', () => {
    const error = errorWith({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' });
    expect(classifySqsFailure(error).reason).toBe('connect ECONNREFUSED 127.0.0.1:9');
  });

  it('reports the inner errors if every address of a host failed', () => {
    const error = Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:9')]), {
      code: 'ECONNREFUSED',
    });
    expect(classifySqsFailure(error).reason).toContain('connect ECONNREFUSED ::1:9');
  });
});
