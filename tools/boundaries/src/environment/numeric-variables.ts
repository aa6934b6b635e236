/** The part of an envalid validator that is used here: it turns the text of a variable into its value. */
interface Validator {
  _parse(text: string): unknown;
}

/** The names of the variables whose value must be a whole number, in order. */
export function numericVariables(variables: object): string[] {
  const named = Object.entries(variables as Readonly<Record<string, Validator>>);
  return named
    .filter(([, validator]) => isNumeric(validator))
    .map(([name]) => name)
    .sort();
}

/** No text is accepted, and the refusal asks for a number: independent of the bounds. */
function isNumeric(validator: Validator): boolean {
  try {
    validator._parse('not a number');
    return false;
  } catch (error) {
    return error instanceof TypeError && error.message.startsWith('must be a whole number');
  }
}
