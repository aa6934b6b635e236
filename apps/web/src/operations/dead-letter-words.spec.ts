import { reasonName } from './dead-letter-words';

describe('reasonName', () => {
  it('names the reason of a message that the broker refused', () => {
    expect(reasonName('refused-by-broker')).toBe('Send rejected');
  });

  it('returns a code that it does not know unchanged', () => {
    expect(reasonName('new-code')).toBe('new-code');
  });
});
