import { infrastructureCode } from './infrastructure-code';

const withCode = (code: string, message = 'anything'): Error => Object.assign(new Error(message), { code });

describe('infrastructureCode', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])(
    'takes the network error %s for an outage',
    (code) => expect(infrastructureCode(withCode(code))).toBe(code),
  );

  it.each(['CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'takes the TLS error %s for an outage',
    (code) => expect(infrastructureCode(withCode(code))).toBe(code),
  );

  it.each([
    ['08006', 'connection failure'],
    ['25006', 'read-only after a fail-over'],
    ['25P03', 'idle in transaction for too long'],
    ['26000', 'the prepared statement is gone'],
    ['28P01', 'password refused'],
    ['3D000', 'no such database'],
    ['40P01', 'deadlock'],
    ['42P05', 'the statement is prepared already'],
    ['53300', 'too many connections'],
    ['53100', 'disk full'],
    ['55P03', 'lock not available'],
    ['57014', 'statement timeout'],
    ['57P01', 'admin shutdown'],
    ['57P03', 'cannot connect now'],
    ['58030', 'disk error'],
  ])('takes SQLSTATE %s, %s, for an outage', (code) => expect(infrastructureCode(withCode(code))).toBe(code));

  it.each([
    ['Connection terminated unexpectedly', 'CONNECTION_TERMINATED'],
    ['Connection terminated due to connection timeout', 'CONNECTION_TERMINATED'],
    ['Client has encountered a connection error and is not queryable', 'CONNECTION_TERMINATED'],
    ['timeout exceeded when trying to connect', 'POOL_TIMEOUT'],
    ['Query read timeout', 'QUERY_TIMEOUT'],
    ['Cannot use a pool after calling end on the pool', 'POOL_CLOSED'],
  ])('takes the driver saying "%s" for an outage', (message, code) =>
    expect(infrastructureCode(new Error(message))).toBe(code),
  );

  it('takes 0A000 for an outage only when the result of a prepared statement has changed', () => {
    const changed = { code: '0A000', routine: 'RevalidateCachedQuery' };
    const anyLanguage = Object.assign(new Error('gecachter Plan darf den Ergebnistyp nicht ändern'), changed);

    expect(infrastructureCode(anyLanguage)).toBe('0A000');
    expect(infrastructureCode(withCode('0A000', 'cross-database references are not implemented'))).toBeUndefined();
  });

  it('takes 55000 for an outage only when connections are not accepted', () => {
    expect(infrastructureCode(withCode('55000', 'database "x" is not currently accepting connections'))).toBe('55000');
    expect(infrastructureCode(withCode('55000', 'currval of sequence is not yet defined'))).toBeUndefined();
  });

  it.each([
    ['23505', 'unique violation'],
    ['23514', 'check violation'],
    ['22021', 'character not in repertoire'],
    ['22P02', 'invalid text representation'],
    ['42P01', 'undefined table'],
    ['42501', 'insufficient privilege'],
    ['XX000', 'internal error'],
  ])('takes SQLSTATE %s, %s, for no outage', (code) => expect(infrastructureCode(withCode(code))).toBeUndefined());

  it('takes an error of our own code for no outage', () => {
    expect(infrastructureCode(new TypeError('x is not a function'))).toBeUndefined();
    expect(infrastructureCode('ECONNREFUSED')).toBeUndefined();
  });
});
