/** A file does not look as the generator expects. Nothing has been written. */
export class AnchorMissingError extends Error {
  override readonly name = 'AnchorMissingError';

  constructor(
    readonly path: string,
    readonly anchor: string,
  ) {
    super(
      `${path} has no ${anchor}, which is where the generated code would be wired. Nothing was written. ` +
        'Bring the anchor back, or adapt the generator in tools/generators to what the file looks like now.',
    );
  }
}
