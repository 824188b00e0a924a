/** One table out of a dropped file, as a file of its own. */
export interface Part {
  readonly name: string;
  readonly file: Blob;
}
