/** A value that this browser keeps, when it keeps anything: private windows may refuse. */
export interface StoredValue<T> {
  read(): T | undefined;
  write(value: T | undefined): void;
}

/** @param valid what is found may have been written by an older version, or by hand */
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
        console.info(`${name} cannot be read.`, error);
        return withoutStorage;
      }
    },
    write: (value) => {
      withoutStorage = value;
      try {
        if (value === undefined) localStorage.removeItem(name);
        else localStorage.setItem(name, JSON.stringify(value));
      } catch (error) {
        console.info(`${name} is kept until this page is closed, no longer.`, error);
      }
    },
  };
}
