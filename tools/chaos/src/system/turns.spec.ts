import { Turns } from './turns';

describe('Turns', () => {
  it('one work waits for the other, even for one that fails', async () => {
    const turns = new Turns();
    const events: string[] = [];
    const failing = turns.take(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      events.push('first');
      throw new Error('The first work failed.');
    });
    const second = turns.take(async () => void events.push('second'));

    await expect(failing).rejects.toThrow('The first work failed.');
    await second;
    expect(events).toEqual(['first', 'second']);
  });

  it('has ended when the last work has', async () => {
    const turns = new Turns();
    const events: string[] = [];
    void turns.take(async () => void events.push('work'));
    await turns.ended();
    expect(events).toEqual(['work']);
  });
});
