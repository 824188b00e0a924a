// Readers that a JavaScript user might take instead, each asked for the same columns: text ids, days, numbers. Installed by hand
// in a folder of their own (npm i nodejs-polars @duckdb/node-api udsv), which KITH_PEERS names: no part of Kith.
// Usage: KITH_PEERS=FOLDER node readers.mjs FILE    Prints one JSON line: seconds and rows, by reader.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [file] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(resolve(process.env.KITH_PEERS ?? '.'), 'package.json')));
const found = {};

async function timed(name, work) {
  try {
    const began = performance.now();
    const rows = await work();
    found[name] = { seconds: (performance.now() - began) / 1000, rows };
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') found[name] = { error: String(error.message) };
  }
}

const optional = (name) => {
  try {
    return require(name);
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
};

const polars = optional('nodejs-polars');
if (polars) {
  const pl = polars.default ?? polars;
  await timed('polars', () => {
    const table = pl.readCSV(file, {
      tryParseDates: true,
      dtypes: { order_id: pl.Utf8, customer_id: pl.Utf8, product: pl.Utf8 },
    });
    return table.height;
  });
}
const duckdb = optional('@duckdb/node-api');
if (duckdb) {
  const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect();
  await timed('DuckDB', async () => {
    await connection.run(
      `create table orders as select * from read_csv('${file.replaceAll("'", "''")}', types={'order_id':'VARCHAR','customer_id':'VARCHAR','date':'DATE'})`,
    );
    const counted = await connection.runAndReadAll('select count(*)::integer from orders');
    return counted.getRows()[0][0];
  });
}
const udsv = optional('udsv');
if (udsv) {
  await timed('uDSV, typed rows', () => {
    const text = readFileSync(file, 'utf8');
    const schema = udsv.inferSchema(text);
    return udsv.initParser(schema).typedArrs(text).length;
  });
}
console.log(JSON.stringify(found));
