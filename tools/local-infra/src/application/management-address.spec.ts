import { temporaryFolder } from '../infrastructure/temporary-folder';
import { LocalFolder } from '../local-folder';
import { PortMemory } from '../ports/port-memory';
import { managementAddress } from './management-address';

describe('the address of an application for operators', () => {
  const clone = temporaryFolder('decouple-management-');
  const folder = new LocalFolder(clone.path);

  afterAll(() => clone.remove());

  it('is where people expect it, until the clone has run', () => {
    expect(managementAddress('customer-api', folder)).toBe('http://127.0.0.1:3001');
    expect(managementAddress('sales-worker', folder)).toBe('http://127.0.0.1:3100');
  });

  it('is where it was in the last run', () => {
    const memory = new PortMemory(folder.ports);
    memory.remember('customer-api', 3005);
    memory.remember('customer-api-management', 3006);
    memory.remember('sales-worker', 3107);

    expect(managementAddress('customer-api', folder)).toBe('http://127.0.0.1:3006');
    expect(managementAddress('sales-worker', folder)).toBe('http://127.0.0.1:3107');
  });
});
