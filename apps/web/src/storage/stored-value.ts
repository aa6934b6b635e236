/** A value in the browser's storage. Private windows may not store it. */
export interface StoredValue<T> {
  read(): T | undefined;
  write(value: T | undefined): void;
}

/** @param valid checks a stored value, which an older version may have written */
export function storedValue<T>(key: string, valid: (value: unknown) => value is T): StoredValue<T> {
  const name = `decouple.${key}`;
  let withoutStorage: T | undefined;
  return {
    read: () => {
      try {
        const text = localStorage.getItem(name);
        const value: unknown = text === null ? undefined : JSON.parse(text);
        return valid(value) ? value : undefined;
      } catch (error) {
        console.info(`${name} could not be read.`, error);
        return withoutStorage;
      }
    },
    write: (value) => {
      withoutStorage = value;
      try {
        if (value === undefined) localStorage.removeItem(name);
        else localStorage.setItem(name, JSON.stringify(value));
      } catch (error) {
        console.info(`${name} could not be stored. It is kept until this page is closed.`, error);
      }
    },
  };
}
