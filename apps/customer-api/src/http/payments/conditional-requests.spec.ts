import { entityTag, knownVersion, matchesEntityTag } from './entity-tag';
import { preferredWaitSeconds } from './preferences';

describe('If-None-Match', () => {
  const tag = entityTag(3);

  it.each(['"v3"', 'W/"v3"', '"v1", "v3"', '*', ' "v2",W/"v3" '])('%s matches version 3', (header) => {
    expect(matchesEntityTag(header, tag)).toBe(true);
  });

  it.each([undefined, '', '"v2"', 'v3', '"v33"'])('%s does not match version 3', (header) => {
    expect(matchesEntityTag(header, tag)).toBe(false);
  });

  it('tells the version that the client knows', () => {
    expect(knownVersion('"v12"')).toBe(12);
    expect(knownVersion('W/"v12"')).toBe(12);
    expect(knownVersion('"v1", "v2"')).toBeUndefined();
    expect(knownVersion(undefined)).toBeUndefined();
  });
});

describe('Prefer', () => {
  it.each([
    ['wait=10', 10],
    ['respond-async, wait=10', 10],
    ['wait=10; foo, bar', 10],
    ['WAIT = "7"', 7],
    ['wait=0', 0],
    ['wait=99999', 30],
    ['wait=-1', undefined],
    ['wait=abc', undefined],
    ['await=3', undefined],
    [undefined, undefined],
  ])('%s asks to wait %s seconds', (header, seconds) => {
    expect(preferredWaitSeconds(header)).toBe(seconds);
  });

  it('is read from repeated headers', () => {
    expect(preferredWaitSeconds(['respond-async', 'wait=4'])).toBe(4);
  });
});
