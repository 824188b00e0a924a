import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { health } from './state/health.svelte';
import { session } from './state/session.svelte';

health.watch();

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });
void session.load();

// The page works without it; with it, it works without the server.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => void navigator.serviceWorker.register('./sw.js').catch(() => undefined));
}
