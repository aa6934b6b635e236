import { IsText, IsTimestamp } from '@decouple/validation';
import { Equals, IsOptional, Matches } from 'class-validator';

/**
 * The CloudEvents 1.0 attributes that every message has (JSON format, structured mode).
 *
 * `source` + `id` identify a message permanently: a retry, a duplicate of the broker and a redrive all keep them.
 */
export abstract class MessageEnvelope {
  @Equals('1.0', { message: 'must be "1.0"' })
  readonly specversion!: '1.0';

  @IsText({ maxLength: 128 })
  readonly id!: string;

  @IsText({ maxLength: 256 })
  readonly source!: string;

  abstract readonly type: string;

  @IsTimestamp()
  readonly time!: string;

  @IsText({ maxLength: 128 })
  readonly subject!: string;

  @Equals('application/json', { message: 'must be "application/json"' })
  readonly datacontenttype!: 'application/json';

  @IsText({ maxLength: 256 })
  readonly dataschema!: string;

  /** W3C Trace Context of the request that caused this message. */
  @IsOptional()
  @Matches(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/, { message: 'must be a W3C traceparent' })
  readonly traceparent?: string;

  @IsOptional()
  @IsText({ maxLength: 512, mayBeEmpty: true })
  readonly tracestate?: string;

  /** The request id that the client polls; the same on a message and on the replies to it. */
  @IsOptional()
  @IsText({ maxLength: 128, mayBeEmpty: true })
  readonly correlationid?: string;

  /**
   * On a reply: the `source` of the message that it answers. A reader with another source ignores the reply. Senders of
   * before release 0.2.0 leave it out.
   */
  @IsOptional()
  @IsText({ maxLength: 256 })
  readonly destination?: string;

  abstract readonly data: object;
}
