export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const fixed = (value: number, digits: number): string => value.toFixed(digits);
