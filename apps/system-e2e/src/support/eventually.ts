const POLL_MILLISECONDS = 50;
const LONGEST_MILLISECONDS = 120_000;

/** Waits until the assertion holds. After the deadline it throws the last error. */
export async function eventually(
  assertion: () => Promise<void>,
  deadlineMilliseconds = LONGEST_MILLISECONDS,
): Promise<void> {
  const deadline = performance.now() + deadlineMilliseconds;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
  }
}
