/** What was asked for cannot be generated. Nothing has been written: Nx writes only after a generator has ended well. */
export class GeneratorInputError extends Error {
  override readonly name = 'GeneratorInputError';
}
