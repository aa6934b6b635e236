export { indexEntriesRead } from './index-entries-read';
export { repeatedOnEmptyTables } from './repeated-on-empty-tables';
export { rowsRead } from './rows-read';
export { createTestDatabase, type TestDatabase, testSettings } from './test-database';
