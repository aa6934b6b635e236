import { validateSync } from 'class-validator';
import { type Violation, violationsOf } from '../violations/violation';
import { isValid } from './is-valid';

/**
 * The rules that an instance breaks; empty if it is valid.
 *
 * @param place JSON Pointer of the instance, which the pointers of the violations start with
 */
export function violationsIn(instance: object, place = '#'): readonly Violation[] {
  if (isValid(instance)) return [];
  return violationsOf(validateSync(instance, { forbidUnknownValues: true, stopAtFirstError: true }), place);
}
