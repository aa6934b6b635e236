import { storedValue } from '../app/stored-value';

/** Who decided last in this browser. */
export const operatorName = storedValue('operator', (value): value is string => typeof value === 'string');
