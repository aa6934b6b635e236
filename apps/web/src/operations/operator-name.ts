import { storedValue } from '../storage/stored-value';

/** The last operator in this browser. */
export const operatorName = storedValue('operator', (value): value is string => typeof value === 'string');
