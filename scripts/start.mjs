// `npm start`: from a fresh clone to the app in the browser. Installs, builds and serves; each only where needed.
import { build, ensureInstalled, isStale } from './project.mjs';
import { serve } from './serve.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Kith is built with Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
try {
  await ensureInstalled();
  if (isStale()) await build();
} catch (error) {
  console.error(`Kith could not be built: ${error.message}`);
  process.exit(1);
}
const site = await serve({ port: Number(process.env.PORT ?? 4173), tries: 50 });
console.log(`\nKith is at ${site.url}\nEverything you open there stays in your browser. Stop with Ctrl+C.`);
