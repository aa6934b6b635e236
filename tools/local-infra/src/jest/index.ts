export { freePort } from '../ports/free-port';
export { createTestDatabase, type TestDatabase } from './create-test-database';
