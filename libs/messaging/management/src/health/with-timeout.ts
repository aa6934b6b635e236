import type { Timers } from '@decouple/messaging-core';

/** The result, or `late` when it takes longer. Rejects as `answer` does; a late failure is ignored. */
export async function withTimeout<Answer, Late>(
  milliseconds: number,
  timers: Timers,
  answer: Promise<Answer>,
  late: Late,
): Promise<Answer | Late> {
  const answered = new AbortController();
  const tooLate = timers.sleep(milliseconds, answered.signal).then(() => late);
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    answered.abort();
  }
}
