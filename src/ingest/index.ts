import type { ReadOptions, Steps } from '../domain';
import { readInSlices, type ReadResult } from './read-file';

export type { ReadResult } from './read-file';
export { presets } from './presets';
export { unpack } from './unpack';

/** Some 3,000 rows: a slice is parsed and typed in about ten milliseconds. */
const sliceBytes = 256 * 1024;

/**
 * Reads a CSV (or another delimited text) to typed columns: encoding, delimiter, header, the type and the meaning of each
 * column are found out and reported with their evidence; rows that cannot be imported are given back with line and
 * reason. What `options` say wins over what is found. Every data row is imported or rejected, never dropped.
 *
 * One step is one slice of the file; stopping at any step leaves nothing behind. Where the end of a file disproves what
 * its beginning showed (a number column that turns out to be text), it is read a second time and progress starts anew.
 * `report.hash` is the SHA-256 of the bytes. Throws KithError file/empty, file/header-only, file/one-column, file/binary,
 * file/spreadsheet, file/unreadable, file/unclosed-quote, file/cell-too-long, file/too-many-columns.
 */
export function readFile(file: Blob, name: string, options: ReadOptions): Steps<ReadResult> {
  return readInSlices(file, name, options, sliceBytes);
}
