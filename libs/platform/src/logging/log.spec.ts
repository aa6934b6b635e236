import { RecordingLog } from '../testing/recording-log';
import { LOG_LEVELS } from './log';

describe('createLog', () => {
  it('writes one JSON object per line', () => {
    const { log, texts } = new RecordingLog();
    log.info('one\ntwo');
    log.info('three');

    expect(texts).toEqual([expect.stringMatching(/^\{[^\n]*\}\n$/), expect.stringMatching(/^\{[^\n]*\}\n$/)]);
  });

  it('names levels and formats the time as ISO 8601', () => {
    const recording = new RecordingLog('orders-worker');
    recording.log.warn({ queue: 'orders' }, 'trouble');

    expect(recording.lines).toEqual([
      {
        level: 'warn',
        service: 'orders-worker',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        queue: 'orders',
        msg: 'trouble',
      },
    ]);
  });

  it.each(LOG_LEVELS)('writes lines of at least level %s', (level) => {
    const recording = new RecordingLog('test', level);
    const writing = LOG_LEVELS.filter((each) => each !== 'silent');
    for (const each of writing) recording.log[each](each);

    const graveEnough = writing.slice(0, level === 'silent' ? 0 : LOG_LEVELS.indexOf(level) + 1);
    expect(recording.lines.map(({ msg }) => msg)).toEqual(graveEnough);
  });
});

describe('an error in the log', () => {
  const logged = (error: unknown): Record<string, unknown> => {
    const recording = new RecordingLog();
    recording.log.error({ error }, 'failed');
    return recording.lines[0]?.['error'] as Record<string, unknown>;
  };

  it('keeps class, message, stack and cause', () => {
    class DatabaseError extends Error {}
    const error = new TypeError('outer', { cause: new DatabaseError('inner') });

    expect(logged(error)).toEqual({
      type: 'TypeError',
      message: 'outer',
      stack: expect.stringContaining('log.spec.ts') as string,
      cause: {
        type: 'DatabaseError',
        message: 'inner',
        stack: expect.stringContaining('log.spec.ts') as string,
      },
    });
  });

  it('keeps plain facts, and the request id of AWS', () => {
    const facts = { code: 'ECONNREFUSED', port: 5432, fatal: true, $metadata: { requestId: '1-2-3' } };

    expect(logged(Object.assign(new Error('x'), facts))).toMatchObject(facts);
  });

  it('leaves out objects that drivers attach to their errors', () => {
    const error = Object.assign(new Error('x'), {
      client: { password: 'hunter2' },
      parameters: ['tok_visa_4f9a'],
      $response: { body: 'secret' },
    });

    expect(Object.keys(logged(error)).sort()).toEqual(['message', 'stack', 'type']);
  });

  it('keeps the errors of an aggregate', () => {
    expect(logged(new AggregateError([new Error('one'), 'two'], 'both'))).toMatchObject({
      type: 'AggregateError',
      errors: [{ message: 'one' }, 'two'],
    });
  });

  it('ends for circular causes', () => {
    const error = new Error('round');
    error.cause = error;

    expect(JSON.stringify(logged(error)).match(/"round"/g)).toHaveLength(9);
  });

  it('may be a value that is not an error', () => {
    expect(logged('thrown text')).toBe('thrown text');
  });

  it('is on a line without repeated names', () => {
    const recording = new RecordingLog();
    recording.log.error({ error: Object.assign(new Error('x'), { type: 'mine', message: 'y', stack: 'z' }) }, 'failed');
    const [text = ''] = recording.texts;

    expect(JSON.stringify(JSON.parse(text))).toBe(text.trim());
  });
});
