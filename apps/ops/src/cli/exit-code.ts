/** Exit codes. */
export const EXIT_CODE = {
  done: 0,
  /** A service did not answer, or refused. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** All went well, and what was compared differs. */
  different: 3,
  /** Nothing differs, and payments have waited longer than they should. */
  overdue: 4,
} as const;

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];
