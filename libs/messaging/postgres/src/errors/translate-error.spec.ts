import { translateConnectError } from './translate-error';

const messageOf = (code: string): string =>
  translateConnectError('sales database', Object.assign(new Error('no'), { code })).message;

describe('translateConnectError', () => {
  it.each([
    ['28P01', 'it refused the user, or the password or token'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is not trusted; check DATABASE_TLS_CA_FILE'],
    ['CERT_HAS_EXPIRED', 'its certificate is not trusted; check DATABASE_TLS_CA_FILE'],
    ['53300', 'it accepts no more connections'],
  ])('explains %s', (code, explanation) => {
    expect(messageOf(code)).toBe(`The sales database is not available (${code}): ${explanation}.`);
  });

  it('only names a code that explains itself', () => {
    expect(messageOf('ECONNREFUSED')).toBe('The sales database is not available (ECONNREFUSED).');
  });
});
