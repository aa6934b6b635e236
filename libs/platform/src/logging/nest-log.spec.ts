import { Logger } from '@nestjs/common';
import { RecordingLog } from '../testing/recording-log';
import { NestLog } from './nest-log';

describe('NestLog', () => {
  let recording: RecordingLog;
  let nest: NestLog;

  beforeEach(() => {
    recording = new RecordingLog();
    nest = new NestLog(recording.log);
  });

  const only = (): Record<string, unknown> => {
    expect(recording.lines).toHaveLength(1);
    const { service: _service, time: _time, ...line } = recording.lines[0] ?? {};
    return line;
  };

  it.each([
    ['log', 'debug'],
    ['error', 'error'],
    ['warn', 'warn'],
    ['debug', 'debug'],
    ['verbose', 'trace'],
    ['fatal', 'fatal'],
  ] as const)('writes what Nest tells at "%s" at level %s, with its context', (method, level) => {
    nest[method]('said', 'RoutesResolver');

    expect(only()).toEqual({ level, context: 'RoutesResolver', msg: 'said' });
  });

  it('keeps a stack that precedes the context', () => {
    nest.error('failed', 'Error: failed\n    at somewhere', 'ExceptionsHandler');

    expect(only()).toEqual({
      level: 'error',
      context: 'ExceptionsHandler',
      stack: 'Error: failed\n    at somewhere',
      msg: 'failed',
    });
  });

  it('keeps an error that is the message', () => {
    nest.error(new RangeError('too much'), 'ExceptionsHandler');

    expect(only()).toMatchObject({
      context: 'ExceptionsHandler',
      msg: 'too much',
      error: { type: 'RangeError', message: 'too much', stack: expect.any(String) as string },
    });
  });

  it('needs no context', () => {
    nest.warn('alone');

    expect(only()).toEqual({ level: 'warn', msg: 'alone' });
  });

  it('writes a message that is an object as JSON', () => {
    nest.warn({ deprecated: 'x' });

    expect(only()).toMatchObject({ msg: '{"deprecated":"x"}' });
  });

  it('accepts the arguments of a Nest logger', () => {
    Logger.overrideLogger(nest);
    try {
      new Logger('RpcExceptionsHandler').error('failed', 'the stack');
    } finally {
      Logger.overrideLogger(['error']);
    }

    expect(only()).toEqual({ level: 'error', context: 'RpcExceptionsHandler', stack: 'the stack', msg: 'failed' });
  });
});
