// Compiles src/kernels/simd/assembly/*.as to src/kernels/simd/simd-bytes.ts. The result is kept in the repository, so
// that building, testing and type checking the app need no compiler; a test builds again and compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = new URL('../src/kernels/simd/', import.meta.url);
const target = new URL('simd-bytes.ts', folder);

/** The sources end in .as, because they are no TypeScript for the type checker and the linter; the compiler wants .ts. */
function readSource(name) {
  if (!name.endsWith('.ts')) return null;
  try {
    return readFileSync(new URL(`assembly/${name.replace(/\.ts$/, '.as')}`, folder), 'utf8');
  } catch {
    return null;
  }
}

/** The module's bytes. Its memory is imported: it works in place on the memory of whoever instantiates it. */
export async function buildKernels() {
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      '--outFile=kernels.wasm',
      '--bindings=none',
      '--runtime=stub',
      '--importMemory',
      '--enable=simd',
      '--disable=mutable-globals',
      '-O3',
      '--noAssert',
      '--converge',
    ],
    {
      readFile: readSource,
      writeFile: (name, contents) => {
        if (name === 'kernels.wasm') bytes = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || bytes === null) throw new Error(`the kernels do not compile: ${stderr?.toString() ?? ''} ${error?.message ?? ''}`);
  return bytes;
}

/** The TypeScript module that carries those bytes. */
export function sourceOf(bytes) {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,120}/g)
    .map((line) => `  '${line}',`);
  return `// Made by scripts/build-kernels.mjs from assembly/*.as: change those, then run it again.
export const simdKernelsBase64 = [
${lines.join('\n')}
].join('');
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await buildKernels();
  writeFileSync(target, sourceOf(bytes));
  console.log(`src/kernels/simd/simd-bytes.ts: ${bytes.length} bytes`);
}
