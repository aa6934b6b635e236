import { OldestLook } from './oldest-look';

const NOW = new Date('2026-11-27T12:00:00.000Z');
const before = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);
const MARGIN_SECONDS = 60;

describe('OldestLook', () => {
  let milliseconds: number;
  let oldest: OldestLook;
  let since: string[];

  beforeEach(() => {
    milliseconds = 0;
    since = [];
    oldest = new OldestLook({ milliseconds: () => milliseconds });
  });

  const look = (found: Date | undefined, takesMilliseconds = 0, now = NOW): Promise<Date | undefined> =>
    oldest.find(now, async (from) => {
      since.push(from);
      milliseconds += takesMilliseconds;
      return found;
    });

  it('begins at the beginning each time while that takes no time', async () => {
    await look(undefined);
    await look(before(5));

    expect(since).toEqual(['-infinity', '-infinity']);
  });

  it('begins a minute before the oldest one of the last look, for 99 times as long as a whole look took', async () => {
    await look(before(500), 1_000);
    milliseconds += 98_999;
    expect(await look(before(400))).toEqual(before(400));
    await look(before(400));
    milliseconds += 1;
    await look(undefined);

    expect(since).toEqual([
      '-infinity',
      before(500 + MARGIN_SECONDS).toISOString(),
      before(400 + MARGIN_SECONDS).toISOString(),
      '-infinity',
    ]);
  });

  it('begins a minute before the last look when that found nothing', async () => {
    await look(undefined, 1_000);
    await look(undefined, 0, before(-30));

    expect(since).toEqual(['-infinity', before(MARGIN_SECONDS).toISOString()]);
  });

  it('hides nothing when the clock of the database was set back', async () => {
    await look(undefined, 1_000);
    await look(undefined, 0, before(3_600));

    expect(since).toEqual(['-infinity', before(3_600 + MARGIN_SECONDS).toISOString()]);
  });

  it('is short after a look that ran out of time', async () => {
    const tooLong = oldest.find(NOW, () => {
      milliseconds += 10_000;
      return Promise.reject(new Error('canceling statement due to statement timeout'));
    });
    await expect(tooLong).rejects.toThrow('timeout');
    await look(undefined);

    expect(since).toEqual([before(MARGIN_SECONDS).toISOString()]);
  });

  it('begins at the beginning after an hour at the latest', async () => {
    await look(undefined, 7_200_000);
    milliseconds += 3_600_000;
    await look(undefined);

    expect(since).toEqual(['-infinity', '-infinity']);
  });
});
