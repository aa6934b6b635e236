/** Invalid input. Nothing has been written: Nx writes only after a generator has succeeded. */
export class GeneratorInputError extends Error {
  override readonly name = 'GeneratorInputError';
}
