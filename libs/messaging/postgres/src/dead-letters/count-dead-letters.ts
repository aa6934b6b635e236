import type { Database } from '../connection/database';

const COUNT_DEAD_LETTERS = `
  select count(*) as count from dead_letters
`;

export async function countDeadLetters(database: Database): Promise<number> {
  const [row] = await database.query<{ count: string }>(COUNT_DEAD_LETTERS, []);
  return Number(row?.count);
}
