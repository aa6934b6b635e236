import { ConfigurationError } from './configuration.errors';
import { bool, integer, matching, oneOf, port, readEnvironment, str, urlOf } from './environment';

type Environment = Parameters<typeof readEnvironment>[0];
type Validator =
  ReturnType<ReturnType<typeof integer>> | ReturnType<ReturnType<typeof urlOf>> | ReturnType<typeof bool>;
type Specification = Readonly<Record<string, Validator>>;

const SPECIFICATION = {
  HOST: str({ default: 'localhost' }),
  NAME: str(),
  SIZE: integer(1, 10)({ default: 3 }),
  SECURE: bool({ default: false }),
  MODE: oneOf('slow', 'fast')({ default: 'slow' }),
  ADDRESS: urlOf('http:', 'https:')({ default: undefined }),
  CODE: matching(/^[A-Z]{2}$/, 'two capital letters')({ default: 'AA' }),
};

/** The error that these variables lead to. */
function refusalOf(environment: Environment, specification: Specification = SPECIFICATION): ConfigurationError {
  try {
    readEnvironment(environment, specification);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const refusedBy = (validator: Validator, value: string): string | undefined =>
  refusalOf({ VALUE: value }, { VALUE: validator }).problems['VALUE'];

const readBy = (validator: Validator, value: string): unknown =>
  readEnvironment({ VALUE: value }, { VALUE: validator })['VALUE'];

describe('readEnvironment', () => {
  it('reads the variables that are set and uses defaults for the rest', () => {
    const environment = { NAME: 'x', SIZE: '10', SECURE: 'true', MODE: 'fast', ADDRESS: 'https://a/b', CODE: 'BE' };

    expect({ ...readEnvironment(environment, SPECIFICATION) }).toEqual({
      HOST: 'localhost',
      NAME: 'x',
      SIZE: 10,
      SECURE: true,
      MODE: 'fast',
      ADDRESS: 'https://a/b',
      CODE: 'BE',
    });
  });

  it('treats an empty variable as absent', () => {
    expect(readEnvironment({ NAME: 'x', SIZE: '', ADDRESS: '' }, SPECIFICATION)).toMatchObject({
      SIZE: 3,
      ADDRESS: undefined,
    });
    expect(refusalOf({ NAME: '' }).problems).toEqual({ NAME: 'is required but not set' });
  });

  it('names every invalid variable at once, one per line', () => {
    const { message, problems } = refusalOf({
      SIZE: '11',
      SECURE: 'perhaps',
      MODE: 'x',
      ADDRESS: 'ftp://a',
      CODE: 'a',
    });

    expect(problems).toEqual({
      NAME: 'is required but not set',
      SIZE: 'must be a whole number from 1 to 10',
      SECURE: 'must be true or false',
      MODE: 'must be one of: slow, fast',
      ADDRESS: 'must be a URL that begins with http:// or https://',
      CODE: 'must be two capital letters',
    });
    expect(message.split('\n').slice(1).sort()).toEqual(
      Object.entries(problems)
        .map(([name, problem]) => `  ${name} ${problem}`)
        .sort(),
    );
  });

  it.each(Object.keys(SPECIFICATION).filter((name) => !['HOST', 'NAME'].includes(name)))(
    'does not repeat the value of an invalid %s, which may be a secret',
    (name) => {
      const error = refusalOf({ NAME: 'x', [name]: 'hunter2' });

      expect(Object.keys(error.problems)).toEqual([name]);
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('hunter2');
    },
  );

  it('applies rules between variables together with the rules of each', () => {
    const check = jest.fn(() => ({ HOST: 'must not be localhost' }));

    expect(() => readEnvironment({ NAME: 'x', SIZE: '0' }, SPECIFICATION, check)).toThrow(
      expect.objectContaining({
        problems: { HOST: 'must not be localhost', SIZE: 'must be a whole number from 1 to 10' },
      }) as Error,
    );
    expect(check).toHaveBeenCalledWith(expect.objectContaining({ HOST: 'localhost', NAME: 'x' }));
  });

  it('shows a rejected variable as absent to rules between variables', () => {
    const seen: unknown[] = [];
    const check = (values: { readonly SIZE: number }): Record<string, string> => {
      seen.push(values.SIZE);
      return { SIZE: 'is told by the variable itself' };
    };

    expect(() => readEnvironment({ NAME: 'x', SIZE: '0' }, SPECIFICATION, check)).toThrow(
      expect.objectContaining({ problems: { SIZE: 'must be a whole number from 1 to 10' } }) as Error,
    );
    expect(seen).toEqual([undefined]);
  });
});

describe('a whole number', () => {
  it.each([
    ['2', 2],
    ['500', 500],
    ['007', 7],
  ])('is read from %s', (text, value) => {
    expect(readBy(integer(2, 500)(), text)).toBe(value);
  });

  it.each(['1', '501', '-3', '2.5', '1e2', '0x10', ' 3', '3 s', 'many', '9'.repeat(400)])(
    'is not read from %s',
    (text) => {
      expect(refusedBy(integer(2, 500)(), text)).toBe('must be a whole number from 2 to 500');
    },
  );

  it.each(['0', '65535'])('may be the port %s', (text) => {
    expect(readBy(port(), text)).toBe(Number(text));
  });

  it('is not a port above 65535', () => {
    expect(refusedBy(port(), '65536')).toBe('must be a whole number from 0 to 65535');
  });
});

describe('a Boolean', () => {
  it.each(['true', '1', 'yes', 'on'])('is true for %s', (text) => {
    expect(readBy(bool(), text)).toBe(true);
  });

  it.each(['false', '0', 'no', 'off'])('is false for %s', (text) => {
    expect(readBy(bool(), text)).toBe(false);
  });

  it.each(['TRUE ', '2', 'maybe'])('is invalid for %s', (text) => {
    expect(refusedBy(bool(), text)).toBe('must be true or false');
  });
});

describe('a URL', () => {
  const postgres = urlOf('postgres:', 'postgresql:');

  it.each(['postgres://u:p@h:5432/d', 'postgresql://h/d', 'POSTGRES://h/d'])('is read from %s', (text) => {
    expect(readBy(postgres(), text)).toBe(text);
  });

  it.each(['mysql://h/d', 'postgres', 'postgres:h/d', 'postgres:/h/d', 'http://postgres://h', 'postgres://h:port/d'])(
    'is not read from %s',
    (text) => {
      expect(refusedBy(postgres(), text)).toBe('must be a URL that begins with postgres:// or postgresql://');
    },
  );
});
