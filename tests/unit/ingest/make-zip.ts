import { crc32, deflateRawSync } from 'node:zlib';

export interface MadeEntry {
  readonly path: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  /** Overrules what the directory says, for damaged archives. */
  readonly directory?: Partial<{ crc: number; size: number; packedSize: number; flags: number; method: number; offset: number }>;
}

const bytesOf = (content: string | Uint8Array) => (typeof content === 'string' ? new TextEncoder().encode(content) : content);

/** A zip archive by the book (APPNOTE 4.3), so that each field can be put wrong on its own. */
export function makeZip(entries: readonly MadeEntry[], { zip64 = false } = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const add = (list: Uint8Array[], length: number, fill: (view: DataView) => void) => {
    const bytes = new Uint8Array(length);
    fill(new DataView(bytes.buffer));
    list.push(bytes);
    return bytes;
  };
  for (const { path, content, stored = false, directory: said = {} } of entries) {
    const name = bytesOf(path);
    const raw = bytesOf(content);
    const packed = stored ? raw : new Uint8Array(deflateRawSync(raw));
    const flags = typeof path === 'string' ? 0x800 : 0;
    const { crc = crc32(raw), size = raw.length, packedSize = packed.length, method = stored ? 0 : 8, offset = at } = said;
    add(parts, 30, (view) => {
      view.setUint32(0, 0x04034b50, true);
      view.setUint16(6, flags | 8, true); // sizes follow the data, as streaming writers do
      view.setUint16(8, method, true);
      view.setUint16(26, name.length, true);
    });
    parts.push(name, packed);
    at += 30 + name.length + packed.length;
    const wide = zip64 ? 28 : 0;
    add(directory, 46, (view) => {
      view.setUint32(0, 0x02014b50, true);
      view.setUint16(8, said.flags ?? flags, true);
      view.setUint16(10, method, true);
      view.setUint32(16, crc, true);
      view.setUint32(20, zip64 ? 0xffffffff : packedSize, true);
      view.setUint32(24, zip64 ? 0xffffffff : size, true);
      view.setUint16(28, name.length, true);
      view.setUint16(30, wide, true);
      view.setUint32(42, zip64 ? 0xffffffff : offset, true);
    });
    directory.push(name);
    if (zip64) {
      add(directory, wide, (view) => {
        view.setUint16(0, 1, true);
        view.setUint16(2, 24, true);
        view.setBigUint64(4, BigInt(size), true);
        view.setBigUint64(12, BigInt(packedSize), true);
        view.setBigUint64(20, BigInt(offset), true);
      });
    }
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const tail: Uint8Array[] = [];
  if (zip64) {
    add(tail, 56, (view) => {
      view.setUint32(0, 0x06064b50, true);
      view.setBigUint64(24, BigInt(entries.length), true);
      view.setBigUint64(32, BigInt(entries.length), true);
      view.setBigUint64(40, BigInt(length), true);
      view.setBigUint64(48, BigInt(at), true);
    });
    add(tail, 20, (view) => {
      view.setUint32(0, 0x07064b50, true);
      view.setBigUint64(8, BigInt(at + length), true);
    });
  }
  add(tail, 22, (view) => {
    view.setUint32(0, 0x06054b50, true);
    view.setUint16(8, zip64 ? 0xffff : entries.length, true);
    view.setUint16(10, zip64 ? 0xffff : entries.length, true);
    view.setUint32(12, length, true);
    view.setUint32(16, zip64 ? 0xffffffff : at, true);
  });
  return Uint8Array.from(Buffer.concat([...parts, ...directory, ...tail]));
}

export interface MadeSheet {
  readonly name: string;
  /** The `<row>` elements. */
  readonly rows: string;
  readonly hidden?: boolean;
}

/** A workbook as Excel writes it. `formats` are the codes of the styles from 1 on: a number for a built-in one. */
export function makeWorkbook(
  sheets: readonly MadeSheet[],
  {
    strings = [],
    formats = [],
    from1904 = false,
  }: { strings?: readonly string[]; formats?: readonly (string | number)[]; from1904?: boolean } = {},
): Uint8Array {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
  const own = formats.map((code, i) =>
    typeof code === 'string'
      ? `<numFmt numFmtId="${170 + i}" formatCode="${code.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"/>`
      : '',
  );
  return makeZip([
    { path: '[Content_Types].xml', content: `${head}<Types/>` },
    {
      path: '_rels/.rels',
      content: `${head}<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      path: 'xl/workbook.xml',
      content: `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(
          ({ name, hidden }, i) =>
            `<sheet name="${name}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      content: `${head}<Relationships xmlns="${packages}">${sheets
        .map((_, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="/xl/worksheets/sheet${i + 1}.xml"/>`)
        .join(
          '',
        )}<Relationship Id="rS" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="rT" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    ...sheets.map(({ rows }, i) => ({
      path: `xl/worksheets/sheet${i + 1}.xml`,
      content: `${head}<worksheet xmlns="${main}"><dimension ref="A1"/><sheetData>${rows}</sheetData><!-- <row r="9"> --></worksheet>`,
    })),
    {
      path: 'xl/styles.xml',
      content: `${head}<styleSheet xmlns="${main}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
        .map((code, i) => `<xf numFmtId="${typeof code === 'number' ? code : 170 + i}" applyNumberFormat="1"><alignment/></xf>`)
        .join('')}</cellXfs></styleSheet>`,
    },
    {
      path: 'xl/sharedStrings.xml',
      content: `${head}<sst xmlns="${main}">${strings.map((inner) => `<si>${inner}</si>`).join('')}</sst>`,
    },
  ]);
}
