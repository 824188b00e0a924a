import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { health } from './state/health.svelte';
import { locale } from './state/locale.svelte';
import { session } from './state/session.svelte';
import { loadLocale } from '../text';

health.watch();

// The page works without it; with it, it works without the server.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => void navigator.serviceWorker.register('./sw.js').catch(() => undefined));
}

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
await loadLocale(locale.current);
mount(App, { target });
void session.load();

// The first number that a browser writes makes it open its tables of languages, some 15 ms: better now, when the page has
// been painted and nothing else is done, than in the middle of a screen.
requestAnimationFrame(() => setTimeout(() => locale.format.count(0)));
