import { act, render, screen } from '@testing-library/react';
import { SLOW_AFTER_MILLISECONDS, StillWorking } from './StillWorking';

describe('StillWorking', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks the customer not to pay again once sending takes long', () => {
    render(<StillWorking />);
    act(() => jest.advanceTimersByTime(SLOW_AFTER_MILLISECONDS - 1));
    expect(screen.getByRole('status').textContent).toBe('');

    act(() => jest.advanceTimersByTime(1));
    expect(screen.getByRole('status').textContent).toBe('Still working. Please don’t pay again.');
  });
});
