// Compiles the kernels written in AssemblyScript to WebAssembly, as bytes in TypeScript. The results are kept in the
// repository, so that building, testing and type checking the app need no compiler; a test builds again and compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const kernels = new URL('../src/kernels/', import.meta.url);

/**
 * The modules: where their sources are (`<folder>/assembly/*.as`), where their bytes go, and under which name. The reader of
 * delimited text keeps to what WebAssembly could do from the start: it has no second engine to fall back on.
 */
export const modules = [
  { folder: 'simd', target: 'simd/simd-bytes.ts', name: 'simdKernelsBase64', features: ['--enable=simd'] },
  {
    folder: 'delimited',
    target: 'delimited/delimited-bytes.ts',
    name: 'delimitedKernelsBase64',
    features: ['--disable=bulk-memory'],
  },
  { folder: 'trees', target: 'trees/tree-bytes.ts', name: 'treeKernelsBase64', features: [] },
];

/** The module's bytes. Its memory is imported: it works in place on the memory of whoever instantiates it. */
export async function buildKernels({ folder, features }) {
  /** The sources end in .as, because they are no TypeScript for the type checker and the linter; the compiler wants .ts. */
  const readSource = (name) => {
    if (!name.endsWith('.ts')) return null;
    try {
      return readFileSync(new URL(`${folder}/assembly/${name.replace(/\.ts$/, '.as')}`, kernels), 'utf8');
    } catch {
      return null;
    }
  };
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      '--outFile=kernels.wasm',
      '--bindings=none',
      '--runtime=stub',
      '--importMemory',
      ...features,
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
export function sourceOf({ name }, bytes) {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,120}/g)
    .map((line) => `  '${line}',`);
  return `// Made by scripts/build-kernels.mjs from assembly/*.as: change those, then run it again.
export const ${name} = [
${lines.join('\n')}
].join('');
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const module of modules) {
    const bytes = await buildKernels(module);
    writeFileSync(new URL(module.target, kernels), sourceOf(module, bytes));
    console.log(`src/kernels/${module.target}: ${bytes.length} bytes`);
  }
}
