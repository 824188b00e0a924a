import { loadLocale, locales } from '../src/text';

// Tests speak every language without waiting for it.
await Promise.all(locales.map(loadLocale));
