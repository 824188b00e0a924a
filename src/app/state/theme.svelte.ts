export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'kith.theme';

class ThemeState {
  chosen = $state<Theme>(themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? 'system');
  #media = matchMedia('(prefers-color-scheme: dark)');
  #systemDark = $state(this.#media.matches);
  /** What is on screen now; charts redraw when it changes. */
  readonly dark: boolean = $derived(this.chosen === 'system' ? this.#systemDark : this.chosen === 'dark');

  constructor() {
    this.#media.addEventListener('change', (event) => (this.#systemDark = event.matches));
    this.#show();
  }

  set(theme: Theme): void {
    this.chosen = theme;
    localStorage.setItem(storageKey, theme);
    this.#show();
  }

  #show(): void {
    if (this.chosen === 'system') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.dataset['theme'] = this.chosen;
  }
}

/** Light, dark, or as the system says; remembered. */
export const theme = new ThemeState();
