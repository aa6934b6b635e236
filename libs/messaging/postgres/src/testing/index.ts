export { createTestDatabase, type TestDatabase, testSettings } from './test-database';
